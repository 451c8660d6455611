"""Values as rows of a table: explicit columns in a stable order, codes beside labels."""

from collections.abc import Iterable, Iterator

from django.utils.text import capfirst
from django.utils.translation import override

from programs.facts import BREAKDOWN_CODES
from programs.presentation import breakdown_of, figure_of, plain_number, subject_of
from programs.statistics import Row, Summary, code_of, name_of

COLUMNS = (
    "observation",
    "indicator",
    "indicator_label",
    "role",
    "program",
    "edition",
    "event",
    "territory",
    "territory_label",
    "period_type",
    "period_start",
    "period_end",
    "period_label",
    *BREAKDOWN_CODES,
    "value",
    "value_high",
    "qualifier",
    "status",
    "unit",
    "basis",
    "events",
    "released_at",
    "source",
    "source_label",
    "source_url",
    "other_values",
)

SUMMARY_COLUMNS = (
    "indicator",
    "indicator_label",
    "role",
    "by",
    "count",
    "masked",
    "missing",
    *(f"{name}{part}" for name in ("mean", "median", "least", "greatest") for part in ("", "_high", "_qualifier")),
    "unit",
    "status",
    "basis",
    "events",
    "source",
    "source_label",
)


def columns_of(by: tuple[str, ...]) -> list[str]:
    """Return the names of the columns, what each row stands for first."""
    return [*(column for name in by for column in (f"by_{name}", f"by_{name}_label")), *COLUMNS]


def cells_of_rows(rows: Iterable[Row], by: tuple[str, ...], language: str) -> Iterator[list[str]]:
    """Yield the cells of each row. A server sends the lines when the language of the request is no longer the active one."""
    for row in rows:
        with override(language):
            cells = [*_members(row), *_cells(row)] if by else _cells(row)
        yield cells


def _members(row: Row) -> list[str]:
    return [text for member in row.groups for text in (code_of(member), capfirst(name_of(member)))]


def _cells(row: Row) -> list[str]:
    figure = figure_of(row)
    subject = {name: record.code if record else "" for name, record in subject_of(row, row.question).items()}
    broken = subject | breakdown_of(row, row.question)
    return [
        row.observation.code if row.parts == 1 else "",  # a sum has no code of its own
        row.indicator.code,
        row.indicator.name,
        row.role,
        subject["program"],
        subject["edition"],
        subject["event"],
        row.territory.ref if row.territory else "",
        figure.territory_text,
        row.period_type,
        row.period_start.isoformat() if row.period_start else "",
        row.period_end.isoformat() if row.period_end else "",
        figure.period_text,
        *(broken[name] for name in BREAKDOWN_CODES),
        figure.number,
        plain_number(row.value_high),
        row.qualifier,
        row.status,
        row.indicator.unit.code,
        row.basis,
        str(row.events or ""),
        row.released_at.isoformat(timespec="seconds") if row.released_at else "",
        " | ".join(source.code for source in row.sources),
        " | ".join(source.name for source in row.sources),
        " | ".join(source.url for source in row.sources if source.url),
        " | ".join(other.quantity_text for other in figure.others),
    ]


def cells_of_summary(summary: Summary) -> list[str]:
    """Return the one row of a summary, in the active language."""
    numbers = [
        cell
        for one in (summary.mean, summary.median, summary.least, summary.greatest)
        for cell in (plain_number(one.value), plain_number(one.value_high), one.qualifier)
    ]
    return [
        summary.indicator.code,
        summary.indicator.name,
        summary.question.role,
        ",".join(summary.question.by),
        str(summary.count),
        str(summary.masked),
        str(summary.missing),
        *numbers,
        summary.indicator.unit.code,
        summary.status,
        summary.rows[0].basis,
        str(summary.events or ""),
        " | ".join(source.code for source in summary.sources),
        " | ".join(source.name for source in summary.sources),
    ]
