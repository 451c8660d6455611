"""Answers with rows as tables for reading."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from programs.figures import Figure, SourceLink, figure_of
from programs.models.indicators import Indicator
from programs.statistics import Answer


@dataclass(frozen=True)
class TableRow:
    header: str
    cells: list[Figure]


@dataclass(frozen=True)
class Table:
    caption: str
    columns: list[str]
    rows: list[TableRow]
    total: Figure | None
    sources: list[SourceLink] = field(default_factory=list)
    note: str = ""


def _row_heading(by: str) -> str:
    return {
        "year": _("Year"),
        "edition": _("Edition"),
        "territory": _("Territory"),
        "event": _("Event"),
        "trade": _("Trade"),
    }.get(by, "")


def caption_of(indicator: Indicator, by: str) -> str:
    words = {
        "year": _("by year"),
        "edition": _("by edition"),
        "territory": _("by territory"),
        "event": _("by event"),
        "trade": _("by trade"),
    }
    # The name of an indicator may be longer than a line: a dash holds in both directions.
    return f"{indicator.name} – {words[by]}" if by else indicator.name


def table_of(answer: Answer) -> Table:
    """Make a table of an answer with at least one row."""
    figures = [figure_of(row) for row in answer.rows]
    sources = {source.name: source for figure in figures for source in figure.sources}
    by = answer.question.by
    return Table(
        caption=caption_of(answer.indicator, by),
        columns=[_row_heading(by), answer.indicator.unit.name],
        rows=[TableRow(figure.group_text or figure.period_text, [figure]) for figure in figures],
        total=figure_of(answer.total) if answer.total else None,
        sources=list(sources.values()),
    )
