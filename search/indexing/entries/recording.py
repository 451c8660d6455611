"""Record changes as entries, in the transaction of the change."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction

from search.indexing.entries.sources import source_named, sources
from search.indexing.entries.writing import acquire_write_lock, write
from search.models import Entry

#: Objects per batch.
BATCH = 100


@dataclass
class PendingEntries:
    """Changes not recorded yet: subjects, and object keys by source."""

    subjects: set[str] = field(default_factory=set)
    objects: dict[str, set[str]] = field(default_factory=dict)

    def add(self, source: str, object_keys: Iterable[str]) -> None:
        self.objects.setdefault(source, set()).update(object_keys)


_pending: ContextVar[PendingEntries | None] = ContextVar("pending entries", default=None)


def record(source: str, *object_keys: str) -> None:
    """Rewrite the entries of objects."""
    with record_together() as pending:
        pending.add(source, object_keys)


def record_subjects(*subjects: str) -> None:
    """Rewrite all entries that name any of the subjects."""
    with record_together() as pending:
        pending.subjects.update(subjects)


@contextmanager
def record_together() -> Iterator[PendingEntries]:
    """Write the entries of everything recorded within at its end, each once, in one transaction with the changes.

    Context manager and decorator; nested uses join the outermost. If the block fails, nothing is written.
    """
    pending = _pending.get()
    if pending is not None:
        yield pending
        return
    pending = PendingEntries()
    with transaction.atomic():
        token = _pending.set(pending)
        try:
            yield pending
        finally:
            _pending.reset(token)
        _record_all(pending)


def _record_all(pending: PendingEntries) -> None:
    """Write pending entries, and then those that name a subject changed by that."""
    done: dict[str, set[str]] = {}
    waiting = pending
    while waiting.subjects or any(waiting.objects.values()):
        acquire_write_lock()
        subjects: set[str] = set()
        for name, keys in _objects(waiting).items():
            fresh = keys - done.setdefault(name, set())
            done[name] |= fresh
            for some in batches(sorted(fresh), BATCH):
                subjects |= write(source_named(name), some)
        waiting = PendingEntries(objects=keys_for_subjects(subjects))


def _objects(pending: PendingEntries) -> dict[str, set[str]]:
    """Return the keys of all pending objects by source."""
    found = keys_for_subjects(pending.subjects)
    for name, keys in pending.objects.items():
        found.setdefault(name, set()).update(keys)
    for some in batches(sorted(pending.subjects), BATCH):
        telling = Entry.objects.about(*some).order_by()
        for name, key in telling.values_list("source", "object_key"):
            found.setdefault(name, set()).add(key)
    return found


def keys_for_subjects(subjects: set[str]) -> dict[str, set[str]]:
    return {source.name: set(source.keys_for_subjects(subjects)) for source in sources()} if subjects else {}


def record_everything(source_name: str, on_progress=lambda count: None) -> None:
    """Rewrite all entries of a source, a transaction per batch; `on_progress` gets the size of each."""
    known = Entry.objects.filter(source=source_name).order_by().values_list("object_key", flat=True).distinct()
    keys = sorted({*source_named(source_name).keys(), *known})
    for some in batches(keys, BATCH):
        record(source_name, *some)
        on_progress(len(some))


def batches(items: Iterable, size: int) -> Iterator[list]:
    """Yield the items in lists of at most `size` (`itertools.batched` needs Python 3.12)."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
