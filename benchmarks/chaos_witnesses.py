"""Who lives on while everything dies, and tells what became of it: an editor, readers, and the entries in the end.

Some entries never change: whoever asks for them must find all of them, each once, whatever is away.
"""

import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

#: Entries that never change, and those that do.
FIXED, CHANGING = 20, 150
#: Seconds: between two changes, between two searches of a reader.
EDITING, READING = 0.15, 0.02
READERS = 2


class Editor:
    """A source of things in memory, which one process alone knows of."""

    name = "chaos"

    def __init__(self, seed: float):
        from search.indexing.entries.sources import register_source

        self.draw = random.Random(seed)
        self.titles = {f"fixed-{number}": "Invariable" for number in range(FIXED)}
        register_source(self)

    def keys(self) -> list[str]:
        return list(self.titles)

    def contents(self, object_keys):
        from search.indexing.entries.sources import Content

        for key in object_keys:
            if key in self.titles:
                yield Content(key, "fr", "thing", self.titles[key], f"/{key}/", text="Un texte de plusieurs mots")

    def keys_for_subjects(self, subjects):
        return ()

    def fill(self) -> None:
        from search.indexing.entries.recording import record

        for key in self.titles:
            record(self.name, key)

    def change(self) -> None:
        from search.indexing.entries.recording import record

        key = f"changing-{self.draw.randrange(CHANGING)}"
        if key in self.titles and self.draw.random() < 0.2:
            del self.titles[key]
        else:
            self.titles[key] = f"Titre {self.draw.randrange(10**6)}"
        record(self.name, key)


def edit(folder: Path) -> None:
    editor, changes, slowest = Editor(2.0), 0, 0.0
    while not (folder / "editor.stop").exists():
        began = time.monotonic()
        editor.change()
        slowest = max(slowest, time.monotonic() - began)
        changes += 1
        time.sleep(EDITING)
    (folder / "editor").write_text(json.dumps({"changes": changes, "slowest_change": round(slowest, 2)}))


def read(folder: Path) -> None:
    from threading import Thread

    counted: Counter = Counter()
    times: list[float] = []
    readers = [Thread(target=search, args=[folder, counted, times]) for _reader in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    times.sort()
    (folder / "readers").write_text(
        json.dumps({
            "searches": len(times), "searches_failed": counted["failed"], "answers_wrong": counted["wrong"],
            "answered_by_stand_in": counted["stood in"], "median_ms": round(1000 * times[len(times) // 2], 1),
            "p99_ms": round(1000 * times[len(times) * 99 // 100], 1), "slowest_ms": round(1000 * times[-1], 1),
        })
    )  # fmt: skip


def search(folder: Path, counted: Counter, times: list[float]) -> None:
    from search.analysis.query_terms import expand
    from search.analysis.thesaurus import Thesaurus
    from search.engines.interface import Request
    from search.results.serving import serving_index

    request = Request(clauses=expand("invariable", Thesaurus()), language="fr", limit=2 * FIXED)
    while not (folder / "readers.stop").exists():
        began = time.monotonic()
        try:
            index = serving_index()
            found = index.search(request)
            counted["stood in"] += index.stood_in
            if not found.total == len({hit.key for hit in found.hits}) == len(found.hits) == FIXED:
                counted["wrong"] += 1
                print(f"wrong: {found.total} {len(found.hits)} stood in: {index.stood_in}", file=sys.stderr)
        except Exception as error:
            counted["failed"] += 1
            print(f"failed: {type(error).__name__}: {error}", file=sys.stderr)
        times.append(time.monotonic() - began)
        time.sleep(READING)


def waiting() -> int:
    """Return how much the indexes have not been told yet."""
    from django.db import connection

    from search.models.indexes import Delivery, Index

    try:
        return Delivery.objects.count() + Index.objects.exclude(state__in=["serving", "kept"]).count()
    finally:
        connection.close()


def verdict() -> dict:
    """Return in what the indexes that are in use differ from the entries."""
    from search.indexing.delivery.differences import differences
    from search.indexing.delivery.tasks import indexes_in_use
    from search.models.entries import Entry

    found = [
        f"{index}: {one.key} {one.kind.value}"
        for engine, index in indexes_in_use()
        for one in differences(index, engine.index(index.pk))
    ]
    return {"entries": Entry.objects.findable().count(), "indexes": len(indexes_in_use()), "differences": found}
