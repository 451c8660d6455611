"""Decide from the cells of a question which basis, groups and refusal its answer has.

Pure functions of cells and of the territory map; `programs.statistics.row_assembler` adds the records.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property

from programs.facts import DIMENSIONS
from programs.statistics import refusals
from programs.statistics.fold import rules
from programs.statistics.fold.cells import Cell, Keys, together
from programs.statistics.fold.rollup import SplitTerritory, territory_map
from programs.statistics.questions import Question
from programs.statistics.refusals import Refusal

#: Dimensions whose members are no records.
PLAIN = tuple(one.code for one in DIMENSIONS if not one.model)


@dataclass
class Folded:
    """`groups` is {keys: cell}; `ties` are values among which nothing decides; `indicators` are the ids of those with
    values; `kept` are the cells that the groups were made of."""

    question: Question
    basis: str = ""
    groups: dict[Keys, Cell] = field(default_factory=dict)
    ties: list[Cell] = field(default_factory=list)
    indicators: frozenset[int] = frozenset()
    refusal: Refusal | None = None
    left_out: int = 0
    kept: list[Cell] = field(default_factory=list)

    @property
    def cells(self) -> list[Cell]:
        return [*self.groups.values(), *self.ties]

    @cached_property
    def representatives(self) -> dict[Keys, int]:
        """{keys: id of the observation that carries the records of a group}.

        Sums of the same records share one: a table of years by territory needs one observation of each territory.
        """
        shared: dict[Keys, int] = {}
        return {
            keys: cell.first if cell.parts == 1 else shared.setdefault(self._records(keys), cell.first)
            for keys, cell in self.groups.items()
        }

    @property
    def shown(self) -> set[int]:
        """The ids of all observations that rows show."""
        return {*self.representatives.values(), *(cell.first for cell in self.ties)}

    def _records(self, keys: Keys) -> Keys:
        return tuple(key for name, key in zip(self.question.by, keys, strict=True) if name not in PLAIN)

    @cached_property
    def events(self) -> int:
        """The number of events behind all groups, each counted once: cells of a breakdown may share them."""
        shared = {cell.beside for cell in self.kept if cell.beside}
        return sum(cell.events for cell in self.kept if not cell.beside) + sum(events for _first, events in shared)


def fold(question: Question, computed: list[Cell], reported: list[Cell]) -> Folded:
    """Answer with reported values where there are any, else with sums over events; never with a mixture."""
    if reported:
        folded = replace(_reported(question, reported), indicators=_indicators(reported))
        if folded.refusal is None or not computed:
            return folded
    return replace(_computed(question, computed), indicators=_indicators(computed))


def _indicators(cells: list[Cell]) -> frozenset[int]:
    return frozenset(cell.indicator for cell in cells)


def _reported(question: Question, cells: list[Cell]) -> Folded:
    if "year" in question.by and any(cell.period_type not in rules.SERIES_PERIODS for cell in cells):
        return Folded(question, "reported", ties=cells[:1], refusal=refusals.NO_TIME_SERIES)
    groups = defaultdict(list)
    for cell in cells:
        groups[cell.keys(len(question.by))].append(cell)
    if tied := next((group for group in groups.values() if len(group) > 1), None):
        return Folded(question, "reported", ties=tied, refusal=refusals.SEVERAL_VALUES)
    return Folded(question, "reported", groups={keys: group[0] for keys, group in groups.items()})


def _computed(question: Question, cells: list[Cell]) -> Folded:
    groups: dict[Keys, list[Cell]] = defaultdict(list)
    kept, left_out = [], 0
    for cell in cells:
        try:
            keys = _keys(question, cell)
        except SplitTerritory:
            return Folded(question, "computed", ties=cells[:1], refusal=refusals.SPLIT_TERRITORY)
        if None in keys:
            left_out += cell.parts
        else:
            groups[keys].append(cell)
            kept.append(cell)
    return Folded(
        question,
        "computed",
        groups={keys: group[0] if len(group) == 1 else together(group) for keys, group in groups.items()},
        left_out=left_out,
        kept=kept,
    )


def _keys(question: Question, cell: Cell) -> Keys:
    """Return the keys of a cell, with its territory rolled up to the scheme of the question.

    Raises SplitTerritory where a part of it may lie outside the territory of the question.
    """
    keys = cell.keys(len(question.by))
    if not (question.scheme or question.territory) or question.exact_territory:
        return keys
    if question.territory and cell.least_territory in territory_map().within(question.territory)[1]:
        raise SplitTerritory(cell.least_territory)
    if not question.scheme:
        return keys
    holder = territory_map().in_scheme(cell.least_territory, question.scheme)
    position = question.by.index("territory")
    return (*keys[:position], holder, *keys[position + 1 :])
