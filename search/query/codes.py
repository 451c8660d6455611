"""Resolve a name in either language, or a code, to codes of a facet."""

from collections.abc import Callable

from search.analysis import Phrase, Thesaurus, phrase_of
from search.facets import Choices, Facet


def exact_codes(facet: Facet, text: str, level: str, thesaurus: Thesaurus) -> tuple[str, ...]:
    """Return codes with that code or name, or another spelling of it; of a level where one is given."""
    if facet.is_year:
        return ()
    choices = facet.choices()
    coded = choices.coded(text)
    if codes := _of_level(choices, coded, level):
        return codes
    phrase = phrase_of(text)
    names = (phrase, *thesaurus.names_of(phrase))
    if codes := _first(names, lambda name: _of_level(choices, choices.named(name), level)):
        return codes
    for name in names:
        if codes := choices.named(name):
            return _of_level(choices, choices.containing(name), level) or codes if level else codes
    return coded


def matching_codes(facet: Facet, text: str, level: str, thesaurus: Thesaurus) -> tuple[str, ...]:
    """Return exact codes, or else codes of values that have all the words in their name."""
    if facet.is_year or (codes := exact_codes(facet, text, level, thesaurus)):
        return () if facet.is_year else codes
    choices, phrase = facet.choices(), phrase_of(text)
    names = (phrase, *thesaurus.names_of(phrase))
    found = {name: choices.containing(name) for name in names}
    return _first(names, lambda name: _of_level(choices, found[name], level) or found[name])


def _first(names: tuple[Phrase, ...], codes_of: Callable[[Phrase], tuple[str, ...]]) -> tuple[str, ...]:
    return next(filter(None, map(codes_of, names)), ())


def _of_level(choices: Choices, codes: tuple[str, ...], level: str) -> tuple[str, ...]:
    return tuple(code for code in codes if not level or choices.by_code[code].level == level)
