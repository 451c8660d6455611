"""Stem French words with Savoy's light stemmer.

J. Savoy, “Light stemming approaches for the French, Portuguese, German and Hungarian languages”, SAC 2006.
"""

import re

_DOUBLED = re.compile(r"([a-z])\1")

#: (longest word left alone, ending, letters removed, replacement); the first match applies.
_RULES = (
    (9, "issement", 7, "r"),
    (8, "issant", 5, "r"),
    (8, "ivement", 6, "if"),
    (6, "ement", 4, ""),
    (11, "ficatrice", 7, "er"),
    (10, "ficateur", 6, "er"),
    (9, "catrice", 7, "quer"),
    (8, "cateur", 6, "quer"),
    (8, "atrice", 6, "er"),
    (7, "ateur", 5, "er"),
    (6, "trice", 5, "teur"),
    (5, "ieme", 4, ""),
    (7, "teuse", 3, "r"),
    (6, "teur", 2, "r"),
    (5, "euse", 2, ""),
    (8, "ere", 3, "er"),
    (7, "ive", 3, "if"),
    (9, "nnelle", 5, ""),
    (9, "nnel", 3, ""),
    (4, "ete", 3, "et"),
    (8, "ique", 4, ""),
    (8, "esse", 3, ""),
    (7, "inage", 3, ""),
    (9, "isation", 7, ""),
    (9, "isateur", 7, ""),
    (8, "ation", 5, ""),
    (8, "ition", 5, ""),
    # Not Savoy's: the verbs beside -isation, and the third person plural.
    (8, "isent", 5, ""),
    (8, "isant", 5, ""),
    (8, "iser", 4, ""),
    (8, "isee", 4, ""),
    (8, "ise", 3, ""),
    (8, "ent", 3, ""),
)
_ENDINGS = tuple(ending for _longest_left, ending, _removed, _added in _RULES)


def light_stem(word: str) -> str:
    """Stem a folded word (lower case, no accents)."""
    if len(word) > 5 and word.endswith("aux") and word[-4] != "e":
        word = word[:-2] + "l"
    if len(word) > 3 and word[-1] == "x":
        word = word[:-1]
    if len(word) > 3 and word[-1] == "s":
        word = word[:-1]
    # A quick test: most words have none of the endings.
    for longest_left, ending, removed, added in _RULES if word.endswith(_ENDINGS) else ():
        if len(word) > longest_left and word.endswith(ending):
            word = word[:-removed] + added
            break
    return _smooth(word)


def _smooth(word: str) -> str:
    if len(word) <= 4:
        return word
    word = _DOUBLED.sub(r"\1", word)
    if len(word) > 4 and word.endswith("ie"):
        word = word[:-2]
    if len(word) > 4:
        for ending in ("r", "e", "e"):
            word = word.removesuffix(ending)
        if word[-1:] == word[-2:-1]:
            word = word[:-1]
    return word
