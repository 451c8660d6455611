"""Which codes a reader means by a name in either language, or by a code."""

from search.analysis import PLACE, Thesaurus, phrase_of
from search.query.facets import Choices, Facet


def exactly(facet: Facet, text: str, level: str, thesaurus: Thesaurus) -> tuple[str, ...]:
    """Codes of what is called that, or spelled so elsewhere; of the level that is asked for where there is one."""
    choices = facet.choices()
    if facet.is_year:
        return ()
    coded = choices.coded(text)
    if codes := _at(choices, coded, level, only=True):
        return codes
    phrase = phrase_of(text)
    same = [other for other, weight in thesaurus.related.get(phrase, {}).items() if weight >= PLACE]
    for asked in (phrase, *same):
        if codes := _at(choices, choices.named(asked), level, only=True):
            return codes
    for asked in (phrase, *same):
        if codes := choices.named(asked):
            return codes if not level else _at(choices, choices.containing(asked), level, only=True) or codes
    return coded


def loosely(facet: Facet, text: str, level: str, thesaurus: Thesaurus) -> tuple[str, ...]:
    """Codes of what has all the words of a text in its name, where nothing is called just that."""
    if codes := exactly(facet, text, level, thesaurus):
        return codes
    if facet.is_year:
        return ()
    choices, phrase = facet.choices(), phrase_of(text)
    same = [other for other, weight in thesaurus.related.get(phrase, {}).items() if weight >= PLACE]
    for asked in (phrase, *same):
        if codes := _at(choices, choices.containing(asked), level):
            return codes
    return ()


def _at(choices: Choices, codes: tuple[str, ...], level: str, *, only: bool = False) -> tuple[str, ...]:
    kept = tuple(code for code in codes if not level or choices.by_code[code].level == level)
    return kept if kept or only else codes
