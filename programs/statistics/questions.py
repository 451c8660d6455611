"""The question of the query API: stable codes only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from programs.facts import BREAKDOWN_CODES, BREAKDOWNS, DIMENSIONS, PeriodType, Role, Status

#: Codes for `by`, of which a question has at most two.
BY = tuple(dimension.code for dimension in DIMENSIONS)

BASES = ("", "reported", "computed")

#: {field: its closed list of values}
CLOSED: dict[str, set[str]] = {
    "role": set(Role.values),
    "basis": set(BASES),
    "period_type": {"", *PeriodType.values},
    "status": {"", *Status.values},
    **{one.code: {"", *one.choices.values} for one in BREAKDOWNS if one.choices},
}


def with_breakdowns(before: str) -> Callable[[type], type]:
    """Add a text field for each breakdown to a class that becomes a dataclass, before one of its own fields."""

    def add(cls: type) -> type:
        own = cls.__annotations__
        items = list(own.items())
        at = list(own).index(before)
        cls.__annotations__ = dict([*items[:at], *((name, str) for name in BREAKDOWN_CODES), *items[at:]])
        for name in BREAKDOWN_CODES:
            setattr(cls, name, "")
        return cls

    return add


@dataclass(frozen=True)
@with_breakdowns(before="by")
class Question:
    """A declarative query in stable codes; '' means unrestricted. Each breakdown (`sex`, `trade` …) is a field too.

    - `indicator`: a code; several joined by “+” for their sum; “measure:delivered” for the indicator of a measure.
    - `territory`: "SCHEME:CODE", including what lies within it, unless `exact_territory`.
    - `year`: the one in which a period ends. `period_start`, `period_end`: inclusive bounds of periods.
    - `by`: one row for each year, edition, territory …, or each pair of two of them.
    - `scheme`: with "territory" in `by`, roll territories up to those of this scheme.
    - `basis`: "reported" (values without an event), "computed" (sums over events), '' for either, reported first.
    - `as_of`: what the portal said at the end of that day.
    - `events`: the only events that count; excludes reported values.

    Raises ValueError for an invalid field.
    """

    indicator: str
    role: str = "result"
    program: str = ""
    edition: str = ""
    event: str = ""
    territory: str = ""
    exact_territory: bool = False
    year: int | None = None
    period_type: str = ""
    period_start: date | None = None
    period_end: date | None = None
    status: str = ""
    by: tuple[str, ...] = ()
    scheme: str = ""
    basis: str = ""
    as_of: date | None = None
    events: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        events = self.events.split(",") if isinstance(self.events, str) else self.events
        object.__setattr__(self, "events", tuple(sorted({code for code in events if code})))
        by = tuple(part for part in self.by.split(",") if part) if isinstance(self.by, str) else tuple(self.by)
        object.__setattr__(self, "by", by)
        if unknown := [name for name in by if name not in BY]:
            raise ValueError(f"by: {unknown[0]!r} is none of {', '.join(BY)}")
        if len(set(by)) != len(by) or len(by) > 2:
            raise ValueError(f"by: one or two different ones, not {', '.join(by)}")
        for name, allowed in CLOSED.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name}: {getattr(self, name)!r} is none of {', '.join(sorted(allowed - {''}))}")
        if self.scheme and "territory" not in by:
            raise ValueError("scheme: only with “territory” in by")

    @property
    def indicators(self) -> tuple[str, ...]:
        return tuple(self.indicator.replace("|", "+").split("+"))

    def with_codes(self, changes: Mapping[str, object]) -> "Question":
        """Return the question with other values, unchecked: fast, as answers have thousands of rows."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.__dict__.update(changes)
        return other

    def as_codes(self) -> dict[str, str]:
        """Return the restricted fields as texts, for URLs, files and stream blocks."""
        texts = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value and value != field.default:
                texts[field.name] = ",".join(value) if isinstance(value, tuple) else str(value)
        return texts

    @classmethod
    def from_codes(cls, codes: Mapping[str, str]) -> "Question":
        """Read what `as_codes` wrote, ignoring unknown names.

        Raises ValueError for an invalid date, year or other field.
        """
        given: dict[str, Any] = {field.name: codes[field.name] for field in fields(cls) if codes.get(field.name)}
        for name in ("period_start", "period_end", "as_of"):
            if name in given:
                given[name] = date.fromisoformat(given[name])
        if "year" in given:
            given["year"] = int(given["year"])
        if "exact_territory" in given:
            given["exact_territory"] = given["exact_territory"] == "True"
        return cls(**{"indicator": "", **given})
