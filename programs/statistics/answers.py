"""What the door gives back: rows of values that carry all that qualifies them."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from programs.statistics.questions import Question
from programs.statistics.rules import Refusal

if TYPE_CHECKING:
    from programs.models import Indicator, Observation, Source, Territory
    from programs.statistics.ledger_reading import Decision


@dataclass(frozen=True)
class Row:
    """One value. `value` is None where it is missing or masked; `group` is the key of the row's `by`.

    `observations` are the rows of the ledger behind it: one where it is reported, one an event where computed.
    `others` are values of other sources for the same question, each a Row of its own.
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
    observations: tuple["Observation", ...]
    group: object = None
    masked: bool = False
    others: tuple["Row", ...] = ()
    preference: "Decision | None" = None

    @property
    def sources(self) -> list["Source"]:
        """The sources behind the value, each once, in the order of the ledger's codes."""
        return list({observation.source_id: observation.source for observation in self.observations}.values())

    @property
    def events(self) -> int:
        """How many distribution events are behind the value."""
        return len({observation.event_id for observation in self.observations if observation.event_id})


@dataclass(frozen=True)
class Answer:
    """Rows in a stable order, or a refusal; never both. No rows and no refusal: the ledger has nothing."""

    question: Question
    indicator: "Indicator | None" = None
    rows: list[Row] = field(default_factory=list)
    total: Row | None = None
    refusal: Refusal | None = None

    @property
    def row(self) -> Row | None:
        """The single row of a question without `by`."""
        return self.rows[0] if self.rows else None
