"""Query expansion: one clause per word or known phrase, with weighted alternatives, for an engine to add up."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.analysis import lexicons
from search.analysis.thesaurus import Phrase, Thesaurus, shipped_thesaurus, significant
from search.analysis.tokens import analyse

#: Weights: a word inside a known phrase (« liberté » in « liberté conditionnelle »); each word of a known phrase;
#: a number, which is meant exactly.
WITHIN_PHRASE, PHRASE, NUMBER = 0.5, 1.0, 2.0


@dataclass(frozen=True, slots=True)
class Alternative:
    """Terms that count together: a document has all of them or none."""

    terms: Phrase
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Clause:
    """One word or known phrase with its alternatives; `start` and `end` are offsets in the text that was expanded."""

    start: int
    end: int
    alternatives: tuple[Alternative, ...]

    @property
    def terms(self) -> set[str]:
        return {term for alternative in self.alternatives for term in alternative.terms}


Clauses = tuple[Clause, ...]


def phrases_in(clauses: Clauses) -> set[Phrase]:
    """Return every phrase that matches some clause."""
    return {alternative.terms for clause in clauses for alternative in clause.alternatives}


def expand(text: str, thesaurus: Thesaurus | None = None) -> Clauses:
    """Return one clause per word, and one more per known phrase of several words. Never raises."""
    thesaurus = thesaurus or shipped_thesaurus()
    words = significant(text)
    terms = [term for term, _start, _end in words]
    related = {(first, after): others for first, after, others in thesaurus.matches(terms)}
    within_phrases = {index for first, after in related if after - first > 1 for index in range(first, after)}
    clauses = []
    for index, (term, start, end) in enumerate(words):
        others = related.get((index, index + 1), {})
        weight = NUMBER if term[0].isdecimal() else WITHIN_PHRASE if index in within_phrases else 1.0
        clauses.append(Clause(start, end, _alternatives((term,), others, weight)))
    for (first, after), others in related.items():
        if (length := after - first) > 1:
            alternatives = _alternatives(tuple(terms[first:after]), others, PHRASE * length)
            clauses.append(Clause(words[first][1], words[after - 1][2], alternatives))
    return (*clauses, *_compound_clauses(text, thesaurus))


def _alternatives(phrase: Phrase, others: dict[Phrase, float], weight: float = 1.0) -> tuple[Alternative, ...]:
    """Return a phrase and its related ones, but for those around a word that counts as much by itself."""
    shares = {phrase: 1.0, **others}
    return tuple(
        Alternative(one, share * weight)
        for one, share in shares.items()
        if one == phrase or len(one) == 1 or all(shares.get((term,), 0) < share for term in one)
    )


def _compound_clauses(text: str, thesaurus: Thesaurus) -> Iterator[Clause]:
    """Yield clauses for further tokens at one position: the parts of a compound, or words joined to one."""
    seen: set[int] = set()
    for token in analyse(text):
        if token.position in seen and token.term not in lexicons.stop_words():
            yield Clause(token.start, token.end, _alternatives((token.term,), thesaurus.related.get((token.term,), {})))
        seen.add(token.position)
