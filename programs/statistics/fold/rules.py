"""Pure rules: which periods make a series, and how qualifiers and statuses combine in sums and means."""

from collections.abc import Collection, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from programs.facts import Status

LOWER_BOUNDS = {"more_than", "at_least"}
UPPER_BOUNDS = {"up_to", "at_most"}

#: Period types whose values may stand in one series with others of the same type, the preferred one first.
SERIES_PERIODS = ("calendar_year", "school_year", "edition", "multi_year", "instant")
PERIODS = (*SERIES_PERIODS, "event", "cumulative", "unstated")


def combine_qualifiers(qualifiers: Iterable[str]) -> str:
    """Return the qualifier of a sum: “about 38” and “exactly 12” make “about 50”.

    Bounds of one kind keep it, and “between” gives way to them; a lower and an upper bound together leave nothing
    but “about”.
    """
    kinds = set(qualifiers) - {"exact"}
    if not kinds:
        return "exact"
    if kinds == {"between"}:
        return "between"
    if kinds <= LOWER_BOUNDS | {"between"}:
        return "more_than" if kinds == {"more_than"} else "at_least"
    if kinds <= UPPER_BOUNDS | {"between"}:
        return "up_to" if "up_to" in kinds else "at_most"
    return "about"


def weakest(statuses: Collection[str]) -> str:
    """Return the least certain of the statuses."""
    return next((status for status in (Status.ESTIMATED, Status.PROVISIONAL) if status in statuses), Status.NORMAL)


class Sum(NamedTuple):
    value: Decimal | None
    value_high: Decimal | None
    qualifier: str
    status: str


def total(
    *, bottom: Decimal, top: Decimal, qualifiers: Collection[str], statuses: Collection[str], known: int, missing: int
) -> Sum:
    """Return the sum of parts from the sums of their lower and upper ends, `bottom` and `top`.

    A missing part makes it “at least” the known ones; if all are missing it is missing, never 0. A range counts with
    its lower end in a lower bound, its upper end in an upper bound, and its middle (whole, if the ends are) in “about”.
    `qualifiers` and `statuses` are those of the known parts.
    """
    if not known:
        return Sum(None, None, "exact", Status.MISSING)
    qualifier = combine_qualifiers([*qualifiers, "at_least"] if missing else qualifiers)
    value = bottom
    if qualifier in UPPER_BOUNDS:
        value = top
    elif qualifier == "about" and top != bottom:
        value = (bottom + top) / 2
        if bottom == bottom.to_integral_value() and top == top.to_integral_value():
            value = value.to_integral_value(ROUND_HALF_UP)
    return Sum(value, top if qualifier == "between" else None, qualifier, weakest(statuses))
