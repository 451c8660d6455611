"""Cells: the sum of the observations of one group, or a single reported value, as the database returns them.

Cells add up to cells, so that territories are rolled up and totals made without another statement.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import NamedTuple, TypeAlias

from programs.statistics.compile.statement import CONDITIONS, QUALIFIERS, STATUSES
from programs.statistics.fold import rules

#: A member of a dimension: an id, a year, or a word of a closed list; None where a value has none.
Key: TypeAlias = int | str | None

#: One key for each dimension, in the order of the question's `by`.
Keys: TypeAlias = tuple[Key, ...]


class CellFlags(NamedTuple):
    """Qualifiers (but "exact") and statuses of the known parts, and whether any part is small, disputed by a source, or
    a correction."""

    qualifiers: frozenset[str]
    statuses: frozenset[str]
    small: bool
    disagree: bool
    corrected: bool


@cache
def decode_flags(flags: int) -> CellFlags:
    names = frozenset(name for bit, name in enumerate(CONDITIONS) if flags >> bit & 1)
    return CellFlags(
        names & {*QUALIFIERS}, names & {*STATUSES}, "small" in names, "disagree" in names, "corrected" in names
    )


class Cell(NamedTuple):
    """A row of the statement, unconverted, as answers may list thousands.

    `subquery` is the position of its subquery, `indicator` an id (one of several in a sum over indicators), `event` the
    code of the event asked for, if any. `bottom` and `top` are the sums of the lower and upper ends of the `known` ones
    among `parts`. Of territories and period types there are least and greatest, which differ where there are several.
    `sources` are ids, `first` is the id of one observation, `flags` are for `decode_flags`. `qualifier` and `decided`
    (when a decision preferred it) belong to a single value.
    """

    subquery: int
    indicator: int
    event: str | None
    first_key: str | None
    second_key: str | None
    least_territory: int
    most_territory: int
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
    def territory(self) -> int | None:
        """The id of its territory; None where there are several."""
        return self.least_territory if self.least_territory == self.most_territory else None

    @property
    def period_type(self) -> str:
        return self.least_type if self.least_type == self.most_type else "unstated"

    @property
    def contested(self) -> bool:
        """Whether it is a single value with rivals in its series, or one that a decision prefers."""
        return self.parts == 1 and (self.versions > 1 or bool(self.decided))

    @property
    def beside(self) -> tuple[int, int] | None:
        """In a breakdown, whose cells share events: an id for the set of events behind this cell and those that differ
        in the breakdown only, and their number."""
        return (
            None if self.least_event is None or self.events_beside is None else (self.least_event, self.events_beside)
        )

    @property
    def total(self) -> rules.Sum:
        flags = decode_flags(self.flags)
        return rules.total(
            bottom=self.bottom,
            top=self.top,
            qualifiers=flags.qualifiers,
            statuses=flags.statuses,
            known=self.known,
            missing=self.parts - self.known,
        )

    def keys(self, dimensions: int) -> Keys:
        """Return the keys of its first dimensions (0 to 2)."""
        return (_key(self.first_key), _key(self.second_key))[:dimensions]


def _key(text: str | None) -> Key:
    """Restore a key from text, which the shared columns of all subqueries need."""
    return int(text) if text and text.isdecimal() else text


def together(cells: Collection[Cell]) -> Cell:
    """Add cells up to one, which keeps the keys of the first."""
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
        least_territory=min(cell.least_territory for cell in cells),
        most_territory=max(cell.most_territory for cell in cells),
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
