"""What can be asked, in codes only."""

from dataclasses import dataclass
from datetime import date

BY = ("year", "edition", "territory", "event", "trade")


@dataclass(frozen=True)
class Question:
    """A declarative query. Everything is a stable code; '' means “not restricted”.

    `territory` is "SCHEME:CODE". `period_start`/`period_end` bound the periods asked for, both inclusive.
    `by` splits the answer into one row a year, edition, territory, event or trade. `basis` is "reported" (values
    without an event), "computed" (sums over events) or '' for whichever the ledger has, reported first.
    `as_of` asks for what the portal said at the end of that day.
    """

    indicator: str
    role: str = "result"
    program: str = ""
    edition: str = ""
    event: str = ""
    territory: str = ""
    period_type: str = ""
    period_start: date | None = None
    period_end: date | None = None
    sex: str = ""
    age_band: str = ""
    by: str = ""
    basis: str = ""
    as_of: date | None = None

    def __post_init__(self):
        if self.by and self.by not in BY:
            raise ValueError(f"by: {self.by!r} is none of {', '.join(BY)}")
        if self.basis not in ("", "reported", "computed"):
            raise ValueError(f"basis: {self.basis!r} is neither 'reported' nor 'computed'")
