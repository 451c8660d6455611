"""From the cells of a question to what its answer will hold: which basis, which groups, which refusal.

Everything here is a pure function of cells and of the map of territories; what needs names comes in `faces`.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property

from programs.facts import DIMENSIONS
from programs.statistics import refusals
from programs.statistics.fold import rules
from programs.statistics.fold.cells import Cell, together
from programs.statistics.fold.rollup import SplitTerritory, territory_map
from programs.statistics.questions import Question
from programs.statistics.refusals import Refusal

#: Dimensions whose members are what they are called: no record of the ledger tells more of them.
PLAIN = tuple(one.code for one in DIMENSIONS if not one.model)


@dataclass
class Folded:
    """`groups` is {members: cell}; `ties` are values among which nothing tells which one answers; `indicators` are the
    ids of those that have values; `kept` are the cells of which groups were made."""

    question: Question
    basis: str = ""
    groups: dict[tuple, Cell] = field(default_factory=dict)
    ties: list[Cell] = field(default_factory=list)
    indicators: frozenset[int] = frozenset()
    refusal: Refusal | None = None
    left_out: int = 0
    kept: list[Cell] = field(default_factory=list)

    @property
    def cells(self) -> list[Cell]:
        return [*self.groups.values(), *self.ties]

    @cached_property
    def faces(self) -> dict[tuple, int]:
        """Return {members: the id of the observation that shows the records behind a group}.

        A single value is its own. Of sums with the same records one is enough, whatever the year: a table of years
        by territory needs one observation of each territory.
        """
        shared: dict[tuple, int] = {}
        return {
            members: cell.first if cell.parts == 1 else shared.setdefault(self._records(members), cell.first)
            for members, cell in self.groups.items()
        }

    @property
    def shown(self) -> set[int]:
        """Return the ids of all observations of which something is shown."""
        return {*self.faces.values(), *(cell.first for cell in self.ties)}

    def _records(self, members: tuple) -> tuple:
        return tuple(member for name, member in zip(self.question.by, members, strict=True) if name not in PLAIN)

    @cached_property
    def events(self) -> int:
        """How many events there are behind all groups, each counted once: cells of a breakdown may share them."""
        shared = {cell.beside for cell in self.kept if cell.beside}
        return sum(cell.events for cell in self.kept if not cell.beside) + sum(events for _first, events in shared)

    @property
    def dated(self) -> bool:
        return all(cell.period_type == "event" for cell in self.groups.values())


def fold(question: Question, of_events: list[Cell], reported: list[Cell]) -> Folded:
    """Answer with reported values where there are any, else with sums over events; never with a mixture."""
    if reported:
        said = replace(_as_reported(question, reported), indicators=_indicators(reported))
        if said.refusal is None or not of_events:
            return said
    return replace(_computed(question, of_events), indicators=_indicators(of_events))


def _indicators(cells: list[Cell]) -> frozenset[int]:
    return frozenset(cell.indicator for cell in cells)


def _as_reported(question: Question, cells: list[Cell]) -> Folded:
    if "year" in question.by and any(cell.period_type not in rules.SERIES_PERIODS for cell in cells):
        return Folded(question, "reported", ties=cells[:1], refusal=refusals.NO_TIME_SERIES)
    groups = defaultdict(list)
    for cell in cells:
        groups[cell.members(len(question.by))].append(cell)
    if tied := next((group for group in groups.values() if len(group) > 1), None):
        return Folded(question, "reported", ties=tied, refusal=refusals.SEVERAL_VALUES)
    return Folded(question, "reported", groups={members: group[0] for members, group in groups.items()})


def _computed(question: Question, cells: list[Cell]) -> Folded:
    groups, kept, left_out = defaultdict(list), [], 0
    for cell in cells:
        try:
            members = _members(question, cell)
        except SplitTerritory:
            return Folded(question, "computed", ties=cells[:1], refusal=refusals.SPLIT_TERRITORY)
        if None in members:
            left_out += cell.parts
        else:
            groups[members].append(cell)
            kept.append(cell)
    return Folded(
        question,
        "computed",
        groups={members: group[0] if len(group) == 1 else together(group) for members, group in groups.items()},
        left_out=left_out,
        kept=kept,
    )


def _members(question: Question, cell: Cell) -> tuple:
    """Return what a cell counts for; its place is that in the scheme asked for.

    Raises SplitTerritory where a part of it may lie outside of what is asked for.
    """
    members = cell.members(len(question.by))
    if not (question.scheme or question.territory) or question.exact_territory:
        return members
    if question.territory and cell.least_place in territory_map().within(question.territory)[1]:
        raise SplitTerritory(cell.least_place)
    if not question.scheme:
        return members
    holder = territory_map().in_scheme(cell.least_place, question.scheme)
    position = question.by.index("territory")
    return (*members[:position], holder, *members[position + 1 :])
