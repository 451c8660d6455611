"""What a process keeps of the documents of an index, so that facets are counted and filters passed without asking again.

A set of documents is one long number with a bit for each, as in bit-mapped indexes (P. O'Neil and D. Quass, “Improved
Query Performance with Variant Indexes”, 1997): a code is counted by one `&`. A document that changes gets another
number in the index, so that what is known of a number stays true, and what is kept is only ever added to; what is gone is
no longer among the `present`. It is added to a copy: other threads of the process may just be reading.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from search.engines.embedded.journal import Change
from search.engines.embedded.shelf import Shelf
from search.engines.interface import AnyOf, Between, Filter

#: Bytes of what is reckoned of terms: the usual words of 20,000 entries, some of those of 200,000.
MOST_PLACES = 32 * 2**20

#: (number, language, day as an ordinal or 0, terms, {facet: codes}, {name: number})
Row = tuple[int, str, int, int, Mapping[str, Sequence[str]], Mapping[str, float]]


def set_of(numbers: np.ndarray | Sequence[int]) -> int:
    """Return the numbers as a set of bits."""
    numbers = np.asarray(numbers, np.int64)
    if not len(numbers):
        return 0
    flags = np.zeros(int(numbers.max()) + 1, bool)
    flags[numbers] = True
    return set_of_flags(flags)


def set_of_flags(flags: np.ndarray) -> int:
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def flags_of(bits: int, size: int) -> np.ndarray:
    """Return for each number below a size whether it is in the set."""
    packed = bits.to_bytes(max(bits.bit_length(), size) // 8 + 1, "little")
    return np.unpackbits(np.frombuffer(packed, np.uint8), count=size, bitorder="little").view(bool)


@dataclass(frozen=True)
class Kept:
    """The documents of a version of an index.

    `origin` is one for all versions that came of each other. `holding` is {facet: {code: documents}} and `numbers`
    {name: (documents, what they have)}; `days` and `lengths` have a place for each number up to `upto`.
    """

    origin: object = field(default_factory=object)
    version: int = -1
    stamp: int = 0
    upto: int = 0
    present: int = 0
    holding: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)
    days: np.ndarray = field(default_factory=lambda: np.zeros(1, np.int32))
    lengths: np.ndarray = field(default_factory=lambda: np.zeros(1, np.int32))
    #: What was reckoned of terms, with a place for each document: true for this version alone.
    places: Shelf[np.ndarray] = field(default_factory=lambda: Shelf(MOST_PLACES))

    @property
    def size(self) -> int:
        """Places that an array needs which has one for each number."""
        return self.upto + 1

    @cached_property
    def documents(self) -> int:
        return self.present.bit_count()

    @cached_property
    def flags(self) -> np.ndarray:
        return flags_of(self.present, self.size)

    @cached_property
    def relative_lengths(self) -> np.ndarray:
        """The length of each document beside the average."""
        total = int(self.lengths[self.flags].sum())
        return self.lengths / (total / self.documents) if total else np.zeros(self.size)

    def after(self, change: Change, gone: Iterable[int], rows: Iterable[Row]) -> "Kept":
        """Return what is to be kept after a change: without what is gone, and with the documents that are new."""
        added = _Added(change.upto + 1 - self.size, self.size)
        for row in rows:
            added.take(row)
        present = (self.present | set_of(added.present)) & ~set_of(list(gone))
        holding = {facet: dict(codes) for facet, codes in self.holding.items()}
        for (facet, code), numbers in added.having.items():
            codes = holding.setdefault(facet, {})
            codes[code] = codes.get(code, 0) | set_of(numbers)
        languages = dict(self.languages)
        for language, numbers in added.speaking.items():
            languages[language] = languages.get(language, 0) | set_of(numbers)
        return Kept(
            self.origin, change.version, change.stamp, change.upto, present, holding, languages,
            _numbers_with(self.numbers, added, flags_of(present, change.upto + 1)),
            np.concatenate([self.days, added.days]), np.concatenate([self.lengths, added.lengths]),
        )  # fmt: skip

    def passing(self, found: int, filters: Iterable[Filter]) -> int:
        """Return what of a set passes all filters."""
        for one in filters:
            having = self._between(one) if isinstance(one, Between) else self._having(one)
            found = found & ~having if one.negated else found & having
        return found

    def counted(self, found: int, filters: Sequence[Filter], asked: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return {facet: {code: documents}} of a set: each facet under all filters but its own that choose."""
        counts = {}
        for facet in asked:
            among = self.passing(found, (one for one in filters if not _chooses(one, facet)))
            counted = ((code, (among & having).bit_count()) for code, having in self.holding.get(facet, {}).items())
            counts[facet] = {code: documents for code, documents in counted if documents}
        return counts

    def _having(self, one: AnyOf) -> int:
        holding = self.holding.get(one.facet, {})
        having = 0
        for code in one.codes:
            having |= holding.get(code, 0)
        return having

    def _between(self, one: Between) -> int:
        if one.number not in self.numbers:
            return 0
        documents, values = self.numbers[one.number]
        fitting = np.ones(len(values), bool)
        if one.least is not None:
            fitting &= values >= float(one.least)
        if one.most is not None:
            fitting &= values <= float(one.most)
        return set_of(documents[fitting])


class _Added:
    """Documents that are new, put together by what they have; numbers are those from `first` on."""

    def __init__(self, size: int, first: int):
        self.first = first
        self.present = array("i")
        self.days, self.lengths = np.zeros(size, np.int32), np.zeros(size, np.int32)
        self.having: dict[tuple[str, str], array] = defaultdict(lambda: array("i"))
        self.speaking: dict[str, array] = defaultdict(lambda: array("i"))
        self.numbers: dict[str, tuple[array, array]] = defaultdict(lambda: (array("i"), array("d")))

    def take(self, row: Row) -> None:
        number, language, day, length, facets, numbers = row
        self.present.append(number)
        self.days[number - self.first], self.lengths[number - self.first] = day, length
        self.speaking[language].append(number)
        for facet, codes in facets.items():
            for code in codes:
                self.having[facet, code].append(number)
        for name, value in numbers.items():
            documents, values = self.numbers[name]
            documents.append(number)
            values.append(value)


def _numbers_with(
    before: Mapping[str, tuple[np.ndarray, np.ndarray]], added: _Added, present: np.ndarray
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    none = (np.zeros(0, np.int32), np.zeros(0))
    found = {}
    for name in {**before, **added.numbers}:
        documents, values = map(np.concatenate, zip(before.get(name, none), added.numbers.get(name, none), strict=True))
        alive = present[documents]
        found[name] = (documents[alive], values[alive])
    return found


def _chooses(one: Filter, facet: str) -> bool:
    return isinstance(one, AnyOf) and one.facet == facet and not one.negated
