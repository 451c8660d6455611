"""The rules of the ledger as pure functions: what may be summed, and how uncertainty travels."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

LOWER_BOUNDS = {"more_than", "at_least"}
UPPER_BOUNDS = {"up_to", "at_most"}

#: Period types whose values may stand in one series with others of the same type, the preferred one first.
SERIES_PERIODS = ("calendar_year", "school_year", "edition", "multi_year", "instant")
PERIODS = (*SERIES_PERIODS, "event", "cumulative", "unstated")


@dataclass(frozen=True)
class Refusal:
    """Why a question is not answered: a stable code for programs, a sentence for people."""

    code: str
    message: str


UNKNOWN_INDICATOR = Refusal("unknown-indicator", _("The ledger has no such indicator."))
NOT_ADDITIVE = Refusal(
    "not-additive",
    _("Values of this indicator may not be summed: ask for one of them, or for the list of them."),
)
NO_TIME_SERIES = Refusal(
    "no-time-series",
    _("These values have no stated period, or a cumulative one: they make no series over the years."),
)
SEVERAL_VALUES = Refusal(
    "several-values",
    _("The ledger has several values for this selection: narrow it to one programme, place or period."),
)


def leading_period_type(types: Collection[str], preferred: str = "") -> str:
    """Return the period type that values are shown in where there are several, for types never share a line."""
    return next((period for period in (preferred, *PERIODS) if period in types), "")


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


@dataclass(frozen=True)
class Sum:
    value: Decimal | None
    value_high: Decimal | None
    qualifier: str
    status: str


def add(parts: list[tuple[Decimal | None, Decimal | None, str, str]]) -> Sum:
    """Add (value, value_high, qualifier, status) of parts that may be added.

    A missing part makes the sum “at least” what is known; where all are missing the sum is missing, never 0. What
    lies between two values counts with the lower one in a lower bound, with the upper one in an upper bound, and
    with the middle (whole, if the parts are) in what is “about”.
    """
    known = [part for part in parts if part[0] is not None]
    if not known:
        return Sum(None, None, "exact", "missing")
    qualifiers = [qualifier for _value, _high, qualifier, _status in known]
    if len(known) < len(parts):
        qualifiers.append("at_least")
    qualifier = combine_qualifiers(qualifiers)
    bottom = sum((value for value, *_rest in known), Decimal(0))
    top = sum((value if high is None else high for value, high, *_rest in known), Decimal(0))
    value = bottom
    if qualifier in UPPER_BOUNDS:
        value = top
    elif qualifier == "about" and top != bottom:
        value = (bottom + top) / 2
        if bottom == bottom.to_integral_value() and top == top.to_integral_value():
            value = value.to_integral_value(ROUND_HALF_UP)
    statuses = {status for *_rest, status in known}
    status = next((s for s in ("estimated", "provisional") if s in statuses), "normal")
    return Sum(value, top if qualifier == "between" else None, qualifier, status)


def must_mask(*, counts_people: bool, value: Decimal | None, threshold: int) -> bool:
    """Whether a value is a count of so few people that it could point at one of them.

    Primary suppression by minimum frequency: Hundepool et al., Statistical Disclosure Control (2012), 4.2.
    """
    return counts_people and value is not None and 0 < value < threshold
