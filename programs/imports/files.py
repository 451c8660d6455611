"""Read CSV files into rows of cells, with errors by line and column."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from programs.imports.tables import TABLES, Table, table_of_file


@dataclass(frozen=True)
class LoadError:
    """`line` counts from 1, the header included; 0 where the whole file is meant. `column` may be ''."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (where, self.column, self.reason) if part)


@dataclass(frozen=True)
class Record:
    """One row: {column: text}."""

    file: str
    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class FactsFile:
    """A file with a valid header, whose rows are read lazily."""

    name: str
    table: Table
    text: str

    def records(self, errors: list[LoadError]) -> Iterator[Record]:
        """Yield the non-empty rows; malformed ones are added to `errors`."""
        reader = _reader(self.text)
        header = _header(reader)
        line = reader.line_num + 1
        try:
            for row in reader:
                cells = [cell.strip() for cell in row]
                problem = ""
                if any(cells) and len(cells) != len(header):
                    counts = {"found": len(cells), "wanted": len(header)}
                    problem = _("%(found)d cells, but %(wanted)d columns.") % counts
                elif any("\x00" in cell for cell in cells):
                    problem = _("there is a character in it that no text has (NUL).")
                if problem:
                    errors.append(LoadError(self.name, line, "", problem))
                elif any(cells):
                    yield Record(self.name, line, dict(zip(header, cells, strict=True)))
                line = reader.line_num + 1
        except csv.Error as error:
            errors.append(LoadError(self.name, line, "", _("this is no valid CSV: %s.") % error))

    def count(self) -> int:
        """Return the number of valid rows, for progress."""
        return sum(1 for _record in self.records([]))

    def column(self, name: str) -> Iterator[str]:
        """Yield the cells of a column, if the file has it."""
        return (record.cells[name] for record in self.records([]) if record.cells.get(name))


def read_file(path: Path) -> tuple[FactsFile | None, list[LoadError]]:
    """Return the file, or its errors. Columns may have any order; only UTF-8 is accepted."""
    table = table_of_file(path.stem)
    if table is None:
        names = ", ".join(table.name for table in TABLES)
        return None, [_error(path, 0, _("the name of the file says no table; tables are: %s.") % names)]
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None, [_error(path, 0, _("there is no such file."))]
    except OSError as error:
        return None, [_error(path, 0, _("the file cannot be read: %s.") % error.strerror)]
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        reason = _("the file is not UTF-8 (it may be Windows-1256). Save it as “CSV UTF-8” and load it again.")
        return None, [_error(path, line, reason)]
    if not text.strip():
        return None, [_error(path, 0, _("the file is empty."))]
    try:
        header = _header(_reader(text))
    except csv.Error as error:
        return None, [_error(path, 1, _("this is no valid CSV: %s.") % error)]
    if problems := _wrong_columns(path, table, header):
        return None, problems
    return FactsFile(path.name, table, text), []


def _reader(text: str):
    # Keep Unicode line separators inside cells.
    return csv.reader(io.StringIO(text, newline=""), strict=True)


def _header(reader) -> list[str]:
    return [name.strip() for name in next(reader, [])]


def _wrong_columns(path: Path, table: Table, header: list[str]) -> list[LoadError]:
    """Return the errors of unknown, missing and duplicate columns."""
    errors = []
    if unknown := [name for name in header if name not in table.column_names]:
        names = ", ".join(table.column_names)
        reason = _("no such column in %(table)s; it has: %(names)s.") % {"table": table.name, "names": names}
        for name in unknown:
            errors.append(_error(path, 1, reason, name or "∅"))
    for column in table.columns:
        if column.required and column.name not in header:
            errors.append(_error(path, 1, _("this column is missing."), column.name))
    for name in sorted({name for name in header if header.count(name) > 1}):
        errors.append(_error(path, 1, _("this column stands there twice."), name))
    return errors


def _error(path: Path, line: int, reason: str, column: str = "") -> LoadError:
    return LoadError(path.name, line, column, reason)
