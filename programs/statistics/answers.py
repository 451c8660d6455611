"""What the door gives back: rows of values that carry all that qualifies them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from django.db import models

from programs.facts import SUPPRESSED, Qualifier
from programs.statistics.questions import Question
from programs.statistics.refusals import Refusal

if TYPE_CHECKING:
    from programs.facts import Indicator, Observation, Source, Territory
    from programs.statistics.sources.decisions import Decision


Member: TypeAlias = int | models.Model | models.TextChoices


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer answers, and with which basis: each of its rows is the answer to a narrower question."""

    question: Question
    basis: str

    def narrowed(self, members: tuple[Member, ...]) -> Question:
        """Return what the row of some members answers alone."""
        question = self.question
        changes = {"by": (), "scheme": "", "basis": self.basis}
        for name, member in zip(question.by, members, strict=True):
            changes[name] = member if name == "year" else code_of(member)
            if name == "territory":
                changes["exact_territory"] = not question.scheme
        return question.narrowed(changes)


@dataclass(slots=True, unsafe_hash=True)
class Row:
    """One value. `value` is None where it is missing or masked. `status` is SDMX's CL_OBS_STATUS.

    Never changed once made; not frozen, for a frozen one takes several times as long to make, and answers list thousands.

    `groups` says what the row stands for, one member for each name in the question's `by`: a year, a record of
    reference (with `code` and `name`), or a choice of a closed list (with `value` and `label`). `question` is what
    this row alone answers: the address of its card. It is worked out where it is wanted.

    `observation` is the row of the ledger that is the value; of a sum it is one with the records that the whole is
    of (programme, edition, trade …), and nothing else of it is said by the sum. It is looked up when something of it is
    asked for, in `observations`, which reads those of all rows together. `parts` is how many values were added, `events`
    how many distribution events there are behind them. `others` are values of other sources for the same question, each
    a Row of its own; of a sum it is only known that some part is `disputed`. `corrected` is whether a part supersedes an
    earlier one; `released_at` is when the newest part became public.
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
    asked: Asked | None = None
    others: tuple["Row", ...] = ()
    disputed: bool = False
    preference: "Decision | None" = None

    @property
    def masked(self) -> bool:
        return self.status == SUPPRESSED

    def suppressed(self) -> "Row":
        """Return the row without its value and whatever was said of it: it reads the same whatever the reason."""
        return replace(self, value=None, value_high=None, qualifier=Qualifier.EXACT, status=SUPPRESSED)

    @property
    def observation(self) -> "Observation":
        return self.observations[self.observation_id]

    @property
    def question(self) -> Question | None:
        return self.asked.narrowed(self.groups) if self.asked else None

    @property
    def group(self) -> Member | None:
        """The member of a question by one dimension."""
        return self.groups[0] if self.groups else None


def code_of(member: Member) -> str:
    """Return the stable code of a member of a group: "2014", "MICRO-2017", "MA-REG-1997:MA-05", "F"."""
    if isinstance(member, models.TextChoices):
        return member.value
    return str(getattr(member, "ref", None) or getattr(member, "code", member))


def name_of(member: Member) -> str:
    """Return the name of a member of a group in the active language."""
    if isinstance(member, models.TextChoices):
        return str(member.label)
    return str(getattr(member, "name", member))


def order_of(member: Member) -> tuple:
    """Years, editions and events in the order of time (those without a date last), the rest by code."""
    if isinstance(member, int):
        return (0, date(member, 12, 31), "")
    # What a record has and not its attributes: to find that there is none takes longer than all else here.
    has = member.__dict__
    day = has.get("period_end") or has.get("date_end")
    return (0 if day else 1, day or date.max, code_of(member))


@dataclass(frozen=True)
class Answer:
    """Rows in a stable order, or a refusal; never both. No rows and no refusal: the ledger has nothing.

    `left_out` is how many values belong to no row, as that of an event of no edition in an answer by edition. `sum_up`
    makes the sum of the rows, where they are parts of one that may be summed: `total`, once it is asked for.
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


@dataclass(frozen=True)
class Comparison:
    """What is computed from events, what was reported, and what was planned: side by side, and never mixed."""

    computed: Answer
    reported: Answer
    target: Answer
