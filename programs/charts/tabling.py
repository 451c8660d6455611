"""The table behind a chart, and the same as a file."""

import csv
import io
from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programs.charts.points import members_beside
from programs.exports import COLUMNS, cells_of, neutral
from programs.figures import figure_of
from programs.statistics import Answer, Row
from programs.statistics.answers import code_of, name_of
from programs.tables import Table, TableRow, table_of


def table_beside(answer: Answer, beside: Answer, names: tuple[str, str]) -> Table:
    """Return one table of two answers by the same dimension: a row for each member, a column for each answer."""
    first, second = table_of(answer), table_of(beside)
    headers = {code_of(row.group): shown.header for row, shown in zip(beside.rows, second.rows, strict=True)}
    headers |= {code_of(row.group): shown.header for row, shown in zip(answer.rows, first.rows, strict=True)}
    cells = [{code_of(row.group): figure_of(row) for row in asked.rows} for asked in (answer, beside)]
    return replace(
        first,
        columns=[first.columns[0], *names],
        rows=[TableRow(headers[code], [found.get(code) for found in cells]) for code in members_beside(answer, beside)],
        total=None,
        sources=list(dict.fromkeys([*first.sources, *second.sources])),
    )


def table_with_others(answer: Answer) -> Table:
    """Return the table with what other sources say in columns of their own."""
    table = table_of(answer)
    most = max((len(row.others) for row in answer.rows), default=0)
    if not most:
        return table
    rows = [
        replace(shown, cells=[*shown.cells, *map(figure_of, row.others), *[None] * (most - len(row.others))])
        for row, shown in zip(answer.rows, table.rows, strict=True)
    ]
    others = [source for row in rows for cell in row.cells[1:] if cell for source in cell.sources]
    return replace(
        table,
        columns=[*table.columns, *[_("Another source")] * most],
        rows=rows,
        total=None,
        sources=list(dict.fromkeys([*table.sources, *others])),
    )


def csv_of(answers: list[Answer]) -> bytes:
    """Return the rows as UTF-8 CSV with a byte order mark, what each row stands for first (RFC 4180)."""
    file = io.StringIO()
    writer = csv.writer(file)
    by = answers[0].question.by
    writer.writerow([*(column for name in by for column in (name, f"{name}_label")), *COLUMNS])
    for answer in answers:
        for row in answer.rows:
            writer.writerow([neutral(cell) for cell in (*_members(row), *cells_of(row))])
    return ("\ufeff" + file.getvalue()).encode()


def _members(row: Row) -> list[str]:
    return [text for member in row.groups for text in (code_of(member), capfirst(name_of(member)))]
