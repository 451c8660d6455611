"""Rules: which kinds of chart fit an answer, and why others would mislead."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from programs.facts import Indicator, PeriodType
from programs.statistics import Answer, Refusal, Row, code_of

KINDS = {"bar": _("Bars"), "grouped_bar": _("Grouped bars"), "line": _("Line"), "dot_range": _("Dots and ranges")}
#: Kinds that are asked for and never drawn.
SHARES = {"share", "pie", "stacked_bar"}

MOST_BARS = 60
MOST_SERIES = 6
FEWEST_MOMENTS = 3
#: With more years than that, a line is preferred to bars.
MANY_YEARS = 8

UNKNOWN_KIND = Refusal("unknown-kind", _("There is no such kind of chart."))
NOTHING_NUMERIC = Refusal("nothing-numeric", _("There is no number here that could be drawn."))
SINGLE_VALUE = Refusal("single-value", _("A single value needs no chart: show it as a headline figure."))
NO_SHARES = Refusal(
    "no-shares",
    _("What is published here is not all of a whole: shares of it would say something that nobody counted."),
)
TWO_DIMENSIONS = Refusal(
    "two-dimensions", _("The rows have two dimensions: choose grouped bars, or a line for each over the years.")
)
ONE_DIMENSION = Refusal(
    "one-dimension", _("Grouped bars need two dimensions, or a target beside its result: choose bars.")
)
DIFFERENT_UNITS = Refusal("different-units", _("Values of two units share no scale."))
TOO_MANY_BARS = Refusal("too-many-bars", _("So many bars tell nothing: narrow the selection, or show a table."))
TOO_MANY_SERIES = Refusal(
    "too-many-series", _("More than six lines cannot be told apart: narrow the selection, or choose grouped bars.")
)
NOT_OVER_TIME = Refusal(
    "not-over-time", _("A line joins moments in time, and nothing lies between these rows: choose bars.")
)
MIXED_PERIODS = Refusal(
    "mixed-periods", _("Values for periods of different types never share a line: choose one type.")
)
NO_SERIES = Refusal(
    "no-time-series", _("Values that accumulate, or whose period is not stated, make no line over the years.")
)
FEW_MOMENTS = Refusal("few-moments", _("A line needs at least three years with a number: choose bars."))
ALL_EXACT = Refusal(
    "no-range", _("Here is one value for each row and no range: choose bars. Ranges are for what sources disagree on.")
)


def fitting_kinds(answer: Answer, beside: Answer | None = None) -> list[str]:
    """Return the kinds that fit, the proposed one first; none if nothing should be drawn.

    `beside` is a second answer by the same dimension, as targets beside results.
    """
    fitting = [kind for kind in KINDS if why_not(kind, answer, beside) is None]
    return sorted(fitting, key=lambda kind: kind != _proposed(answer, fitting))


def _proposed(answer: Answer, fitting: list[str]) -> str:
    if "dot_range" in fitting and any(row.value_high is not None for row in answer.rows):
        return "dot_range"
    # Rates and stocks are levels, shown by a line; flows are amounts, shown by bars.
    level = answer.indicator.statistical_unit == Indicator.StatisticalUnit.RATE or any(
        row.period_type == PeriodType.INSTANT for row in answer.rows
    )
    if "line" in fitting and (level or len(answer.question.by) == 2 or len(answer.rows) > MANY_YEARS):
        return "line"
    return fitting[0]


def why_not(kind: str, answer: Answer, beside: Answer | None = None) -> Refusal | None:
    """Return why this kind would mislead, None if it may be drawn."""
    if kind in SHARES:
        return NO_SHARES
    if kind not in KINDS:
        return UNKNOWN_KIND
    if answer.refusal:
        return answer.refusal
    if not any(row.value is not None for row in answer.rows):
        return NOTHING_NUMERIC
    rule: Callable[[Answer, Answer | None], Refusal | None] = RULES[kind]
    return rule(answer, beside)


def _bar(answer: Answer, beside: Answer | None) -> Refusal | None:
    if len(answer.question.by) == 2 or beside is not None:
        return TWO_DIMENSIONS
    return _too_few_or_many(answer.rows)


def _too_few_or_many(rows: list[Row]) -> Refusal | None:
    if len(rows) < 2:
        return SINGLE_VALUE
    return TOO_MANY_BARS if len(rows) > MOST_BARS else None


def _grouped_bar(answer: Answer, beside: Answer | None) -> Refusal | None:
    if len(answer.question.by) == 2:
        return _too_few_or_many(answer.rows)
    if not (beside and beside.rows and beside.question.by == answer.question.by and answer.question.by):
        return ONE_DIMENSION
    rows = [*answer.rows, *beside.rows]
    if len({(row.indicator.unit_id, row.indicator.currency) for row in rows}) > 1:
        return DIFFERENT_UNITS
    return _too_few_or_many(rows)


def _line(answer: Answer, beside: Answer | None) -> Refusal | None:
    by = answer.question.by
    if "year" not in by or beside is not None:
        return NOT_OVER_TIME
    drawn = [row for row in answer.rows if row.value is not None]
    types = {row.period_type for row in drawn}
    if len(types) > 1:
        return MIXED_PERIODS
    if types & {PeriodType.CUMULATIVE, PeriodType.UNSTATED}:
        return NO_SERIES
    index = by.index("year")
    if len({row.groups[index] for row in drawn}) < FEWEST_MOMENTS:
        return FEW_MOMENTS
    series = {code_of(row.groups[1 - index]) for row in answer.rows} if len(by) == 2 else set()
    return TOO_MANY_SERIES if len(series) > MOST_SERIES else None


def _dot_range(answer: Answer, beside: Answer | None) -> Refusal | None:
    if len(answer.question.by) == 2 or beside is not None:
        return TWO_DIMENSIONS
    spread = any(
        row.value is not None and (row.value_high is not None or any(other.value is not None for other in row.others))
        for row in answer.rows
    )
    if not spread:
        return ALL_EXACT
    return TOO_MANY_BARS if len(answer.rows) > MOST_BARS else None


RULES = {"bar": _bar, "grouped_bar": _grouped_bar, "line": _line, "dot_range": _dot_range}
