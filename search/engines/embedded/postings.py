"""Postings as a process keeps them: those used last, up to so many bytes, each of one version of its index.

A document that changes gets another number: what a process has of a term stays true of the numbers that are still there,
and only higher ones have to be read when the index has changed.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

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
    def size(self) -> int:
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


class Shelf:
    """Keeps what was used last."""

    def __init__(self, most: int = MOST_BYTES):
        self.most = most
        self.size = 0
        self._kept: OrderedDict[Hashable, Postings] = OrderedDict()
        self._changing = Lock()

    def get(self, key: Hashable) -> Postings | None:
        with self._changing:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, postings: Postings) -> None:
        with self._changing:
            if before := self._kept.pop(key, None):
                self.size -= before.size
            self._kept[key] = postings
            self.size += postings.size
            while self.size > self.most and len(self._kept) > 1:
                _key, dropped = self._kept.popitem(last=False)
                self.size -= dropped.size
