"""Write the entries of a batch of objects, and their deliveries, one writer at a time.

An entry depends on many rows, so that two transactions may change one entry without sharing a row: each would miss
what the other has not committed. Writers therefore take a lock before they read. SQLite has one writer anyway;
PostgreSQL has an advisory lock until the end of the transaction. Starting an index takes the lock too.
"""

from dataclasses import asdict

from django.db import connection
from django.utils import timezone

from search.indexing.delivery.outbox import enqueue_deliveries
from search.indexing.entries.sources import Content, Source
from search.models import Entry, EntrySubject

#: Fields that an entry copies from its content.
COPIED = ("kind", "title", "lead", "text", "also", "url", "date_from", "date_to", "facets", "numbers", "shown")
#: Any number that no other advisory lock of this database has.
LOCK = 5_734_610_001
EMPTY = asdict(Content(object_key="", language="", kind="", title="", url=""))


def acquire_write_lock() -> None:
    """Wait until this transaction is the only one that writes entries."""
    if not connection.in_atomic_block:
        raise RuntimeError("Entries are written within a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def write(source: Source, object_keys: list[str]) -> set[str]:
    """Update the entries of a batch of objects; return the subjects that an entry began or ceased to name."""
    kept = {(entry.object_key, entry.language): entry for entry in Entry.objects.of(source.name, *object_keys)}
    contents = {(content.object_key, content.language): content for content in source.contents(object_keys)}
    new, changed = [], []
    for key, content in contents.items():
        entry = kept.get(key)
        checksum = content.checksum()
        if entry is None:
            new.append(fill(Entry(source=source.name, object_key=key[0], language=key[1]), content, checksum))
        elif entry.is_removed or entry.checksum != checksum:
            changed.append(fill(entry, content, checksum, version=entry.version + 1))
    for key, entry in kept.items():
        if key not in contents and not entry.is_removed:
            changed.append(clear_entry(entry))
    Entry.objects.bulk_create(new)
    Entry.objects.bulk_update(
        changed, [*COPIED, "checksum", "version", "is_removed", "changed_at"], batch_size=len(object_keys)
    )
    entries = {(entry.object_key, entry.language): entry for entry in (*kept.values(), *new)}
    changed_subjects = write_subjects(entries, contents)
    enqueue_deliveries([*new, *changed])
    return changed_subjects


def fill(entry: Entry, content: Content, checksum: str, version: int = 1) -> Entry:
    entry.key = f"{entry.source}:{entry.object_key}:{entry.language}"
    for name in COPIED:
        setattr(entry, name, getattr(content, name))
    entry.title = entry.title[:500]
    entry.facets, entry.numbers, entry.shown = dict(content.facets), dict(content.numbers), dict(content.shown)
    entry.checksum, entry.version = checksum, version
    entry.is_removed, entry.changed_at = False, timezone.now()
    return entry


def clear_entry(entry: Entry) -> Entry:
    """Make a tombstone of an entry: empty, with a higher version."""
    for name in COPIED:
        setattr(entry, name, EMPTY[name])
    entry.kind = ""
    entry.checksum, entry.version = "", entry.version + 1
    entry.is_removed, entry.changed_at = True, timezone.now()
    return entry


def write_subjects(entries: dict[tuple, Entry], contents: dict[tuple, Content]) -> set[str]:
    """Update the subjects of entries, none where there is no content; return those added or removed."""
    expected = {
        (entry.pk, name)
        for key, entry in entries.items()
        for name in (contents[key].subjects if key in contents else ())
    }
    kept = EntrySubject.objects.filter(entry__in=[entry.pk for entry in entries.values()])
    found = {(row.entry_id, row.name): row.pk for row in kept}
    EntrySubject.objects.filter(pk__in=[pk for key, pk in found.items() if key not in expected]).delete()
    EntrySubject.objects.bulk_create([EntrySubject(entry_id=pk, name=name) for pk, name in expected - found.keys()])
    return {name for _pk, name in expected ^ found.keys()}
