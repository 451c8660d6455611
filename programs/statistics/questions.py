"""What can be asked, in codes only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from programs.facts import BREAKDOWN_CODES, BREAKDOWNS, DIMENSIONS, PeriodType, Role, Status

#: What rows can be made of, at most two at once.
BY = tuple(dimension.code for dimension in DIMENSIONS)

BASES = ("", "reported", "computed")

#: The fields that are one of a closed list, with the list.
CLOSED = {
    "role": set(Role.values),
    "basis": set(BASES),
    "period_type": {"", *PeriodType.values},
    "status": {"", *Status.values},
    **{one.code: {"", *one.choices.values} for one in BREAKDOWNS if one.choices},
}


def with_breakdowns(before: str) -> Callable[[type], type]:
    """Give a dataclass to be a field for each breakdown, before one of its own."""

    def add(cls: type) -> type:
        own = cls.__annotations__
        place = list(own).index(before)
        items = list(own.items())
        cls.__annotations__ = dict([*items[:place], *((name, str) for name in BREAKDOWN_CODES), *items[place:]])
        for name in BREAKDOWN_CODES:
            setattr(cls, name, "")
        return cls

    return add


@dataclass(frozen=True)
@with_breakdowns(before="by")
class Question:
    """A declarative query. Everything is a stable code; '' means “not restricted”. Breakdowns (`sex`, `trade` …) are
    fields too: those that `programs.facts.dimensions` declares.

    `indicator` is a code, or several joined by “+” for their sum (amounts of one measure, counts of one unit).
    `territory` is "SCHEME:CODE", and means what lies within it too, unless `exact_territory`. `year` is the one in
    which a period ends; `period_start`/`period_end` bound the periods asked for, both inclusive. `by` splits the answer into one row a year, edition, territory …, or a pair of two of
    them. With "territory" in `by`, `scheme` names the scheme whose territories are the rows, and what lies within
    them is counted there; without it the rows are the territories as they were recorded. `basis` is "reported"
    (values without an event), "computed" (sums over events) or '' for whichever the ledger has, reported first.
    `as_of` asks for what the portal said at the end of that day. `events` are the only ones that count, where a
    chosen set of them is asked for: what was reported is of no such set.

    Raises ValueError for what is no question at all, as an unknown `by`.
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

    def __post_init__(self):
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

    def narrowed(self, changes: Mapping[str, object]) -> "Question":
        """Return the question with other codes, unchecked: an answer of thousands of rows has as many questions, and
        what the ledger gave is what can be asked."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.__dict__.update(changes)
        return other

    def as_codes(self) -> dict[str, str]:
        """Return what is asked as texts, without what is not: for addresses, files and the bodies of pages."""
        texts = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value and value != field.default:
                texts[field.name] = ",".join(value) if isinstance(value, tuple) else str(value)
        return texts

    @classmethod
    def from_codes(cls, codes: Mapping[str, str]) -> "Question":
        """Read what `as_codes` wrote; names that are none of a question's are left out.

        Raises ValueError where a date or a year is none, and where the whole is no question.
        """
        given = {field.name: codes[field.name] for field in fields(cls) if codes.get(field.name)}
        for name in ("period_start", "period_end", "as_of"):
            if name in given:
                given[name] = date.fromisoformat(str(given[name]))
        if "year" in given:
            given["year"] = int(given["year"])
        if "exact_territory" in given:
            given["exact_territory"] = str(given["exact_territory"]) == "True"
        return cls(**{"indicator": "", **given})
