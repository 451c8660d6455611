"""From a file to rows of cells, with errors that say where and why."""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from programs.loading.tables import TABLES, Table, table_of_file


@dataclass(frozen=True)
class LoadError:
    """`line` counts from 1, the header included; 0 where the whole file is meant. `column` may be ''."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = self.file + (f":{self.line}" if self.line else "")
        return f"{where}: {self.column}: {self.reason}" if self.column else f"{where}: {self.reason}"


@dataclass(frozen=True)
class Record:
    """One row as it stands in the file: {column: text}."""

    file: str
    line: int
    cells: dict[str, str]


def read_file(path: Path) -> tuple[Table | None, list[Record], list[LoadError]]:
    """Return the table, the rows and what is wrong with the file as a whole.

    The columns may stand in any order. A file that is not UTF-8 is refused: guessing an encoding would change names.
    """
    table = table_of_file(path.stem)
    if table is None:
        names = ", ".join(table.name for table in TABLES)
        return None, [], [_error(path, 0, _("the name of the file says no table; tables are: %s.") % names)]
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return table, [], [_error(path, 0, _("there is no such file."))]
    except OSError as error:
        return table, [], [_error(path, 0, _("the file cannot be read: %s.") % error.strerror)]
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        reason = _(
            "the file is not UTF-8 (it may be Windows-1256). Save it as “CSV UTF-8” and load it again."
        )
        return table, [], [_error(path, line, reason)]
    return table, *_rows(path, table, text)


def _rows(path: Path, table: Table, text: str) -> tuple[list[Record], list[LoadError]]:
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if problems := _wrong_columns(path, table, header):
            return [], problems
        records, errors = [], []
        line = reader.line_num + 1
        for row in reader:
            if not any(cell.strip() for cell in row):
                pass
            elif len(row) != len(header):
                reason = _("%(found)d cells, but %(wanted)d columns.") % {
                    "found": len(row),
                    "wanted": len(header),
                }
                errors.append(_error(path, line, reason))
            else:
                cells = dict(zip(header, (cell.strip() for cell in row), strict=True))
                records.append(Record(path.name, line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        return [], [_error(path, reader.line_num, _("this is no valid CSV: %s.") % error)]
    return records, errors


def _wrong_columns(path: Path, table: Table, header: list[str]) -> list[LoadError]:
    """Say which columns are unknown, missing or there twice. Only required ones can be missing."""
    errors = []
    if unknown := [name for name in header if name not in table.column_names]:
        wanted = ", ".join(table.column_names)
        for name in unknown:
            reason = _("no such column in %(table)s; it has: %(names)s.") % {
                "table": table.name,
                "names": wanted,
            }
            errors.append(_error(path, 1, reason, name or "∅"))
    for column in table.columns:
        if column.required and column.name not in header:
            errors.append(_error(path, 1, _("this column is missing."), column.name))
    for name in sorted({name for name in header if header.count(name) > 1}):
        errors.append(_error(path, 1, _("this column stands there twice."), name))
    return errors


def _error(path: Path, line: int, reason: str, column: str = "") -> LoadError:
    return LoadError(path.name, line, column, reason)
