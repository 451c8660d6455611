"""What exists by now: records by the keys by which files name them, fetched when a file first refers to them."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from programs.facts import Observation, all_observations
from programs.imports.files import FactsFile
from programs.imports.tables import BY_NAME, Table

#: Codes asked for in one statement.
CHUNK = 500

#: What the key of a record, or the comparison of it with a row, looks at beyond its own columns.
RELATED = {
    "territories": ("scheme",),
    "relations": ("territory__scheme", "related__scheme"),
    "aliases": ("program",),
    "events": ("edition", "target_territory__scheme"),
    "preferences": ("observation",),
}


class KnownRecords(dict[str, dict[str, Any]]):
    """{table: {key: record}}. The ledger is long: of it only what the files name is fetched."""

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
            found |= all_observations().filter(code__in=codes[start : start + CHUNK]).by_code()
        return found


def reference_stub(instance: models.Model) -> models.Model:
    """Return what other rows need of a stored record: of a value that a correction, a preference or a disagreement
    names that is little, and there may be a hundred thousand."""
    if not isinstance(instance, Observation):
        return instance
    fields = ("id", "code", "indicator_id", "role")
    return Observation.from_db(None, fields, [getattr(instance, name) for name in fields])


def key_of_record(table: Table, record: models.Model) -> str:
    """Return the key of a record as files write it: its key columns, with colons between."""
    parts = []
    for name in table.key:
        value = getattr(record, name)
        parts.append(value if isinstance(value, str) else getattr(value, "ref", None) or value.code)
    return ":".join(parts)
