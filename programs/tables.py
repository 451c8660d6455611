"""Answers with rows as tables for reading."""

from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programs.figures import Figure, SourceLink, figure_of
from programs.models.indicators import Indicator
from programs.statistics import Answer
from programs.statistics.answers import name_of, order_of


@dataclass(frozen=True)
class TableRow:
    header: str
    cells: list[Figure | None]


@dataclass(frozen=True)
class Table:
    caption: str
    columns: list[str]
    rows: list[TableRow]
    total: Figure | None
    sources: list[SourceLink] = field(default_factory=list)
    note: str = ""

    @property
    def span(self) -> int:
        """How many columns hold values."""
        return len(self.columns) - 1


#: The heading of a dimension's column, and how a caption names it.
HEADINGS = {
    "year": (_("Year"), _("by year")),
    "edition": (_("Edition"), _("by edition")),
    "territory": (_("Territory"), _("by territory")),
    "event": (_("Event"), _("by event")),
    "trade": (_("Trade"), _("by trade")),
    "assistance_kind": (_("Kind of assistance"), _("by kind of assistance")),
    "sex": (_("Sex"), _("by sex")),
    "age_band": (_("Age"), _("by age")),
    "program": (_("Programme"), _("by programme")),
}


def heading_of(by: str) -> str:
    return str(HEADINGS[by][0]) if by else ""


def caption_of(indicator: Indicator, by: tuple[str, ...], role: str) -> str:
    # A target is no result, above a table too.
    name = f"{indicator.name} ({_('target')})" if role == "target" else indicator.name
    # The name of an indicator may be longer than a line: a dash holds in both directions.
    return " – ".join([name, *(str(HEADINGS[name][1]) for name in by)])


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
    """Make a table of an answer with at least one row: by two dimensions, the second stands in the columns."""
    figures = [figure_of(row) for row in answer.rows]
    sources = dict.fromkeys(source for figure in figures for source in figure.sources)
    by = answer.question.by
    columns, rows = _crossed(answer, figures) if len(by) == 2 else _listed(answer, figures)
    return Table(
        caption=caption_of(answer.indicator, by, answer.question.role),
        columns=columns,
        rows=rows,
        total=figure_of(answer.total) if answer.total else None,
        sources=list(sources),
        note=str(_("Unit: %(unit)s") % {"unit": answer.indicator.unit.name}) if len(by) == 2 else "",
    )


def _listed(answer: Answer, figures: list[Figure]) -> tuple[list[str], list[TableRow]]:
    by = answer.question.by[0] if answer.question.by else ""
    columns = [heading_of(by), capfirst(answer.indicator.unit.name)]
    return columns, [TableRow(label, [figure]) for label, figure in zip(labels_of(figures, by), figures, strict=True)]


def _crossed(answer: Answer, figures: list[Figure]) -> tuple[list[str], list[TableRow]]:
    """What is not there is an empty cell: the ledger has nothing of it, which is not 0."""
    cells = {row.groups: figure for row, figure in zip(answer.rows, figures, strict=True)}
    firsts, seconds = (list(dict.fromkeys(row.groups[side] for row in answer.rows)) for side in (0, 1))
    seconds.sort(key=order_of)
    columns = [heading_of(answer.question.by[0]), *(name_of(second) for second in seconds)]
    return columns, [TableRow(name_of(first), [cells.get((first, second)) for second in seconds]) for first in firsts]
