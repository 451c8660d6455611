"""Compare an index with the entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from search.engines import SearchIndex
from search.models import Delivery, Entry, Index


class DifferenceKind(Enum):
    MISSING = "missing"
    GHOST = "ghost"
    OLDER = "older"
    OTHER = "other"


@dataclass(frozen=True)
class Difference:
    """`is_pending`: the outbox has a delivery of it, so that it will go by itself."""

    kind: DifferenceKind
    key: str
    is_pending: bool = False


def differences(index: Index, target: SearchIndex, most: int | None = None) -> Iterator[Difference]:
    """Yield differences by key: of documents first, then of entries without a document."""
    return islice(_differences(index, target), most)


def _differences(index: Index, target: SearchIndex) -> Iterator[Difference]:
    # Databases do not agree on the order of keys: the entries' side is held in memory, a small tuple each.
    rows = Entry.objects.findable().order_by().values_list("key", "version", "checksum").iterator()
    expected = {key: (version, checksum) for key, version, checksum in rows}
    pending = set(Delivery.objects.filter(index=index).values_list("entry__key", flat=True))
    for key, version, checksum in target.contents():
        entry = expected.pop(key, None)
        if entry is None:
            yield Difference(DifferenceKind.GHOST, key, key in pending)
        elif entry != (version, checksum):
            kind = DifferenceKind.OLDER if version < entry[0] else DifferenceKind.OTHER
            yield Difference(kind, key, key in pending)
    for key in sorted(expected):
        yield Difference(DifferenceKind.MISSING, key, key in pending)
