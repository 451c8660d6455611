"""Postings as a process keeps them: those used last, up to so many bytes, each of one version of its index.

A document that changes gets another number: what a process has of a term stays true of the numbers that are still there,
and only higher ones have to be read when the index has changed.
"""

from dataclasses import dataclass

import numpy as np

from search.engines.embedded.kept import Kept
from search.engines.embedded.segments import POSTING

#: Bytes that a process keeps of postings: with 20,000 entries those of all terms, with more those of the usual ones.
MOST_BYTES = 64 * 2**20
#: What an entry takes beside its numbers.
OVERHEAD = 500


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents of a version of an index that have a term, in order, and how often each has it."""

    origin: object
    version: int
    upto: int
    documents: np.ndarray
    frequencies: np.ndarray

    @property
    def nbytes(self) -> int:
        return self.documents.nbytes + self.frequencies.nbytes + OVERHEAD


def postings_of(kept: Kept, before: Postings | None, packed: bytes) -> Postings:
    """Return the postings of what is kept, from those of an earlier version and what was read of later documents.

    What was read may have documents that `before` has, that are gone, or that came after what is kept.
    """
    since = before.upto if before else 0
    read = np.frombuffer(packed, POSTING)
    read = read[(read["document"] > since) & (read["document"] <= kept.upto)]
    documents, frequencies = read["document"].astype(np.int32), read["frequency"].astype(np.float32)
    if before and len(documents):
        documents = np.concatenate([before.documents, documents])
        frequencies = np.concatenate([before.frequencies, frequencies])
    elif before:
        documents, frequencies = before.documents, before.frequencies
    alive = kept.flags[documents]
    if not alive.all():
        documents, frequencies = documents[alive], frequencies[alive]
    return Postings(kept.origin, kept.version, kept.upto, documents, frequencies)
