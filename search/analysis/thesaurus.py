"""Weighted synonyms and translations: glossary, place names and word families, applied to queries only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from search.analysis import lexicons
from search.analysis.folding import is_arabic
from search.analysis.tokens import Token, analyse

Phrase = tuple[str, ...]
Lines = Iterable[tuple[Sequence[str], Sequence[str]]]

#: Weights beside the word itself: translations, synonyms, words of its family, names of the same place.
ACROSS, WITHIN, FAMILY, PLACE = 0.5, 0.5, 0.4, 0.8
#: Share of a weight that the family of a word inherits.
INHERITED = 0.7


def phrase_of(text: str) -> Phrase:
    """Return the terms of a phrase, one per position, without stop words."""
    return tuple(term for term, _start, _end in significant(text))


def significant(text: str) -> list[tuple[str, int, int]]:
    """Return (term, start, end) of words that are no stop words; of all words where all are."""
    firsts: dict[int, Token] = {}
    for token in analyse(text):
        firsts.setdefault(token.position, token)
    words = list(firsts.values())
    telling = [token for token in words if token.term not in lexicons.stop_words()]
    return [(token.term, token.start, token.end) for token in telling or words]


@dataclass
class Thesaurus:
    """`related`: {phrase: {related phrase: weight}}."""

    related: dict[Phrase, dict[Phrase, float]] = field(default_factory=dict)
    longest: int = 1

    def add(self, lines: Lines, *, within: float = WITHIN, across: float = ACROSS) -> "Thesaurus":
        """Relate the terms of each line to each other, in both languages."""
        for arabic, french in lines:
            self._relate([phrase_of(text) for text in (*arabic, *french)], within, across)
        return self

    def remove(self, lines: Lines) -> "Thesaurus":
        """Unrelate the terms of each line, in both directions."""
        for arabic, french in lines:
            phrases = {phrase_of(text) for text in (*arabic, *french)}
            for phrase in phrases:
                for other in phrases:
                    self.related.get(phrase, {}).pop(other, None)
        return self

    def add_families(self, families: Iterable[Sequence[str]]) -> "Thesaurus":
        """Relate words of a family, which inherit each other's relations at a lower weight: a welder and welding."""
        inherited = []
        for family in families:
            phrases = list(dict.fromkeys(map(phrase_of, family)))
            for one in phrases:
                for other in phrases:
                    for standing, weight in self.related.get(other, {}).items() if other != one else ():
                        inherited.append((one, standing, weight * INHERITED))
            self._relate(phrases, FAMILY, FAMILY)
        for one, standing, weight in inherited:
            if one != standing:
                others = self.related.setdefault(one, {})
                others[standing] = max(weight, others.get(standing, 0))
        return self

    def _relate(self, phrases: list[Phrase], within: float, across: float) -> None:
        phrases = [phrase for phrase in dict.fromkeys(phrases) if phrase]
        for one in phrases:
            others = self.related.setdefault(one, {})
            self.longest = max(self.longest, len(one))
            for other in phrases:
                if other != one:
                    weight = within if is_arabic(one[0]) == is_arabic(other[0]) else across
                    others[other] = max(weight, others.get(other, 0))

    def names_of(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """Return the other names of a place."""
        return tuple(other for other, weight in self.related.get(phrase, {}).items() if weight >= PLACE)

    def matches(self, terms: Sequence[str]) -> list[tuple[int, int, dict[Phrase, float]]]:
        """Return (first, after last, related phrases) of the longest known phrases in a sequence of terms."""
        found = []
        first = 0
        while first < len(terms):
            for length in range(min(self.longest, len(terms) - first), 0, -1):
                if others := self.related.get(tuple(terms[first : first + length])):
                    found.append((first, first + length, others))
                    first += length
                    break
            else:
                first += 1
        return found


@cache
def shipped_thesaurus() -> Thesaurus:
    """Return the thesaurus of the data files."""
    return build_thesaurus(lexicons.glossary(), lexicons.places())


def build_thesaurus(glossary: Lines, places: Lines) -> Thesaurus:
    thesaurus = Thesaurus().add(glossary).add(places, within=PLACE, across=PLACE)
    return thesaurus.add_families([*lexicons.families(), *lexicons.feminine_pairs()])
