"""The table of a chart, for the page and as a CSV file."""

from dataclasses import replace

from django.utils.translation import gettext as _

from portal.l10n import current_language
from portal.web import csv_lines
from programs.charts.points import members_beside
from programs.exports import cells_of_rows, columns_of
from programs.presentation import Table, TableRow, figure_of, table_of
from programs.statistics import Answer, code_of


def table_beside(answer: Answer, beside: Answer, names: tuple[str, str]) -> Table:
    """Return one table of two answers by the same dimension, a column for each answer."""
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
    """Return the table with the values of other sources in further columns."""
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
    """Return the rows of all answers as an exported CSV file."""
    rows = [row for answer in answers for row in answer.rows]
    by = answers[0].question.by
    return "".join(csv_lines(columns_of(by), cells_of_rows(rows, by, current_language()))).encode()
