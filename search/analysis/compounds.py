"""Words of several parts: «Fès-Boulemane», « micro projet », « microcrédit » are found by their parts and as one."""

#: What is written on to the next word, with a hyphen, with a space or with neither.
PREFIXES = frozenset([
    "anti", "auto", "co", "contre", "ex", "extra", "food", "inter", "intra", "macro", "mi", "micro", "mini", "multi",
    "non", "para", "photo", "pluri", "post", "pré", "pre", "pro", "re", "semi", "sous", "super", "sur", "télé",
    "tele", "tri", "vice", "e",
])  # fmt: skip
#: Of these also where they are written as one word: what follows is a word by itself.
_WRITTEN_ON = ("micro", "multi", "post", "auto", "inter", "mini", "pluri")
_HYPHENS = frozenset("-\u2010\u2011")
_HYPHENS_AND_SPACES = _HYPHENS | {" ", "\u00a0"}
#: Of these also with a space; the others are words by themselves.
_JOINING_OVER_SPACE = PREFIXES - {"e", "re", "non", "sur", "sous", "contre"}
_SHORTEST_REST = 5
#: Words that only look composed.
_WHOLE = frozenset([
    "automne", "automobile", "autorite", "autoris", "autorisation", "posterieur", "posteriorite", "interet",
    "interes", "interdit", "interdire", "interieur", "internet", "international", "interne", "intervention",
    "interview", "minist", "ministre", "ministere", "minimum", "minimal", "interess", "interessant", "multiple",
    "multipli", "interpret", "interprete", "internat", "intern", "postul", "postuler", "interlocuteur", "autre",
])  # fmt: skip


def links(folded: str) -> frozenset[str]:
    """What may stand between a folded word and the next one that makes one word of them."""
    return _HYPHENS_AND_SPACES if folded in _JOINING_OVER_SPACE else _HYPHENS


def parts_of(word: str) -> tuple[str, str] | None:
    """The two parts of a folded word that is written without a hyphen."""
    if word in _WHOLE:
        return None
    for prefix in _WRITTEN_ON:
        if (
            word.startswith(prefix)
            and len(word) - len(prefix) >= _SHORTEST_REST
            and not word.startswith(tuple(w for w in _WHOLE if len(w) > 6))
        ):
            return prefix, word[len(prefix) :]
    return None
