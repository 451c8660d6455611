"""What the database folds: what is asked at one moment, as one statement, however many questions and observations.

A cell is what observations of one group add up to, or a single reported value. Cells can be added to cells, so that
places are rolled up, and totals made, without asking again.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from django.db import connections

from programs.models.indicators import Indicator
from programs.models.observations import Observation
from programs.statistics import rules, selection
from programs.statistics.statement import CONDITIONS, QUALIFIERS, STATUSES, Folding, Term, folded
from programs.statistics.stored import day_of, decimal_of, ids_of, moment_of

#: A compound statement has a limit in SQLite (SQLITE_MAX_COMPOUND_SELECT is 500).
TERMS = 200

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


@dataclass(slots=True)
class Cell:
    """Never changed once made; not frozen, for answers of thousands of rows make as many, and that has its cost.

    `bottom` and `top` are the sums of the lower and the upper ends of `known` parts out of `parts`.

    `indicator` is its code (of a sum of several that of one of them), `event` that of the event asked for, if any.
    `members` are the ids (or years, or words) of the dimensions, in the order of the question's `by`; None where the value
    has none. `first` is the id of one of its observations. `flags` is read by `told`. `qualifier` and `decided` are said of
    a single value: its own qualifier, and whether a decision prefers it. `beside` is said in a breakdown, whose cells may
    share events: (an id that stands for all events behind this cell and those that differ from it in the breakdown only,
    how many these are).
    """

    term: int
    indicator: str
    event: str | None
    members: tuple
    territories: frozenset[int]
    parts: int
    known: int
    bottom: Decimal
    top: Decimal
    events: int
    period_start: date | None
    period_end: date | None
    sources: frozenset[int]
    first: int
    versions: int
    released_at: datetime
    period_type: str
    qualifier: str
    flags: int
    decided: bool
    beside: tuple[int, int] | None

    @property
    def contested(self) -> bool:
        """Whether a single value is not alone in its series, or is preferred by a decision."""
        return self.parts == 1 and (self.versions > 1 or self.decided)

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


def together(cells: Collection[Cell]) -> Cell:
    """Add cells to one, which stands for what the first of them does. In one turn: a total may be of thousands."""
    first = next(iter(cells))
    if len(cells) == 1:
        return first
    parts = known = events = flags = 0
    bottom = top = Decimal(0)
    for cell in cells:
        parts += cell.parts
        known += cell.known
        events += cell.events
        bottom += cell.bottom
        top += cell.top
        flags |= cell.flags
    types = {cell.period_type for cell in cells}
    return replace(
        first,
        territories=frozenset().union(*(cell.territories for cell in cells)),
        parts=parts,
        known=known,
        bottom=bottom,
        top=top,
        events=events,
        period_start=min((cell.period_start for cell in cells if cell.period_start), default=None),
        period_end=max((cell.period_end for cell in cells if cell.period_end), default=None),
        sources=frozenset().union(*(cell.sources for cell in cells)),
        first=min(cell.first for cell in cells),
        versions=max(cell.versions for cell in cells),
        released_at=max(cell.released_at for cell in cells),
        period_type=first.period_type if len(types) == 1 else "unstated",
        flags=flags,
    )


def read(terms: list[Term], moment: datetime, indicators: dict[str, Indicator]) -> list[Cell]:
    """Return the cells of all terms. One statement, unless there are more terms than one may have.

    `indicators` are {code: record} of those that exist: what counts too few people is a constant of the statement, and
    the database knows how many observations to expect.
    """
    selections: dict[Term, list[Folding]] = defaultdict(list)
    for number, term in enumerate(terms):
        if known := tuple(sorted(indicators[code].pk for code in term.indicators if code in indicators)):
            selections[term.selected].append(Folding(number, term, known))
    records = {indicator.pk: indicator for indicator in indicators.values()}
    asked = list(selections.items())
    codes = {indicator.pk: code for code, indicator in indicators.items()}
    cells = []
    for start in range(0, len(asked), TERMS):
        rows = _read(asked[start : start + TERMS], moment, records)
        cells += (_cell(row, codes, len(terms[row[0]].question.by)) for row in rows)
    return cells


def _read(
    selections: list[tuple[Term, list[Folding]]], moment: datetime, indicators: dict[int, Indicator]
) -> list[tuple]:
    current = Observation.objects.as_of(moment)
    connection = connections[current.db]
    statements, parameters = [], []
    for selected, foldings in selections:
        ids = sorted({pk for folding in foldings for pk in folding.indicators})
        candidates = current.filter(indicator__in=ids)
        if selected.events:
            candidates = candidates.filter(event__code__in=sorted(selected.events))
        kept = (selection.as_reported if selected.reported else selection.of_events)(selected.question, candidates)
        dimensions = dict.fromkeys(name for folding in foldings for name in folding.term.question.by)
        rows, columns = selection.prepared(
            selected.question, kept, [indicators[pk] for pk in ids], dimensions, reported=selected.reported
        )
        sql, given = folded(rows, columns, ids, foldings, moment, connection)
        statements.append(sql)
        parameters += given
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), parameters)
        return cursor.fetchall()


def _cell(row: tuple, codes: dict[int, str], dimensions: int) -> Cell:
    (
        term, indicator, event, first, second, least_place, most_place,
        parts, known, bottom, top,
        events, period_start, period_end, sources, representative,
        versions, released_at, least_type, most_type, qualifier,
        flags, decided, least_event, events_beside,
    ) = row  # fmt: skip
    low = decimal_of(bottom)
    return Cell(
        term,
        codes[indicator],
        event,
        tuple(map(_member, (first, second)[:dimensions])),
        frozenset((least_place, most_place)),
        parts,
        known,
        low,
        low if top == bottom else decimal_of(top),
        events,
        day_of(period_start),
        day_of(period_end),
        ids_of(sources),
        representative,
        versions,
        moment_of(released_at),
        least_type if least_type == most_type else "unstated",
        qualifier,
        flags,
        bool(decided),
        (least_event, events_beside) if least_event is not None else None,
    )


def _member(text: str | None) -> int | str | None:
    """All terms of a statement have the same columns: ids and years come as texts, as words do. None belongs to none."""
    return int(text) if text and text.isdecimal() else text
