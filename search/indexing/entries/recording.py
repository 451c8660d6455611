"""Writing entries, in the transaction of whoever changes what they are of."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction

from search.indexing.entries.sources import source_named, sources
from search.indexing.entries.write_lock import take_turn
from search.indexing.entries.writing import write
from search.models import Entry

#: Objects whose contents are made at once.
BATCH = 100


@dataclass
class Concerned:
    """What has changed and is not recorded yet: subjects, and objects by their source."""

    subjects: set[str] = field(default_factory=set)
    objects: dict[str, set[str]] = field(default_factory=dict)

    def add(self, source: str, object_keys: Iterable[str]) -> None:
        self.objects.setdefault(source, set()).update(object_keys)


_waiting: ContextVar[Concerned | None] = ContextVar("what is to be recorded", default=None)


def record(source: str, *object_keys: str) -> None:
    """Make the entries of some objects anew."""
    with record_together() as concerned:
        concerned.add(source, object_keys)


def record_subjects(*subjects: str) -> None:
    """Make the entries of all anew that tells of any of the subjects."""
    with record_together() as concerned:
        concerned.subjects.update(subjects)


@contextmanager
def record_together() -> Iterator[Concerned]:
    """Write the entries of everything recorded within at its end, each once, in one transaction with the changes.

    Context manager and decorator; nested uses join the outermost. If the block fails, nothing is written.
    """
    concerned = _waiting.get()
    if concerned is not None:
        yield concerned
        return
    concerned = Concerned()
    with transaction.atomic():
        token = _waiting.set(concerned)
        try:
            yield concerned
        finally:
            _waiting.reset(token)
        _record_all(concerned)


def _record_all(concerned: Concerned) -> None:
    """Record what is concerned, and then what is concerned by that."""
    done: dict[str, set[str]] = {}
    waiting = concerned
    while waiting.subjects or any(waiting.objects.values()):
        take_turn()
        told: set[str] = set()
        for name, keys in _objects(waiting).items():
            fresh = keys - done.setdefault(name, set())
            done[name] |= fresh
            for some in batches(sorted(fresh), BATCH):
                told |= write(source_named(name), some)
        waiting = Concerned(objects=keys_for_subjects(told))


def _objects(concerned: Concerned) -> dict[str, set[str]]:
    """Return the keys of all objects concerned, by their source."""
    found = keys_for_subjects(concerned.subjects)
    for name, keys in concerned.objects.items():
        found.setdefault(name, set()).update(keys)
    for some in batches(sorted(concerned.subjects), BATCH):
        telling = Entry.objects.telling_of(*some).order_by()
        for name, key in telling.values_list("source", "object_key"):
            found.setdefault(name, set()).add(key)
    return found


def keys_for_subjects(subjects: set[str]) -> dict[str, set[str]]:
    return {source.name: set(source.keys_for_subjects(subjects)) for source in sources()} if subjects else {}


def record_everything(source_name: str, told=lambda count: None) -> None:
    """Make all entries of a source anew, in a transaction for each batch; `told` hears of each batch's size."""
    known = Entry.objects.filter(source=source_name).order_by().values_list("object_key", flat=True).distinct()
    keys = sorted({*source_named(source_name).keys(), *known})
    for some in batches(keys, BATCH):
        record(source_name, *some)
        told(len(some))


def batches(items: Iterable, size: int) -> Iterator[list]:
    """Yield the items in lists of at most `size` (`itertools.batched` needs Python 3.12)."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
