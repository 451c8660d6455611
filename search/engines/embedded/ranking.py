"""The best documents of a question, without reckoning a score for all that it finds.

BM25F never gives a term more than its rarity times K1 + 1. The alternatives that can give most are asked first; once
what the others could still give cannot bring another document among the best, only those that may be among them are
reckoned whole (H. Turtle and J. Flood, “Query evaluation: strategies and optimizations”, 1995, known as MaxScore). The
words that most documents have can give least, and they are what takes long.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Protocol

from search.analysis.questions import Clause
from search.engines.interface import OWN_LANGUAGE

K1, B = 1.2, 0.75
#: Of a term that more than half of the documents have.
LEAST_IDF = 1e-6
#: Documents that are reckoned whole one by one; where more may be the best, further alternatives are asked.
MOST_WHOLE = 500
#: Two ways to reckon one score differ behind this digit.
DIGITS = 12
HAIR = 1e-9
#: Alternatives that are asked in one statement; SQLite takes 500.
MOST_AT_ONCE = 128

#: ({term: weighted frequency}, length) of a document.
Frequencies = tuple[Mapping[str, float], int]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of an index: how many documents it has, how long they are on average, and how many have each term."""

    documents: int
    average: float
    having: Mapping[str, int]

    def idf(self, term: str) -> float:
        having = self.having.get(term, 0)
        return max(math.log((self.documents - having + 0.5) / (having + 0.5)), LEAST_IDF) if having else 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """An alternative of a clause with the rarity of its terms. `most` is more than it can give to any document."""

    clause: int
    terms: tuple[str, ...]
    idfs: tuple[float, ...]
    weight: float

    @property
    def most(self) -> float:
        return self.weight * sum(self.idfs) * (K1 + 1)


class Postings(Protocol):
    def statistics(self, terms: Iterable[str]) -> Statistics: ...

    def scores(self, asked: Sequence[Asked], statistics: Statistics) -> Iterable[tuple[int, int, float]]:
        """Yield (place in `asked`, document, score) of all documents that have an alternative."""

    def frequencies(self, documents: Sequence[int], terms: Sequence[str]) -> Mapping[int, Frequencies]: ...


class Ranking:
    """One question, asked of an index. `among` and `own` have a 1 for each document that counts, and of its language."""

    def __init__(self, postings: Postings, clauses: Sequence[Clause], among: bytes, own: bytes):
        self.postings, self.among = postings, among
        self.own = own[: len(among)].ljust(len(among), b"\x00")
        terms = {term for clause in clauses for term in clause.terms}
        self.statistics = postings.statistics(terms)
        # The likeliest to matter first.
        self.asked = sorted(self._asked(clauses), key=lambda one: -one.most)
        self.best: dict[int, dict[int, float]] = {one.clause: {} for one in self.asked}

    def _asked(self, clauses: Sequence[Clause]) -> Iterator[Asked]:
        for number, clause in enumerate(clauses):
            for one in clause.alternatives:
                terms = tuple(dict.fromkeys(one.terms))
                idfs = tuple(map(self.statistics.idf, terms))
                if all(idfs):
                    yield Asked(number, terms, idfs, one.weight / len(terms))

    def top(self, most: int) -> dict[int, float]:
        """Return {document: score} of at least so many of the best, and of all that are as good as the last of them."""
        waiting, size = self.asked, 2
        while waiting:
            some, waiting, size = waiting[:size], waiting[size:], min(2 * size, MOST_AT_ONCE)
            self._take(some)
            totals = self._totals()
            if waiting and len(totals) < most:
                continue
            rest = self._rest(waiting)
            least = nlargest(most, totals.values())[-1] if len(totals) >= most else 0.0
            # A hair less, so that nothing is lost to the last digits.
            least -= HAIR
            if not waiting:
                return {number: round(score, DIGITS) for number, score in totals.items() if score >= least}
            if sum(rest.values()) * OWN_LANGUAGE < least:
                maybe = [number for number, score in totals.items() if score + self._gain(number, rest) >= least]
                if len(maybe) <= max(MOST_WHOLE, most):
                    return self.whole(maybe)
        return {}

    def whole(self, documents: Sequence[int]) -> dict[int, float]:
        """Return {document: score} of some documents, each reckoned by itself."""
        terms = list(dict.fromkeys(term for one in self.asked for term in one.terms))
        frequencies = self.postings.frequencies(documents, terms) if documents else {}
        found = {}
        for number in documents:
            bests = {clause: scores[number] for clause, scores in self.best.items() if number in scores}
            for one in self.asked:
                score = self._score(one, *frequencies[number]) if number in frequencies else 0.0
                if score > bests.get(one.clause, 0.0):
                    bests[one.clause] = score
            found[number] = round(sum(bests.values()) * self._boost(number), DIGITS)
        return found

    def _take(self, some: Sequence[Asked]) -> None:
        among, last = self.among, len(self.among)
        bests = [self.best[one.clause] for one in some]
        for place, number, score in self.postings.scores(some, self.statistics):
            best = bests[place]
            if score > best.get(number, 0.0) and number < last and among[number]:
                best[number] = score

    def _rest(self, waiting: Sequence[Asked]) -> dict[int, float]:
        """{clause: the most that a document may still get for it}."""
        most: dict[int, float] = {}
        for one in waiting:
            most[one.clause] = max(one.most, most.get(one.clause, 0.0))
        return most

    def _gain(self, number: int, rest: Mapping[int, float]) -> float:
        """The most by which the score of a document may still rise: only what is better counts."""
        gains = (most - self.best[clause].get(number, 0.0) for clause, most in rest.items())
        return sum(gain for gain in gains if gain > 0) * self._boost(number)

    def _totals(self) -> dict[int, float]:
        totals: dict[int, float] = {}
        for scores in self.best.values():
            if not totals:
                totals = dict(scores)
                continue
            for number, score in scores.items():
                totals[number] = totals.get(number, 0.0) + score
        own = self.own
        return {number: score * OWN_LANGUAGE if own[number] else score for number, score in totals.items()}

    def _boost(self, number: int) -> float:
        return OWN_LANGUAGE if self.own[number] else 1.0

    def _score(self, one: Asked, frequencies: Mapping[str, float], length: int) -> float:
        if not all(term in frequencies for term in one.terms):
            return 0.0
        normal = K1 * (1 - B + B * length / self.statistics.average)
        return one.weight * sum(
            idf * frequencies[term] * (K1 + 1) / (frequencies[term] + normal)
            for term, idf in zip(one.terms, one.idfs, strict=True)
        )
