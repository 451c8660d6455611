"""What the database folds: what is asked at one moment, as one statement, however many questions and observations.

A cell is what observations of one group add up to, or a single reported value. Cells can be added to cells, so that
places are rolled up, and totals made, without asking again.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from programs.statistics.compile.statement import CONDITIONS, QUALIFIERS, STATUSES
from programs.statistics.fold import rules

_QUALIFIERS, _STATUSES = frozenset(QUALIFIERS), frozenset(STATUSES)


class Told(NamedTuple):
    """What the flags of a cell say: the qualifiers (but "exact") and statuses of its known parts, and whether a part
    is small, one where sources disagree, or a correction."""

    qualifiers: frozenset[str]
    statuses: frozenset[str]
    small: bool
    disagree: bool
    corrected: bool


@cache
def told(flags: int) -> Told:
    said = {name for place, name in enumerate(CONDITIONS) if flags >> place & 1}
    return Told(said & _QUALIFIERS, said & _STATUSES, "small" in said, "disagree" in said, "corrected" in said)


class Cell(NamedTuple):
    """A row of the statement as it comes, for answers may list thousands.

    `bottom` and `top` are the sums of the lower and the upper ends of `known` parts out of `parts`.

    `indicator` is its id (of a sum of several that of one of them), `event` the code of the event asked for, if any. Of
    places and types of periods there are the least and the greatest, which tell whether there are several. `sources` are
    ids, `first` is the id of one of its observations. `flags` is read by `told`. `qualifier` and `decided` are said of a
    single value: its own qualifier, and when a decision preferred it.
    """

    term: int
    indicator: int
    event: str | None
    first_member: str | None
    second_member: str | None
    least_place: int
    most_place: int
    parts: int
    known: int
    bottom: Decimal
    top: Decimal
    events: int
    period_start: date | None
    period_end: date | None
    sources: Sequence[int]
    first: int
    versions: int
    released_at: datetime
    least_type: str
    most_type: str
    qualifier: str
    flags: int
    decided: datetime | str | None
    least_event: int | None
    events_beside: int | None

    @property
    def place(self) -> int | None:
        """The id of its territory; None where there are several."""
        return self.least_place if self.least_place == self.most_place else None

    @property
    def period_type(self) -> str:
        return self.least_type if self.least_type == self.most_type else "unstated"

    @property
    def contested(self) -> bool:
        """Whether a single value is not alone in its series, or is preferred by a decision."""
        return self.parts == 1 and (self.versions > 1 or bool(self.decided))

    @property
    def beside(self) -> tuple[int, int] | None:
        """In a breakdown, whose cells may share events: an id that stands for all events behind this cell and those that
        differ from it in the breakdown only, and how many these are."""
        return (self.least_event, self.events_beside) if self.least_event is not None else None

    @property
    def total(self) -> rules.Sum:
        said = told(self.flags)
        return rules.total(
            bottom=self.bottom,
            top=self.top,
            qualifiers=said.qualifiers,
            statuses=said.statuses,
            known=self.known,
            missing=self.parts - self.known,
        )

    def members(self, dimensions: int) -> tuple:
        """Return the ids (or years, or words) of its dimensions, in the order of the question's `by`; None where the
        value has none."""
        if dimensions == 1:
            return (_member(self.first_member),)
        return (_member(self.first_member), _member(self.second_member)) if dimensions else ()


def _member(text: str | None) -> int | str | None:
    """All terms of a statement have the same columns: ids and years come as texts, as words do. None belongs to none."""
    return int(text) if text and text.isdecimal() else text


def together(cells: Collection[Cell]) -> Cell:
    """Add cells to one, which stands for what the first of them does. In one turn: a total may be of thousands."""
    first = next(iter(cells))
    parts = known = events = flags = 0
    bottom = top = Decimal(0)
    for cell in cells:
        parts += cell.parts
        known += cell.known
        events += cell.events
        bottom += cell.bottom
        top += cell.top
        flags |= cell.flags
    return first._replace(
        least_place=min(cell.least_place for cell in cells),
        most_place=max(cell.most_place for cell in cells),
        parts=parts,
        known=known,
        bottom=bottom,
        top=top,
        events=events,
        period_start=min((cell.period_start for cell in cells if cell.period_start), default=None),
        period_end=max((cell.period_end for cell in cells if cell.period_end), default=None),
        sources=sorted({pk for cell in cells for pk in cell.sources}),
        first=min(cell.first for cell in cells),
        versions=max(cell.versions for cell in cells),
        released_at=max(cell.released_at for cell in cells),
        least_type=min(cell.least_type for cell in cells),
        most_type=max(cell.most_type for cell in cells),
        flags=flags,
    )
