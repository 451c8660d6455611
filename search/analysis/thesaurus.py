"""Which terms stand for which: the glossary, the places and the families of words, looked up by what was asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from search.analysis import lexicons
from search.analysis.folding import is_arabic
from search.analysis.tokens import analyse

Phrase = tuple[str, ...]
Lines = Iterable[tuple[Sequence[str], Sequence[str]]]

#: How much what stands for a word counts, beside the word itself.
ACROSS = 0.5
WITHIN = 0.5
FAMILY = 0.4
#: A place is the same place in both languages.
PLACE = 0.8
#: What the family of a word keeps of what stands for the word.
INHERITED = 0.7


def phrase_of(text: str) -> Phrase:
    """The terms of a phrase, one a place, without the words that say nothing."""
    return tuple(term for term, _start, _end in significant(text))


def significant(text: str) -> list[tuple[str, int, int]]:
    """(term, start, end) of the words of a text that say something; of all of them where none does."""
    firsts = {}
    for token in analyse(text):
        firsts.setdefault(token.position, token)
    words = list(firsts.values())
    telling = [token for token in words if token.term not in lexicons.stop_words()]
    return [(token.term, token.start, token.end) for token in telling or words]


@dataclass
class Thesaurus:
    """phrase → {phrase that stands for it: weight}."""

    related: dict[Phrase, dict[Phrase, float]] = field(default_factory=dict)
    longest: int = 1

    def add(self, lines: Lines, *, within: float = WITHIN, across: float = ACROSS) -> "Thesaurus":
        """Lines of terms in both languages that stand for each other."""
        for arabic, french in lines:
            self._relate([phrase_of(text) for text in (*arabic, *french)], within, across)
        return self

    def remove(self, lines: Lines) -> "Thesaurus":
        """Part the terms of each line from each other, in both directions."""
        for arabic, french in lines:
            phrases = {phrase_of(text) for text in (*arabic, *french)}
            for phrase in phrases:
                for other in phrases:
                    self.related.get(phrase, {}).pop(other, None)
        return self

    def add_families(self, families: Iterable[Sequence[str]]) -> "Thesaurus":
        """What stands for a word stands, for less, for the words of its family too: a welder for welding."""
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

    def matches(self, terms: Sequence[str]) -> list[tuple[int, int, dict[Phrase, float]]]:
        """(first, after last, what stands for it) of the longest known phrases in a sequence of terms."""
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
def shipped() -> Thesaurus:
    """What the data files say."""
    return build(lexicons.glossary(), lexicons.places())


def build(glossary: Lines, places: Lines) -> Thesaurus:
    thesaurus = Thesaurus().add(glossary).add(places, within=PLACE, across=PLACE)
    return thesaurus.add_families([*lexicons.families(), *lexicons.feminine_pairs()])
