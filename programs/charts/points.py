"""Rows as points of a drawing: category, series, value and texts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.l10n import format_qualified, list_join
from programs.facts import PeriodType
from programs.presentation import Figure, figure_of, format_value, labels_of, period_text
from programs.statistics import Answer, Member, Row, code_of, name_of


@dataclass(frozen=True)
class Point:
    """`value` is None where `state` is "masked" or "missing". `text` has the unit, `short` is the number alone."""

    category: str
    series: str
    value: float | None
    high: float | None
    text: str
    short: str
    state: str
    year: int | None = None
    others: tuple["Point", ...] = ()
    source: str = ""

    @property
    def top(self) -> float | None:
        """The upper end of a range, else the value."""
        return self.value if self.high is None else self.high


def top_of(points: Iterable[Point]) -> float:
    """Return the greatest value; 1 if there is none above zero, as a scale needs a length."""
    return max((point.value for point in points if point.value is not None), default=0) or 1


def points_of(answer: Answer, language: str, *, beside: Answer | None = None) -> list[Point]:
    """Return a point for each row, in the order of the rows; those of `beside` follow as a series of their own."""
    if beside is None:
        return _points(answer, language)
    names = names_beside(answer, beside)
    first = _points(answer, language, series=names[0])
    # A member has one name in both answers.
    categories = {code_of(row.group): point.category for row, point in zip(answer.rows, first, strict=True)}
    second = _points(beside, language, series=names[1], categories=categories)
    order = members_beside(answer, beside)
    codes = [code_of(row.group) for row in (*answer.rows, *beside.rows)]
    pairs = sorted(zip(codes, [*first, *second], strict=True), key=lambda pair: order.index(pair[0]))
    return [point for _code, point in pairs]


def members_beside(answer: Answer, beside: Answer) -> list[str]:
    """Return the codes of all members, in the order of time or else of the answers."""
    members = {code_of(row.group): row.group for row in (*answer.rows, *beside.rows)}
    return sorted(members, key=lambda code: _moment(members[code]))


def _moment(member: Member) -> str:
    """Return the start of a year, an edition or an event as sort key; '' for members without time."""
    if isinstance(member, int):
        return f"{member:04}"
    for name in ("period_start", "date_start"):
        if hasattr(member, name):
            return str(getattr(member, name) or "unknown")
    return ""


def _points(answer: Answer, language: str, *, series: str = "", categories: dict | None = None) -> list[Point]:
    by = answer.question.by
    across = 1 - category_index(answer) if len(by) == 2 else None
    figures = [figure_of(row) for row in answer.rows]
    if across is None:
        labels = labels_of(figures, by[0] if by else "")
    else:
        labels = [_name(row, 1 - across, language) for row in answer.rows]
    points = []
    for row, figure, label in zip(answer.rows, figures, labels, strict=True):
        category = (categories or {}).get(code_of(row.group), label)
        points.append(
            _point(row, figure, language, category, series if across is None else _name(row, across, language))
        )
    return points


def category_index(answer: Answer) -> int:
    """Return the position of the dimension of categories: time, else the one with more members, else the first."""
    if "year" in answer.question.by:
        return answer.question.by.index("year")
    sizes = [len({code_of(row.groups[index]) for row in answer.rows}) for index in (0, 1)]
    return int(sizes[1] > sizes[0])


def _point(row: Row, figure: Figure, language: str, category: str, series: str) -> Point:
    return Point(
        category=category,
        series=series,
        value=None if row.value is None else float(row.value),
        high=None if row.value_high is None else float(row.value_high),
        text=figure.quantity_text,
        short=short_text(row, language),
        state="masked" if row.masked else "missing" if row.value is None else "value",
        year=next((member for member in row.groups if isinstance(member, int)), None),
        others=tuple(
            _point(other, shown, language, category, series)
            for other, shown in zip(row.others, figure.others, strict=True)
        ),
        source=list_join([source.name for source in row.sources], language),
    )


def short_text(row: Row, language: str) -> str:
    """Return the number without its unit: « environ 38 »; '' for None."""
    if row.value is None:
        return ""
    upper = None if row.value_high is None else format_value(row.indicator, row.value_high, language)
    return format_qualified(format_value(row.indicator, row.value, language), row.qualifier, language, upper=upper)


def _name(row: Row, index: int, language: str) -> str:
    """Return the name of a member; for a year its period, if a source gives the value for another one."""
    member: Member = row.groups[index]
    spans = row.basis == "reported" and row.period_type != PeriodType.CALENDAR_YEAR
    return period_text(row, language) if spans and isinstance(member, int) else capfirst(name_of(member))


def names_beside(answer: Answer, beside: Answer) -> tuple[str, str]:
    """Return the names of two answers by what differs: role, indicator or basis."""
    rows = answer.rows[0], beside.rows[0]
    if rows[0].role != rows[1].role:
        return tuple(capfirst(figure_of(row).role_label) for row in rows)
    if rows[0].indicator.code != rows[1].indicator.code:
        return tuple(row.indicator.name for row in rows)
    return tuple(_("Computed") if row.basis == "computed" else _("Reported") for row in rows)


def absence_in_words(points: Iterable[Point]) -> str:
    """Return an explanation of the marks for masked and missing values that are used."""
    states = {point.state for point in points}
    notes = {"masked": _("An empty square marks what is masked."), "missing": _("A cross marks what is not available.")}
    return " ".join(note for state, note in notes.items() if state in states)
