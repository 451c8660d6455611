"""Values as rows of a table: explicit columns in a stable order, codes beside labels."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import override

from programs.facts import BREAKDOWN_CODES
from programs.presentation import Figure, breakdown_of, figure_of, plain_number, subject_of
from programs.statistics import Row, Summary, code_of, name_of


class Line(NamedTuple):
    """What the cells of a row are made of; `codes` are those of its subject and breakdowns."""

    row: Row
    figure: Figure
    codes: dict[str, str]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(texts)


CELLS: dict[str, Callable[[Line], str]] = {
    # A sum has no code of its own.
    "observation": lambda line: line.row.observation.code if line.row.parts == 1 else "",
    "indicator": lambda line: line.row.indicator.code,
    "indicator_label": lambda line: line.row.indicator.name,
    "role": lambda line: line.row.role,
    "program": lambda line: line.codes["program"],
    "edition": lambda line: line.codes["edition"],
    "event": lambda line: line.codes["event"],
    "territory": lambda line: line.row.territory.ref if line.row.territory else "",
    "territory_label": lambda line: line.figure.territory_text,
    "period_type": lambda line: line.row.period_type,
    "period_start": lambda line: _iso(line.row.period_start),
    "period_end": lambda line: _iso(line.row.period_end),
    "period_label": lambda line: line.figure.period_text,
    **{name: lambda line, name=name: line.codes[name] for name in BREAKDOWN_CODES},
    "value": lambda line: line.figure.number,
    "value_high": lambda line: plain_number(line.row.value_high),
    "qualifier": lambda line: line.row.qualifier,
    "status": lambda line: line.row.status,
    "unit": lambda line: line.row.indicator.unit.code,
    "basis": lambda line: line.row.basis,
    "events": lambda line: str(line.row.events or ""),
    "released_at": lambda line: line.row.released_at.isoformat(timespec="seconds") if line.row.released_at else "",
    "source": lambda line: _joined(source.code for source in line.row.sources),
    "source_label": lambda line: _joined(source.name for source in line.row.sources),
    "source_url": lambda line: _joined(source.url for source in line.row.sources if source.url),
    "other_values": lambda line: _joined(other.quantity_text for other in line.figure.others),
}
COLUMNS = tuple(CELLS)

SUMMARY_CELLS: dict[str, Callable[[Summary], str]] = {
    "indicator": lambda one: one.indicator.code,
    "indicator_label": lambda one: one.indicator.name,
    "role": lambda one: one.question.role,
    "by": lambda one: ",".join(one.question.by),
    **{name: lambda one, name=name: str(getattr(one, name)) for name in ("count", "masked", "missing")},
    **{
        f"{name}{suffix}": lambda one, name=name, write=write: write(getattr(one, name))
        for name in ("mean", "median", "least", "greatest")
        for suffix, write in (
            ("", lambda middle: plain_number(middle.value)),
            ("_high", lambda middle: plain_number(middle.value_high)),
            ("_qualifier", lambda middle: middle.qualifier),
        )
    },
    "unit": lambda one: one.indicator.unit.code,
    "status": lambda one: one.status,
    "basis": lambda one: one.rows[0].basis,
    "events": lambda one: str(one.events or ""),
    "source": lambda one: _joined(source.code for source in one.sources),
    "source_label": lambda one: _joined(source.name for source in one.sources),
}
SUMMARY_COLUMNS = tuple(SUMMARY_CELLS)


def columns_of(by: tuple[str, ...]) -> list[str]:
    """Return the names of the columns, those of the dimensions first."""
    return [*(column for name in by for column in (f"by_{name}", f"by_{name}_label")), *COLUMNS]


def cells_of_rows(rows: Iterable[Row], by: tuple[str, ...], language: str) -> Iterator[list[str]]:
    """Yield the cells of each row in `language`: lines are streamed after the request's language is deactivated."""
    for row in rows:
        with override(language):
            members = [text for member in row.groups for text in (code_of(member), capfirst(name_of(member)))]
            codes = {name: record.code if record else "" for name, record in subject_of(row, row.question).items()}
            line = Line(row, figure_of(row), codes | breakdown_of(row, row.question))
            cells = [*(members if by else ()), *(cell(line) for cell in CELLS.values())]
        yield cells


def cells_of_summary(summary: Summary) -> list[str]:
    """Return the single row of a summary in the active language."""
    return [cell(summary) for cell in SUMMARY_CELLS.values()]
