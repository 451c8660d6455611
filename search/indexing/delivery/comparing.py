"""What an index has, beside what there is to find."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from search.engines import SearchIndex
from search.models import Delivery, Entry, Index


class Kind(Enum):
    MISSING = "missing"
    GHOST = "ghost"
    OLDER = "older"
    OTHER = "other"


@dataclass(frozen=True)
class Difference:
    kind: Kind
    key: str
    #: Whether the outbox knows of it, so that it will go by itself.
    is_pending: bool = False


def differences(index: Index, target: SearchIndex, most: int | None = None) -> Iterator[Difference]:
    """Yield, in the order of keys within each kind of source, where an index is not what it should be."""
    return islice(_differences(index, target), most)


def _differences(index: Index, target: SearchIndex) -> Iterator[Difference]:
    # Databases do not agree on the order of keys: one side is held in memory, a small tuple for each entry.
    wanted = {
        key: (version, checksum)
        for key, version, checksum in Entry.objects.findable()
        .order_by()
        .values_list("key", "version", "checksum")
        .iterator()
    }
    pending = set(Delivery.objects.filter(index=index).values_list("entry__key", flat=True))
    for key, version, checksum in target.contents():
        entry = wanted.pop(key, None)
        if entry is None:
            yield Difference(Kind.GHOST, key, key in pending)
        elif entry != (version, checksum):
            kind = Kind.OLDER if version < entry[0] else Kind.OTHER
            yield Difference(kind, key, key in pending)
    for key in sorted(wanted):
        yield Difference(Kind.MISSING, key, key in pending)
