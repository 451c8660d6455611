"""Answers with rows as tables for reading."""

from dataclasses import dataclass, field

from django.utils.text import capfirst
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


def labels_of(figures: list[Figure], by: str) -> list[str]:
    """Return what each figure stands for: with its period where two names are alike, and where a source gives
    values of several periods that neither years nor editions tell apart."""
    names = [figure.group_text or figure.period_text for figure in figures]
    periods = {figure.period_text for figure in figures if figure.basis == "reported"}
    if len(set(names)) == len(names) and (len(periods) < 2 or by in ("year", "edition", "event")):
        return names
    return [
        name if figure.period_text in name else f"{name} ({figure.period_text})"
        for name, figure in zip(names, figures, strict=True)
    ]


def table_of(answer: Answer) -> Table:
    """Make a table of an answer with at least one row."""
    figures = [figure_of(row) for row in answer.rows]
    sources = dict.fromkeys(source for figure in figures for source in figure.sources)
    by = answer.question.by[0] if answer.question.by else ""
    return Table(
        caption=caption_of(answer.indicator, by),
        columns=[_row_heading(by), capfirst(answer.indicator.unit.name)],
        rows=[TableRow(label, [figure]) for label, figure in zip(labels_of(figures, by), figures, strict=True)],
        total=figure_of(answer.total) if answer.total else None,
        sources=list(sources),
    )
