"""Results of the query API: rows of values that carry all that qualifies them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import TextChoices

from programs.facts import SUPPRESSED, BilingualName, Qualifier, Territory
from programs.statistics.questions import Question
from programs.statistics.refusals import Refusal

if TYPE_CHECKING:
    from programs.facts import Indicator, Observation, Source
    from programs.statistics.sources.decisions import Decision

#: What a row stands for in a dimension: a year, a reference record, or a word of a closed list.
Member: TypeAlias = int | BilingualName | TextChoices


@dataclass(slots=True, unsafe_hash=True)
class Row:
    """One value; `value` is None where it is missing or masked. Treat as immutable: freezing thousands is slow.

    `status` is a code of SDMX's CL_OBS_STATUS. `groups` has one member for each name in the question's `by`.
    `parts` counts the values added, `events` the distribution events behind them; `corrected` tells whether a part
    supersedes an earlier one, `released_at` when the newest part became public. `others` are values of other sources
    for the same question; of a sum it is only known that some part is `disputed`.

    `observation` is the value itself; of a sum, one that shares the records of all parts (programme, edition …).
    `observations` loads those of all rows at once, on first use.
    """

    indicator: "Indicator"
    role: str
    basis: str
    value: Decimal | None
    value_high: Decimal | None
    qualifier: str
    status: str
    period_type: str
    period_start: date | None
    period_end: date | None
    territory: "Territory | None"
    observation_id: int | None
    observations: Mapping[int | None, "Observation"] = field(compare=False, repr=False)
    parts: int = 1
    events: int = 0
    sources: tuple["Source", ...] = ()
    released_at: datetime | None = None
    corrected: bool = False
    groups: tuple[Member, ...] = ()
    asked: Question | None = None
    others: tuple["Row", ...] = ()
    disputed: bool = False
    preference: "Decision | None" = None

    @property
    def masked(self) -> bool:
        return self.status == SUPPRESSED

    def suppressed(self) -> "Row":
        """Return the row without value and qualifiers: it reads the same whatever the reason for masking."""
        return replace(self, value=None, value_high=None, qualifier=Qualifier.EXACT, status=SUPPRESSED)

    @property
    def observation(self) -> "Observation":
        return self.observations[self.observation_id]

    @property
    def question(self) -> Question | None:
        """The question that this row alone answers: narrower than the one `asked`."""
        if self.asked is None:
            return None
        changes: dict[str, object] = {"by": (), "scheme": "", "basis": self.basis}
        for name, member in zip(self.asked.by, self.groups, strict=True):
            changes[name] = member if name == "year" else code_of(member)
            if name == "territory":
                changes["exact_territory"] = not self.asked.scheme
        return self.asked.with_codes(changes)

    @property
    def group(self) -> Member | None:
        """The member of a question by one dimension."""
        return self.groups[0] if self.groups else None


def code_of(member: Member) -> str:
    """Return the stable code of a member: "2014", "MICRO-2017", "MA-REG-1997:MA-05", "F"."""
    if isinstance(member, TextChoices):
        return str(member.value)
    return member.ref if isinstance(member, Territory) else str(getattr(member, "code", member))


def name_of(member: Member) -> str:
    """Return the name of a member in the active language."""
    if isinstance(member, TextChoices):
        return str(member.label)
    return str(getattr(member, "name", member))


def order_of(member: Member) -> tuple[int, date, str]:
    """Return the sort key: years, editions and events by time (undated ones last), the rest by code."""
    if isinstance(member, int):
        return (0, date(member, 12, 31), "")
    # `__dict__`, for a failing `getattr` on a model is slow, and answers list thousands.
    has = member.__dict__
    day = has.get("period_end") or has.get("date_end")
    return (0 if day else 1, day or date.max, code_of(member))


@dataclass(frozen=True)
class Answer:
    """Rows in a stable order, or a refusal; never both. Neither: the ledger has nothing.

    `left_out` counts the values that belong to no row, such as those of events without an edition in an answer by
    edition. `total` is the sum of the rows where they may be summed; `sum_up` computes it on first use.
    """

    question: Question
    indicator: "Indicator | None" = None
    rows: list[Row] = field(default_factory=list)
    sum_up: Callable[[], Row | None] | None = field(default=None, compare=False, repr=False)
    refusal: Refusal | None = None
    left_out: int = 0

    @cached_property
    def total(self) -> Row | None:
        return self.sum_up() if self.sum_up else None

    @property
    def row(self) -> Row | None:
        """The single row of a question without `by`."""
        return self.rows[0] if self.rows else None
