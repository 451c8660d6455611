"""Stem Arabic words: affixes are removed, preferably where the lexicon knows the rest.

The endings for words that it does not know are those of light10 (L. Larkey, L. Ballesteros, M. Connell, “Light
stemming for Arabic information retrieval”, 2007), from which it differs in asking the lexicon before each step.
"""

from collections.abc import Iterator, Mapping

#: Conjunction, preposition, article; in any combination that is written.
PROCLITICS = tuple(
    sorted(
        {c + p + a for c in ("", "و", "ف") for p in ("", "ب", "ك", "ل") for a in ("", "ال")}
        | {c + "لل" for c in ("", "و", "ف")},
        key=len,
    )
)[1:]
PRONOUNS = ("ه", "ها", "هم", "هن", "هما", "ي", "نا", "كم", "كن", "ك")
ENDINGS = ("ا", "ان", "ين", "ون", "ات", "ه", "تين", "تان", "ي", "يه", "ت", "و", "يين", "يون", "يات", "وا")
FUTURE = "س"
SHORTEST = 3

_ARTICLES = ("وبال", "وكال", "فبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال")
_LOOSE = ("ها", "هم", "هن", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
#: First letters of derived words: a single preposition before them is no radical.
_DERIVED = ("م", "ت", "ا")


def stem(word: str, known: Mapping[str, str]) -> str:
    """Return the term of a folded word; `known` maps every form of the lexicon to its term."""
    for candidate in candidates(word):
        if term := known.get(candidate):
            return term
    return _loose(word)


def candidates(word: str) -> Iterator[str]:
    """Yield a word without its possible affixes, the likeliest first."""
    yield word
    bases = [word]
    # A quick test: most words have none.
    for proclitic in PROCLITICS if word.startswith(PROCLITICS) else ():
        if word.startswith(proclitic) and len(word) - len(proclitic) >= SHORTEST:
            bases.append(word[len(proclitic) :])
            yield bases[-1]
    if word.startswith(FUTURE) and word[1:2] in ("ي", "ت", "ن", "ا") and len(word) > SHORTEST:
        bases.append(word[1:])
        yield bases[-1]
    for base in bases:
        yield from _without_endings(base)


def _without_endings(base: str) -> Iterator[str]:
    yield from _without_ending(base)
    for pronoun in PRONOUNS if base.endswith(PRONOUNS) else ():
        if base.endswith(pronoun) and len(base) - len(pronoun) >= SHORTEST:
            rest = base[: -len(pronoun)]
            yield rest
            yield from _without_ending(rest)


def _without_ending(base: str) -> Iterator[str]:
    for ending in ENDINGS if base.endswith(ENDINGS) else ():
        if base.endswith(ending) and len(base) - len(ending) >= SHORTEST:
            yield base[: -len(ending)]


def _loose(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= SHORTEST:
            word = word[len(article) :]
            break
    else:
        if len(word) >= 5 and word[0] == "و":
            word = word[1:]
        if len(word) >= 6 and word[0] in "بلكف" and word[1] in _DERIVED:
            word = word[1:]
    for ending in _LOOSE:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word[: -len(ending)]
    if len(word) >= 5 and word.endswith("ا"):
        word = word[:-1]
    return word
