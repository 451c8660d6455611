"""Stored records by the keys that files use, fetched when first referred to."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from programs.facts import Observation, recorded_by_code
from programs.imports.files import FactsFile
from programs.imports.tables import BY_NAME, Table

CHUNK = 500

#: Relations that keys and comparisons with rows read.
RELATED = {
    "territories": ("scheme",),
    "relations": ("territory__scheme", "related__scheme"),
    "aliases": ("program",),
    "events": ("edition", "target_territory__scheme"),
    "preferences": ("observation",),
}


class KnownRecords(dict[str, dict[str, Any]]):
    """{table: {key: record}}; of observations only those that the files name."""

    def __init__(self, files: Iterable[FactsFile]):
        super().__init__()
        self.files = list(files)

    def __missing__(self, name: str) -> dict[str, Any]:
        table = BY_NAME[name]
        if name == "observations":
            found = self._named_observations()
        else:
            records = table.model.objects.select_related(*RELATED.get(name, ())).iterator()
            found = {key_of_record(table, record): record for record in records}
        self[name] = found
        return found

    def _named_observations(self) -> dict[str, Observation]:
        named = set()
        for file in self.files:
            if file.table.name == "observations":
                named.update(file.column("code"), file.column("supersedes"))
            elif file.table.name == "preferences":
                named.update(file.column("observation"))
            elif file.table.name == "discrepancies":
                named.update(code.strip() for cell in file.column("observations") for code in cell.split("|"))
        codes = sorted(named)
        found = {}
        for start in range(0, len(codes), CHUNK):
            found |= recorded_by_code(codes[start : start + CHUNK])
        return found


def reference_stub(instance: models.Model) -> models.Model:
    """Return a record reduced to what other rows need, to save memory with 100,000 observations."""
    if not isinstance(instance, Observation):
        return instance
    fields = ("id", "code", "indicator_id", "role")
    return Observation.from_db(None, fields, [getattr(instance, name) for name in fields])


def key_of_record(table: Table, record: models.Model) -> str:
    """Return the key of a record: its key columns joined by colons."""
    parts = []
    for name in table.key:
        value = getattr(record, name)
        parts.append(value if isinstance(value, str) else getattr(value, "ref", None) or value.code)
    return ":".join(parts)
