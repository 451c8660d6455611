"""Compounds («Fès-Boulemane», « micro projet », « microcrédit ») are indexed by their parts and as one word."""

#: Prefixes, written with a hyphen, a space or neither.
PREFIXES = frozenset([
    "anti", "auto", "co", "contre", "ex", "extra", "food", "inter", "intra", "macro", "mi", "micro", "mini", "multi",
    "non", "para", "photo", "pluri", "post", "pré", "pre", "pro", "re", "semi", "sous", "super", "sur", "télé",
    "tele", "tri", "vice", "e",
])  # fmt: skip
#: Prefixes that may be written without a separator.
_WRITTEN_ON = ("micro", "multi", "post", "auto", "inter", "mini", "pluri")
_HYPHENS = frozenset("-\u2010\u2011")
_HYPHENS_AND_SPACES = _HYPHENS | {" ", "\u00a0"}
#: Prefixes that may stand before a space; the others are words by themselves.
_JOINING_OVER_SPACE = PREFIXES - {"e", "re", "non", "sur", "sous", "contre"}
_SHORTEST_REST = 5
#: Words that only look like compounds.
_WHOLE = frozenset([
    "automne", "automobile", "autorite", "autoris", "autorisation", "posterieur", "posteriorite", "interet",
    "interes", "interdit", "interdire", "interieur", "internet", "international", "interne", "intervention",
    "interview", "minist", "ministre", "ministere", "minimum", "minimal", "interess", "interessant", "multiple",
    "multipli", "interpret", "interprete", "internat", "intern", "postul", "postuler", "interlocuteur", "autre",
])  # fmt: skip


def links(folded: str) -> frozenset[str]:
    """Return the separators that join a folded word to the next."""
    return _HYPHENS_AND_SPACES if folded in _JOINING_OVER_SPACE else _HYPHENS


def parts_of(word: str) -> tuple[str, str] | None:
    """Return the two parts of a compound without separator."""
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
