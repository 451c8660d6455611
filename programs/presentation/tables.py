"""Answers as tables."""

from dataclasses import dataclass, field, replace

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.facts import DIMENSIONS, DIMENSIONS_BY_CODE, Indicator
from programs.presentation.figures import Figure, SourceLink, figure_of
from programs.statistics import Answer, Member, order_of

#: Dimensions of which an event has one member: as columns they would hold one value a row.
OF_AN_EVENT = tuple(one.code for one in DIMENSIONS if not one.breakdown and one.code != "event")

#: The longer dimension goes down if it would make more columns than these.
MOST_COLUMNS = 6


@dataclass(frozen=True)
class TableRow:
    """`texts` are further row headers, each in a column of its own before the values."""

    header: str
    cells: list[Figure | None]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    caption: str
    columns: list[str]
    rows: list[TableRow]
    total: Figure | None
    sources: list[SourceLink] = field(default_factory=list)
    note: str = ""

    @property
    def texts(self) -> int:
        """The number of further header columns."""
        return len(self.rows[0].texts)

    @property
    def span(self) -> int:
        """The number of columns after the first."""
        return len(self.columns) - 1


def heading_of(by: str) -> str:
    return str(DIMENSIONS_BY_CODE[by].label) if by else ""


def target_label(name: str) -> str:
    target = gettext("target")
    return f"{name} ({target})"


def caption_of(indicator: Indicator, by: tuple[str, ...], role: str) -> str:
    name = target_label(indicator.name) if role == "target" else indicator.name
    # A dash works in both directions, also where a long name wraps.
    return " – ".join([name, *(str(DIMENSIONS_BY_CODE[name].by_label) for name in by)])


def labels_of(figures: list[Figure], by: str) -> list[str]:
    """Return the label of each figure, with its period if labels are alike or reported values differ in period."""
    names = [figure.group_text or figure.period_text for figure in figures]
    periods = {figure.period_text for figure in figures if figure.basis == "reported"}
    if len(set(names)) == len(names) and (len(periods) < 2 or by in ("year", "edition", "event")):
        return names
    return [
        name if figure.period_text in name else f"{name} ({figure.period_text})"
        for name, figure in zip(names, figures, strict=True)
    ]


def table_of(answer: Answer) -> Table:
    """Return the table of an answer with at least one row.

    Of two dimensions the second makes the columns. Events are always rows, with their single members beside them.
    """
    indicator = answer.indicator
    assert indicator is not None, "only a refusal has no indicator"
    figures = [figure_of(row) for row in answer.rows]
    sources = dict.fromkeys(source for figure in figures for source in figure.sources)
    by = answer.question.by
    of_events = "event" in by and any(name in OF_AN_EVENT for name in by)
    crossed = len(by) == 2 and not of_events
    columns, rows = _crossed(answer, figures) if crossed else _listed(answer, figures, indicator.unit.name)
    return Table(
        caption=caption_of(indicator, by, answer.question.role),
        columns=columns,
        rows=rows,
        total=figure_of(answer.total) if answer.total else None,
        sources=list(sources),
        note=str(_("Unit: %(unit)s") % {"unit": indicator.unit.name}) if crossed else "",
    )


def _listed(answer: Answer, figures: list[Figure], unit: str) -> tuple[list[str], list[TableRow]]:
    """List the values, events with their other dimension beside them."""
    by = answer.question.by or ("",)
    first, *beside = sorted(range(len(by)), key=lambda index: by[index] != "event")
    labels = labels_of([_of_member(figure, first) for figure in figures], by[first])
    columns = [*(heading_of(by[index]) for index in (first, *beside)), capfirst(unit)]
    return columns, [
        TableRow(label, [figure], tuple(figure.group_texts[index] for index in beside))
        for label, figure in zip(labels, figures, strict=True)
    ]


def _of_member(figure: Figure, index: int) -> Figure:
    return replace(figure, group_texts=figure.group_texts[index : index + 1])


def _crossed(answer: Answer, figures: list[Figure]) -> tuple[list[str], list[TableRow]]:
    """Cross two dimensions. A missing combination is an empty cell, not 0."""
    by = answer.question.by
    members = [list(dict.fromkeys(row.groups[index] for row in answer.rows)) for index in (0, 1)]
    down, across = _orientation(by, members)
    if down:
        members[down].sort(key=order_of)
    members[across].sort(key=order_of)
    cells = {(row.groups[down], row.groups[across]): f for row, f in zip(answer.rows, figures, strict=True)}
    names = [_names(answer, figures, index) for index in (0, 1)]
    columns = [heading_of(by[down]), *(names[across][member] for member in members[across])]
    return columns, [
        TableRow(names[down][member], [cells.get((member, other)) for other in members[across]])
        for member in members[down]
    ]


def _orientation(by: tuple[str, ...], members: list[list[Member]]) -> tuple[int, int]:
    """Return the positions of the dimensions that go down and across: the first goes down, unless it is much shorter."""
    if "event" in by:
        return (by.index("event"), 1 - by.index("event"))
    many, few = len(members[1]), len(members[0])
    return (1, 0) if many > max(few, MOST_COLUMNS) else (0, 1)


def _names(answer: Answer, figures: list[Figure], index: int) -> dict[Member, str]:
    """Return {member: its name}; events of one name get their dates."""
    first: dict[Member, Figure] = {}
    for row, figure in zip(answer.rows, figures, strict=True):
        first.setdefault(row.groups[index], _of_member(figure, index))
    if answer.question.by[index] == "event":
        return dict(zip(first, labels_of(list(first.values()), "event"), strict=True))
    return {member: figure.group_text for member, figure in first.items()}
