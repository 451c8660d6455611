"""The index term of a folded word, by its script."""

from functools import lru_cache

from search.analysis import arabic, french, lexicons
from search.analysis.folding import fold, is_arabic
from search.analysis.numerals import single_number

MOST_STEPS = 12


@lru_cache(maxsize=100_000)
def term_of(folded: str) -> str:
    """Stem until nothing changes, so that the term of a term is itself."""
    seen = [folded]
    while (term := _once(seen[-1])) not in seen:
        seen.append(term)
        if len(seen) > MOST_STEPS:
            break
    # Of a cycle always the same member.
    return min(seen[seen.index(term) :]) if term in seen else term


def _once(word: str) -> str:
    if number := single_number(word):
        return number
    if is_arabic(word):
        return fold(arabic.stem(word, lexicons.arabic_forms()))
    if word in lexicons.stop_words():
        return word
    if known := lexicons.french_exceptions().get(word):
        return known
    return french.light_stem(word) if word.isascii() else word
