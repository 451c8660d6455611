"""Writing entries, in the transaction of whoever changes what they are of."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import transaction

from search.entries.batches import batches
from search.entries.sources import source_named, sources
from search.entries.turns import take_turn
from search.entries.writing import write
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
    with together() as concerned:
        concerned.add(source, object_keys)


def record_subjects(*subjects: str) -> None:
    """Make the entries of all anew that tells of any of the subjects."""
    with together() as concerned:
        concerned.subjects.update(subjects)


@contextmanager
def together() -> Iterator[Concerned]:
    """Record all that is said within at its end, each entry once, in one transaction with what is done within.

    Where that fails nothing is recorded, for nothing happened.
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
    if not concerned.subjects and not any(concerned.objects.values()):
        return
    take_turn()
    for name, keys in _objects(concerned).items():
        for some in batches(sorted(keys), BATCH):
            write(source_named(name), some)


def _objects(concerned: Concerned) -> dict[str, set[str]]:
    """Return the keys of all objects concerned, by their source."""
    found = {name: set(keys) for name, keys in concerned.objects.items()}
    for some in batches(sorted(concerned.subjects), BATCH):
        telling = Entry.objects.telling_of(*some).order_by()
        for name, key in telling.values_list("source", "object_key"):
            found.setdefault(name, set()).add(key)
    if concerned.subjects:
        for source in sources():
            found.setdefault(source.name, set()).update(source.born_of(concerned.subjects))
    return found


def record_everything(source_name: str, told=lambda count: None) -> None:
    """Make all entries of a source anew, in a transaction for each batch; `told` hears of each batch's size."""
    known = Entry.objects.filter(source=source_name).order_by().values_list("object_key", flat=True).distinct()
    keys = sorted({*source_named(source_name).keys(), *known})
    for some in batches(keys, BATCH):
        record(source_name, *some)
        told(len(some))
