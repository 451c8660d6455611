"""The score of each document for the words of a question: BM25F, as sums over arrays that have a place for each document.

Robertson and Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond”, 2009, with the constants of SQLite's FTS5.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from search.analysis import Clause, Phrase
from search.engines.embedded.kept import Kept, flags_of
from search.engines.embedded.postings import Postings
from search.engines.interface import OWN_LANGUAGE, Weight

K1, B = 1.2, 0.75
#: Of a term that more than half of the documents have.
LEAST_IDF = 1e-6
#: Two ways to reckon one score differ behind this digit.
DIGITS = 12
#: Where so many times as many documents have a term, those asked about are looked up one by one.
FEW = 16
#: A term is common that one document of so many has.
COMMON = 8
HAIR = 1e-9


def idf(documents: int, having: int) -> float:
    return max(math.log((documents - having + 0.5) / (having + 0.5)), LEAST_IDF)


class Ranking:
    """The words of one question, asked of what is kept. Every score is above 0: 0 is that of what has not been found."""

    def __init__(self, clauses: Sequence[Clause], postings: Mapping[str, Postings], kept: Kept):
        self.postings, self.kept = postings, kept
        self.normal = K1 * (1 - B + B * kept.relative_lengths)
        self.total = np.zeros(kept.size)
        self.in_any, self.in_all = np.zeros(kept.size, bool), np.ones(kept.size, bool)
        best, weighted = np.zeros(kept.size), np.zeros(kept.size)
        for clause in clauses:
            self._put_best(clause, best, weighted)
            self.total += best
            having = best > 0
            self.in_any |= having
            self.in_all &= having

    def found(self, is_strict: bool) -> np.ndarray:
        """Return for each document whether it has an alternative of any clause, or of all."""
        return self.in_all if is_strict else self.in_any

    def scores(self, language: str, weights: Iterable[Weight] = ()) -> np.ndarray:
        """Return for each document the sum over the clauses of the best of their alternatives, with what it counts."""
        scores = self._counting(self.total, self.kept.languages.get(language, 0), OWN_LANGUAGE)
        for one in weights:
            scores = self._counting(scores, self.kept.holding.get(one.facet, {}).get(one.code, 0), one.factor)
        return scores

    def _counting(self, scores: np.ndarray, documents: int, factor: float) -> np.ndarray:
        return np.where(flags_of(documents, self.kept.size), scores * factor, scores)

    def _put_best(self, clause: Clause, best: np.ndarray, weighted: np.ndarray) -> None:
        """Set for each document what the best alternative of a clause is worth, 0 where it has none."""
        best.fill(0.0)
        for one in clause.alternatives:
            terms = tuple(dict.fromkeys(one.terms))
            weight = one.weight / len(terms)
            if len(terms) == 1 and len(self.postings[terms[0]].documents) * COMMON > self.kept.size:
                # What goes through all documents in their order is quicker than what picks many of them.
                np.multiply(self._places(terms[0]), weight, out=weighted)
                np.maximum(best, weighted, out=best)
            else:
                documents, scores = self._of_phrase(terms)
                best[documents] = np.maximum(best[documents], scores * weight)

    def _of_phrase(self, terms: Phrase) -> tuple[np.ndarray, np.ndarray]:
        """Return the documents that have all terms, and what they have for them together."""
        # The rarest first: of the others only what it has is looked up.
        first, *others = sorted(terms, key=lambda term: len(self.postings[term].documents))
        documents, scores = self.postings[first].documents, self._of_term(first)
        for other in others:
            more = self._among(documents, other)
            having = more > 0
            documents, scores = documents[having], scores[having] + more[having]
        return documents, scores

    def _among(self, documents: np.ndarray, term: str) -> np.ndarray:
        """Return what a term is worth to each of some documents, 0 to those that do not have it."""
        having = self.postings[term]
        if len(documents) * FEW < len(having.documents):
            here = np.searchsorted(having.documents, documents)
            here[here == len(having.documents)] = 0
            return np.where(having.documents[here] == documents, self._of_term(term, here), 0.0)
        return self._places(term)[documents]

    def _places(self, term: str) -> np.ndarray:
        """Return what a term is worth to each document, 0 to those that do not have it."""
        if (places := self.kept.places.get(term)) is None:
            places = np.zeros(self.kept.size)
            places[self.postings[term].documents] = self._of_term(term)
            self.kept.places.put(term, places)
        return places

    def _of_term(self, term: str, here: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Return what a term is worth to the documents that have it, or to those at some places among them."""
        having = self.postings[term]
        documents, frequencies = having.documents[here], having.frequencies[here].astype(np.float64)
        rarity = idf(self.kept.documents, len(having.documents))
        return rarity * (K1 + 1) * frequencies / (frequencies + self.normal[documents])


def best(ranks: np.ndarray, documents: np.ndarray, offset: int, most: int) -> tuple[dict[int, float], int]:
    """Return {document: rank} of those that may be from one place to another in order, and how many are before all of them.

    `ranks` has a place for each document. All that are as good as the first or the last of them may be.
    """
    among = ranks[documents]
    if offset >= len(documents):
        return {}, 0
    last = min(most, len(documents)) - 1
    # In the order of a partition: the best are at the end.
    ends = [len(documents) - 1 - offset, len(documents) - 1 - last]
    ordered = np.partition(among, sorted(set(ends)))
    highest, least = float(ordered[ends[0]]) + HAIR, float(ordered[ends[1]]) - HAIR
    may_be = (among >= least) & (among <= highest)
    found = zip(documents[may_be].tolist(), among[may_be].tolist(), strict=True)
    return {number: round(rank, DIGITS) for number, rank in found}, int((among > highest).sum())
