"""The score of each document for the words of a question: BM25F, as sums over arrays that have a place for each document.

Robertson and Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond”, 2009, with the constants of SQLite's FTS5.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from search.analysis.questions import Alternative, Clause
from search.engines.embedded.kept import Kept, flags_of
from search.engines.embedded.postings import Postings
from search.engines.interface import OWN_LANGUAGE

K1, B = 1.2, 0.75
#: Of a term that more than half of the documents have.
LEAST_IDF = 1e-6
#: Two ways to reckon one score differ behind this digit.
DIGITS = 12
HAIR = 1e-9


def idf(documents: int, having: int) -> float:
    return max(math.log((documents - having + 0.5) / (having + 0.5)), LEAST_IDF)


def matching(clauses: Sequence[Clause], postings: Mapping[str, Postings], size: int, is_strict: bool) -> np.ndarray:
    """Return for each document whether it has an alternative of any clause, or of all."""
    found = np.full(size, is_strict)
    for clause in clauses:
        having = np.zeros(size, bool) if is_strict else found
        for one in clause.alternatives:
            having[_documents(_lists(one, postings))] = True
        if is_strict:
            found &= having
    return found


def scores(clauses: Sequence[Clause], postings: Mapping[str, Postings], kept: Kept, language: str) -> np.ndarray:
    """Return the score of each document: over the clauses the sum of the best of their alternatives."""
    normal = K1 * (1 - B + B * kept.relative_lengths)
    total = np.zeros(kept.size)
    for clause in clauses:
        best = np.zeros(kept.size)
        for documents, found in _scores(clause, postings, kept.documents, normal):
            best[documents] = np.maximum(best[documents], found)
        total += best
    total[flags_of(kept.languages.get(language, 0), kept.size)] *= OWN_LANGUAGE
    return total


def _scores(
    clause: Clause, postings: Mapping[str, Postings], documents: int, normal: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield (documents, scores) for each alternative."""
    for one in clause.alternatives:
        lists = _lists(one, postings)
        having = _documents(lists)
        if not len(having):
            continue
        sums = np.zeros(len(having))
        for term in lists:
            frequency = term.frequencies.astype(np.float64)
            if len(lists) > 1:
                frequency = frequency[np.searchsorted(term.documents, having)]
            rarity = idf(documents, len(term.documents)) * (K1 + 1)
            sums += rarity * frequency / (frequency + normal[having])
        yield having, sums * (one.weight / len(lists))


def _lists(one: Alternative, postings: Mapping[str, Postings]) -> list[Postings]:
    return [postings[term] for term in dict.fromkeys(one.terms)]


def _documents(lists: Sequence[Postings]) -> np.ndarray:
    """Return the documents that are in all lists."""
    # The shortest first: of the others only what it has is looked up.
    first, *others = sorted((one.documents for one in lists), key=len)
    for other in others:
        if not len(first):
            break
        places = np.searchsorted(other, first)
        places[places == len(other)] = 0
        first = first[other[places] == first]
    return first


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
