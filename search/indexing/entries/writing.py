"""Entries of a batch of objects: compared with what is kept, and written with the deliveries that they bring about."""

from dataclasses import asdict

from django.utils import timezone

from search.indexing.delivery.outbox import send
from search.indexing.entries.content import Content
from search.indexing.entries.sources import Source
from search.models import Entry, EntrySubject

#: What an entry keeps of its content as it is.
KEPT = ("kind", "title", "lead", "text", "also", "url", "date_from", "date_to", "facets", "numbers", "shown")
EMPTY = asdict(Content(object_key="", language="", kind="", title="", url=""))


def write(source: Source, object_keys: list[str]) -> set[str]:
    """Bring the entries of some objects up to date, in a handful of statements for a batch.

    Return the subjects of which an entry began or ceased to tell.
    """
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
            changed.append(bury(entry))
    Entry.objects.bulk_create(new)
    Entry.objects.bulk_update(
        changed, [*KEPT, "checksum", "version", "is_removed", "changed_at"], batch_size=len(object_keys)
    )
    entries = {(entry.object_key, entry.language): entry for entry in (*kept.values(), *new)}
    told = write_subjects(entries, contents)
    send([*new, *changed])
    return told


def fill(entry: Entry, content: Content, checksum: str, version: int = 1) -> Entry:
    entry.key = f"{entry.source}:{entry.object_key}:{entry.language}"
    for name in KEPT:
        setattr(entry, name, getattr(content, name))
    entry.title = entry.title[:500]
    entry.facets, entry.numbers, entry.shown = dict(content.facets), dict(content.numbers), dict(content.shown)
    entry.checksum, entry.version = checksum, version
    entry.is_removed, entry.changed_at = False, timezone.now()
    return entry


def bury(entry: Entry) -> Entry:
    """Empty an entry, of which nothing is public any more. Its version stays, and rises."""
    for name in KEPT:
        setattr(entry, name, EMPTY[name])
    entry.kind = ""
    entry.checksum, entry.version = "", entry.version + 1
    entry.is_removed, entry.changed_at = True, timezone.now()
    return entry


def write_subjects(entries: dict[tuple, Entry], contents: dict[tuple, Content]) -> set[str]:
    """Bring the subjects of some entries up to date, none for what has no content; return those that are more or less."""
    wanted = {
        (entry.pk, name)
        for key, entry in entries.items()
        for name in (contents[key].subjects if key in contents else ())
    }
    kept = EntrySubject.objects.filter(entry__in=[entry.pk for entry in entries.values()])
    found = {(row.entry_id, row.name): row.pk for row in kept}
    EntrySubject.objects.filter(pk__in=[pk for key, pk in found.items() if key not in wanted]).delete()
    EntrySubject.objects.bulk_create([EntrySubject(entry_id=pk, name=name) for pk, name in wanted - found.keys()])
    return {name for _pk, name in wanted ^ found.keys()}
