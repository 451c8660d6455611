"""Postings as they are written: in segments, of which each holds what some documents written together have.

A row of a segment is a term with all its documents in it, packed: so few rows are written and read, whatever a term is.
Segments are written once, one after the other, and small ones merged into larger ones, as in a log-structured merge tree
(P. O'Neil et al., 1996) and in Lucene: a term is looked up in some dozens of segments, however documents came.
"""

import math
from abc import abstractmethod
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from struct import Struct

import numpy as np

from search.engines.embedded.tables import Sql, Tables
from search.engines.interface import TITLE_WEIGHT, Document

#: A posting: the number of a document, and how often it has the term, in its title for more.
POSTING = np.dtype([("document", "<i4"), ("frequency", "<f4")])
pack = Struct("<if").pack
#: So many segments of a size become one.
FANOUT = 8
#: Documents of a segment that is large enough: to merge it would take memory, and gain little.
LARGE = FANOUT**4


@dataclass(frozen=True, slots=True)
class Segment:
    """`upto` is the highest number of its documents, and its own; its lowest is above that of the segment before."""

    upto: int
    documents: int
    gone: int = 0

    @property
    def alive(self) -> int:
        return self.documents - self.gone


def to_merge(segments: Sequence[Segment]) -> int:
    """Return how many of the segments, of which the last is the newest, should become one from the end; 0 for none."""
    levels = [_level(one) for one in segments]
    for level in sorted(set(levels) - {math.inf}):
        trailing = next((number for number, one in enumerate(reversed(levels)) if one > level), len(levels))
        if trailing >= FANOUT:
            return trailing
    return 0


def _level(segment: Segment) -> float:
    """Segments of a level are of a size, within a factor of FANOUT; one that is large is above all."""
    if segment.documents >= LARGE:
        return math.inf
    level, size = 0, FANOUT
    while size <= segment.alive:
        level, size = level + 1, size * FANOUT
    return level


def packed(documents: Iterable[tuple[int, Document]]) -> dict[str, bytes]:
    """Return {term: its postings} of documents in the order of their numbers."""
    found: dict[str, bytearray] = defaultdict(bytearray)
    for number, document in documents:
        for term, frequency in frequencies_of(document).items():
            found[term] += pack(number, frequency)
    return {term: bytes(postings) for term, postings in found.items()}


def frequencies_of(one: Document) -> Mapping[str, float]:
    """How often each term stands in a document, in its title for more."""
    found: Counter[str] = Counter(one.text)
    found.update(one.text_parts)
    for term in (*one.title, *one.title_parts):
        found[term] += TITLE_WEIGHT
    return found


def length_of(one: Document) -> int:
    return len(one.title) + len(one.text) + len(one.title_parts) + len(one.text_parts)


def _left(postings: Mapping[str, bytes], alive: np.ndarray, since: int) -> dict[str, bytes]:
    """Return the postings of documents that are alive, and no term that has none; `alive` is of numbers from `since` on."""
    left = {}
    for term, found in postings.items():
        each = np.frombuffer(found, POSTING)
        if len(those := each[alive[each["document"] - since]]):
            left[term] = those.tobytes()
    return left


class Segments(Tables):
    """The tables `segment` and `posting`."""

    def _add_segment(self, documents: Sequence[tuple[int, Document]], gone: Sequence[int]) -> None:
        """Write the postings of new documents, take note of those that are gone, and merge what is due."""
        table = self.table("segment")
        segments = [Segment(*row) for row in self._rows(f"SELECT upto, documents, gone FROM {table} ORDER BY upto", [])]
        segments = self._without(segments, gone)
        if documents:
            documents = sorted(documents, key=lambda one: one[0])
            segments.append(self._write_segment(documents[-1][0], len(documents), packed(documents)))
        while number := to_merge(segments):
            segments[-number:] = self._merged(segments, len(segments) - number, len(segments))

    def _without(self, segments: list[Segment], gone: Sequence[int]) -> list[Segment]:
        """Count the documents that are gone; what is mostly gone is written anew."""
        places = np.searchsorted([one.upto for one in segments], np.array(gone, "i8")).tolist()
        for place in sorted(set(places), reverse=True):
            one = segments[place]
            segments[place] = one = Segment(one.upto, one.documents, one.gone + places.count(place))
            self._run(f"UPDATE {self.table('segment')} SET gone = %s WHERE upto = %s", [one.gone, one.upto])
            if one.gone * 2 > one.documents:
                segments[place : place + 1] = self._merged(segments, place, place + 1)
        return segments

    def _write_segment(self, upto: int, documents: int, postings: Mapping[str, bytes]) -> Segment:
        self._run(f"INSERT INTO {self.table('segment')} (upto, documents, gone) VALUES (%s, %s, 0)", [upto, documents])
        self._put("posting", ("segment", "term", "packed"), [(upto, term, postings[term]) for term in sorted(postings)])
        return Segment(upto, documents)

    def _merged(self, segments: Sequence[Segment], first: int, after: int) -> list[Segment]:
        """Write neighbouring segments as one, or as none where all of their documents are gone."""
        since, upto = segments[first - 1].upto if first else 0, segments[after - 1].upto
        alive = self._alive(since, upto)
        parts: dict[str, list[bytes]] = defaultdict(list)
        for term, found in self._rows(
            f"SELECT term, packed FROM {self.table('posting')} WHERE segment > %s AND segment <= %s ORDER BY segment",
            [since, upto],
        ):
            parts[term].append(found)
        for table, column in (("posting", "segment"), ("segment", "upto")):
            self._run(f"DELETE FROM {self.table(table)} WHERE {column} > %s AND {column} <= %s", [since, upto])
        postings = {term: b"".join(found) for term, found in parts.items()}
        if (count := int(alive.sum())) < sum(one.documents for one in segments[first:after]):
            postings = _left(postings, alive, since)
        return [self._write_segment(upto, count, postings)] if count else []

    def _alive(self, since: int, upto: int) -> np.ndarray:
        """Return whether each number from `since` on is that of a document."""
        rows = self._rows(
            f"SELECT id FROM {self.table('document')} WHERE NOT removed AND id > %s AND id <= %s", [since, upto]
        )
        alive = np.zeros(upto - since + 1, bool)
        alive[np.array([number for (number,) in rows], "i8") - since] = True
        return alive

    @abstractmethod
    def _looked_up(self, terms: Sequence[str], since: int) -> Sql:
        """Return a query of (term, packed) in the segments above a number, these in their order."""

    def _read_postings(self, terms: Sequence[str], since: int) -> dict[str, bytes]:
        """Return {term: postings} of the segments above a number: at least all documents above it, and perhaps others."""
        parts: dict[str, list[bytes]] = defaultdict(list)
        for term, found in self._rows(*self._looked_up(terms, since)):
            parts[term].append(found)
        return {term: b"".join(found) for term, found in parts.items()}
