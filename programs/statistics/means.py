"""Mean and median of values that are not all exact: a pure rule.

Both grow when any value grows. So the mean (the median) of the lower ends is the least that it can be, that of the
upper ends the greatest, and values that all err to one side give a bound on that side, as in a sum.
"""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from programs.statistics.fold.rules import UPPER_BOUNDS, combine_qualifiers

#: As many places as the ledger has.
PLACES = Decimal("0.0001")


class Said(NamedTuple):
    """A known value as the ledger says it; `high` is the upper end of “between”."""

    value: Decimal
    high: Decimal | None
    qualifier: str


@dataclass(frozen=True)
class CentralValue:
    """A mean or a median with its own qualifier; `value_high` is for “between” only."""

    value: Decimal
    value_high: Decimal | None
    qualifier: str


def mean_and_median(values: Sequence[Said]) -> tuple[CentralValue, CentralValue]:
    """Return both, for one is not to be had without the other.

    A qualifier of any value is one of both: “about”, or bounds to both sides, make them “about”; bounds to one side
    keep it; “between” gives ranges, whose ends are the mean and the median of the ends. Within what is “about”, a
    range counts with its middle. One value that is strictly more makes the mean strictly more, but not the median.

    Raises statistics.StatisticsError where there is no value.
    """
    qualifier = combine_qualifiers({said.qualifier for said in values})
    weak = qualifier == "more_than" and any(said.qualifier != "more_than" for said in values)
    return _middle(statistics.mean, values, qualifier), _middle(
        statistics.median, values, "at_least" if weak else qualifier
    )


def _middle(of: Callable, values: Sequence[Said], qualifier: str) -> CentralValue:
    lows = [said.value for said in values]
    highs = [said.value if said.high is None else said.high for said in values]
    if qualifier == "between":
        return CentralValue(_rounded(of(lows)), _rounded(of(highs)), qualifier)
    if qualifier in UPPER_BOUNDS:
        return CentralValue(_rounded(of(highs)), None, qualifier)
    if qualifier == "about":
        lows = [(low + high) / 2 for low, high in zip(lows, highs, strict=True)]
    return CentralValue(_rounded(of(lows)), None, qualifier)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(PLACES, ROUND_HALF_UP)
