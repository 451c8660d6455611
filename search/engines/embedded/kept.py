"""What a process keeps of the documents of an index, so that facets are counted and filters passed without asking again.

A set of documents is one long number with a bit for each, as in bit-mapped indexes (P. O'Neil and D. Quass, “Improved
Query Performance with Variant Indexes”, 1997): a code is counted by one `&`. A document that changes gets another
number in the index, so that what is known of a number stays true, and what is kept is only ever added to. It is added
to a copy: other threads of the process may just be reading.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count

from search.engines.interface import AnyOf, Filter

#: So few documents are put into a set one by one.
FEW = 16
_SET, _UNSET = b"1"[0], b"0"
_AS_TRUTH = bytes.maketrans(b"01", b"\x00\x01")

#: (number, language, day as an ordinal or 0, {facet: codes})
Row = tuple[int, str, int, Mapping[str, Sequence[str]]]


def set_of(numbers: Iterable[int]) -> int:
    """Return the numbers as a set of bits."""
    numbers = list(numbers)
    if len(numbers) <= FEW:
        bits = 0
        for number in numbers:
            bits |= 1 << number
        return bits
    flags = bytearray(_UNSET) * (max(numbers) + 1)
    for number in numbers:
        flags[number] = _SET
    flags.reverse()
    return int(flags, 2)


def flags_of(bits: int) -> bytes:
    """Return a byte for each number up to the last of a set: 1 where it is in the set."""
    return f"{bits:b}".encode()[::-1].translate(_AS_TRUTH)


def numbers_of(bits: int) -> list[int]:
    return list(compress(count(), flags_of(bits)))


@dataclass(frozen=True)
class Kept:
    """`identity` tells which index it is of; `holding` is {facet: {code: documents}}, `days` {document: day}."""

    identity: str
    known: int = 0
    holding: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[int, int] = field(default_factory=dict)

    @property
    def last(self) -> int:
        return self.known.bit_length() - 1

    def with_rows(self, rows: Iterable[Row]) -> "Kept":
        having: dict[tuple[str, str], list[int]] = defaultdict(list)
        speaking: dict[str, list[int]] = defaultdict(list)
        days = dict(self.days)
        for number, language, day, facets in rows:
            speaking[language].append(number)
            days[number] = day
            for facet, codes in facets.items():
                for code in codes:
                    having[facet, code].append(number)
        holding = {facet: dict(codes) for facet, codes in self.holding.items()}
        for (facet, code), numbers in having.items():
            codes = holding.setdefault(facet, {})
            codes[code] = codes.get(code, 0) | set_of(numbers)
        languages, known = dict(self.languages), self.known
        for language, numbers in speaking.items():
            added = set_of(numbers)
            languages[language] = languages.get(language, 0) | added
            known |= added
        return Kept(self.identity, known, holding, languages, days)

    def passing(self, found: int, filters: Iterable[AnyOf]) -> int:
        """Return what of a set passes all filters."""
        for one in filters:
            having = self._having(one)
            found = found & ~having if one.negated else found & having
        return found

    def counted(self, found: int, filters: Sequence[AnyOf], asked: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return {facet: {code: documents}} of a set: each facet under all filters but its own that choose."""
        counts = {}
        for facet in asked:
            among = self.passing(found, (one for one in filters if one.negated or one.facet != facet))
            counted = ((code, (among & having).bit_count()) for code, having in self.holding.get(facet, {}).items())
            counts[facet] = {code: documents for code, documents in counted if documents}
        return counts

    def _having(self, one: AnyOf) -> int:
        holding = self.holding.get(one.facet, {})
        having = 0
        for code in one.codes:
            having |= holding.get(code, 0)
        return having


def on_facets(filters: Iterable[Filter]) -> tuple[AnyOf, ...]:
    return tuple(one for one in filters if isinstance(one, AnyOf))
