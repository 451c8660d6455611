"""Summarize the values of an answer: mean, median and count.

The mean comes with its median and the number of values. Masked values are not counted, so that mean times count reveals
nothing; their number is given, as the mean is higher without them.

Mean and median grow when any value grows. So those of the lower (upper) ends of ranges are their least (greatest)
possible values, and values bounded on one side give a bound on that side, as in a sum.
"""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from programs.facts import Indicator, Source, Territory
from programs.statistics import refusals
from programs.statistics.answers import Answer, Row
from programs.statistics.explain.suggestions import CASES, by_cases, nearest_answered
from programs.statistics.fold.rules import UPPER_BOUNDS, combine_qualifiers, weakest
from programs.statistics.query import ask, ask_many
from programs.statistics.questions import Question
from programs.statistics.refusals import Refusal

#: The decimal places of the ledger.
PLACES = Decimal("0.0001")

#: Mean and median of two values are the same, and say less than the two.
MIN_VALUES = 3

#: Period types whose values may count the same persons.
OVERLAPPING_PERIODS = {"cumulative", "unstated"}


class QualifiedValue(NamedTuple):
    """A known value, mean or median; `value_high` is the upper end of “between”."""

    value: Decimal
    value_high: Decimal | None
    qualifier: str


def mean_and_median(values: Sequence[QualifiedValue]) -> tuple[QualifiedValue, QualifiedValue]:
    """Return the mean and the median.

    Both take the qualifier that a sum would have: “about”, or bounds on both sides, give “about”, within which a range
    counts with its middle; bounds on one side stay; “between” gives the mean and median of the ends. One value that is
    strictly more makes the mean strictly more, but not the median.

    Raises statistics.StatisticsError without values.
    """
    qualifier = combine_qualifiers({one.qualifier for one in values})
    weak = qualifier == "more_than" and any(one.qualifier != "more_than" for one in values)
    median_qualifier = "at_least" if weak else qualifier
    return _central(statistics.mean, values, qualifier), _central(statistics.median, values, median_qualifier)


def _central(
    of: Callable[[Iterable[Decimal]], Decimal], values: Sequence[QualifiedValue], qualifier: str
) -> QualifiedValue:
    lows = [one.value for one in values]
    highs = [one.value if one.value_high is None else one.value_high for one in values]
    if qualifier in UPPER_BOUNDS:
        lows = highs
    elif qualifier == "about":
        lows = [(low + high) / 2 for low, high in zip(lows, highs, strict=True)]
    return QualifiedValue(_rounded(of(lows)), _rounded(of(highs)) if qualifier == "between" else None, qualifier)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(PLACES, ROUND_HALF_UP)


@dataclass(frozen=True)
class Summary:
    """`rows` are the counted values, `least` and `greatest` two of them. `status` is the least certain of theirs."""

    question: Question
    indicator: Indicator
    rows: tuple[Row, ...]
    mean: QualifiedValue
    median: QualifiedValue
    least: Row
    greatest: Row
    masked: int
    missing: int

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def status(self) -> str:
        return weakest({row.status for row in self.rows})

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(dict.fromkeys(source for row in self.rows for source in row.sources))

    @property
    def events(self) -> int:
        """The number of distributions behind the values; cases share none."""
        return sum(row.events for row in self.rows)


def summarize(question: Question) -> Summary | Refusal:
    """Ask a question and summarize its values; a refusal suggests a question that has a summary."""
    answer = ask(question)
    found = summary_of(answer)
    if isinstance(found, Summary) or found is answer.refusal:
        return found
    near = [one for one in by_cases(question) if one != question]
    return replace(found, nearest=nearest_answered(near, ask_many, lambda one: isinstance(summary_of(one), Summary)))


def summary_of(answer: Answer) -> Summary | Refusal:
    """Summarize an answer, without a statement."""
    if refusal := answer.refusal or _refusal(answer):
        return refusal
    known = [
        (row, QualifiedValue(row.value, row.value_high, row.qualifier)) for row in answer.rows if row.value is not None
    ]
    mean, median = mean_and_median([value for _row, value in known])
    masked = sum(row.masked for row in answer.rows)
    return Summary(
        question=answer.question,
        indicator=answer.indicator or known[0][0].indicator,
        rows=tuple(row for row, _value in known),
        mean=mean,
        median=median,
        least=min(known, key=lambda one: one[1].value)[0],
        greatest=max(known, key=lambda one: one[1].value if one[1].value_high is None else one[1].value_high)[0],
        masked=masked,
        missing=len(answer.rows) - len(known) - masked,
    )


def _refusal(answer: Answer) -> Refusal | None:
    if not answer.question.by or not set(answer.question.by) <= CASES:
        return refusals.NO_CASES
    if any(row.indicator.statistical_unit == Indicator.StatisticalUnit.RATE for row in answer.rows):
        return refusals.NO_MEAN_OF_RATES
    # Events are cases of one kind, dated or not.
    kinds = {"event" if row.basis == "computed" else row.period_type for row in answer.rows}
    if kinds & OVERLAPPING_PERIODS:
        return refusals.NO_MEAN_OF_PERIODS
    if len(kinds) > 1 or len({row.basis for row in answer.rows}) > 1:
        return refusals.UNLIKE_PERIODS
    # A region contains its towns.
    members = (member for row in answer.rows for member in row.groups)
    if len({member.scheme_id for member in members if isinstance(member, Territory)}) > 1:
        return refusals.UNLIKE_TERRITORIES
    if sum(row.value is not None for row in answer.rows) < MIN_VALUES:
        return refusals.FEW_VALUES
    return None
