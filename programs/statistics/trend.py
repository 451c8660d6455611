"""Compare a value with that of the previous period, only where the two are comparable."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from programs.facts import PeriodType, Qualifier, Status
from programs.statistics.answers import Row

#: Period types of equal length that follow one another without a gap.
REGULAR = (PeriodType.CALENDAR_YEAR, PeriodType.SCHOOL_YEAR)


@dataclass(frozen=True)
class Trend:
    """`difference` is in the indicator's unit; `percent` of the earlier value, whole, None where that was 0."""

    previous: Row
    difference: Decimal
    percent: Decimal | None


def trend_of(previous: Row, current: Row) -> Trend | None:
    """Return the change from the previous period, or None where the values are not comparable.

    Sums over published events have no trend, as the coverage changes between years.
    """
    if not (is_exact(previous) and is_exact(current) and follows(previous, current)):
        return None
    if previous.value is None or current.value is None:
        return None
    difference = current.value - previous.value
    percent = None
    if previous.value:
        percent = (difference / previous.value * 100).quantize(Decimal(1), ROUND_HALF_UP)
    return Trend(previous, difference, percent)


def trend_in(series: list[Row], current: Row) -> Trend | None:
    """Return the trend of a value within the rows of its series, in any order."""
    trends = (trend_of(row, current) for row in series)
    return next((trend for trend in trends if trend), None)


def is_exact(row: Row) -> bool:
    """Whether a value is reported, exact and undisputed."""
    return (
        row.basis == "reported" and not row.others and row.qualifier == Qualifier.EXACT and row.status == Status.NORMAL
    )


def follows(previous: Row, current: Row) -> bool:
    """Whether two values are of the same series in consecutive regular periods."""
    return (
        previous.period_end is not None
        and previous.period_type == current.period_type
        and current.period_type in REGULAR
        and previous.period_end + timedelta(days=1) == current.period_start
        and (previous.indicator, previous.role, previous.territory)
        == (current.indicator, current.role, current.territory)
    )
