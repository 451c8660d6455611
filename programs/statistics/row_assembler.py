"""From folded cells to rows that can be read: the names, sources and notes of what is behind each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.db.models import Model

from programs.facts import BREAKDOWN_CODES, DIMENSIONS_BY_CODE, Indicator, Observation, Source, Territory
from programs.statistics import refusals
from programs.statistics.answers import Answer, Asked, Member, Row, order_of
from programs.statistics.compile.selection import REQUIRED
from programs.statistics.fold.cells import Cell, together, told
from programs.statistics.fold.groups import Folded
from programs.statistics.questions import Question
from programs.statistics.records import MEMBERS, Observations, by_id, rivals_of
from programs.statistics.sources.past_sources import tell_as_of
from programs.statistics.sources.series import one_row, series_of


class Faces:
    """What the rows of some folded questions show of the ledger."""

    def __init__(self, folded: list[Folded], moment: datetime, indicators: dict[str, Indicator]):
        self.folded = folded
        self.moment = moment
        self.indicators = indicators
        self.indicators_by_id = {indicator.pk: indicator for indicator in indicators.values()}
        self.cells = [cell for draft in folded for cell in draft.cells]
        self.observations = Observations({pk for draft in folded for pk in draft.shown}, moment)
        self.territories = self._territories()
        self.members = self._members()
        self.series = self._contested_series()
        self.sources = by_id(Source, {pk for cell in self.cells for pk in cell.sources})
        tell_as_of(self.sources.values(), moment)
        self._listed_sources: dict[tuple[int, ...], tuple[Source, ...]] = {}

    def _territories(self) -> dict[int, Territory]:
        wanted = {cell.place for cell in self.cells} - {None}
        wanted |= self._asked_for("territory")
        return by_id(Territory, wanted, ("scheme",))

    def _members(self) -> dict[str, dict[int, Model]]:
        return {name: by_id(model, self._asked_for(name)) for name, model in MEMBERS.items()}

    def _asked_for(self, name: str) -> set[int]:
        """Return the ids of the members of a dimension that have rows of their own."""
        drafts = [draft for draft in self.folded if name in draft.question.by]
        return {members[draft.question.by.index(name)] for draft in drafts for members in draft.groups}

    def _contested_series(self) -> dict[int, list[Observation]]:
        """Return {id: all observations of its series, itself first} for single values that are not alone in it, or
        that a decision prefers."""
        wanted = {cell.first for cell in self.cells if cell.contested}
        if not wanted:
            return {}
        rivals = rivals_of(wanted, self.moment)
        self.observations.ids.update(one.pk for one in rivals)
        for one in rivals:
            one.indicator = self.indicators_by_id[one.indicator_id]
            one.territory = self.territories[one.territory_id]
        return {
            one.pk: [one, *(other for other in series if other is not one)]
            for series in series_of(rivals)
            for one in series
            if one.pk in wanted
        }

    def answers(self) -> list[Answer]:
        return [self._answer(draft) for draft in self.folded]

    def _answer(self, draft: Folded) -> Answer:
        question = draft.question
        if not draft.cells:
            return Answer(question, left_out=draft.left_out)
        # Of a measure only those that have values; what is to be added up is asked for, with values or without.
        asked = [self.indicators[code] for code in question.indicators if code in self.indicators]
        if "|" in question.indicator:
            asked = [indicator for indicator in asked if indicator.pk in draft.indicators]
        several = refusals.SEVERAL_INDICATORS if len(asked) > 1 and "|" in question.indicator else None
        refusal = several or draft.refusal or may_not_be_summed(draft, asked)
        if refusal:
            return Answer(question, asked[0], refusal=self._with_near_ones(refusal, draft))
        finders = [self._found(name) for name in question.by]
        said = Asked(question, draft.basis)
        rows = [
            self._row(draft, members, cell, asked[0], tuple(map(_call, finders, members)), said)
            for members, cell in draft.groups.items()
        ]
        rows.sort(key=lambda row: tuple(map(order_of, row.groups)))
        sum_up = partial(self._total, draft, asked[0])
        return Answer(question, asked[0], rows, sum_up, left_out=draft.left_out)

    def _row(
        self,
        draft: Folded,
        members: tuple,
        cell: Cell,
        indicator: Indicator,
        groups: tuple[Member, ...],
        asked: Asked,
    ) -> Row:
        if cell.contested:
            row = one_row(self.series[cell.first], groups=groups, asked=asked)
            return self._read_later(row, others=tuple(self._read_later(other) for other in row.others))
        return self._plain(draft, cell, indicator, draft.faces[members], groups, asked)

    def _found(self, name: str) -> Callable[[int | str], Member]:
        """Return what finds a member of a dimension."""
        if name == "year":
            return int
        if choices := DIMENSIONS_BY_CODE[name].choices:
            return lambda member: choices(str(member))
        return (self.territories if name == "territory" else self.members[name]).__getitem__

    def _read_later(self, row: Row, **changes) -> Row:
        """Leave the records that only `Row.observation` shows to who asks for them."""
        return replace(row, observations=self.observations, **changes)

    def _plain(
        self,
        draft: Folded,
        cell: Cell,
        indicator: Indicator,
        face: int,
        groups: tuple[Member, ...],
        asked: Asked | None,
    ) -> Row:
        """Return a sum, under the indicator that is named first, or a value that stands alone in its series."""
        total, said = cell.total, told(cell.flags)
        row = Row(
            indicator=self.indicators_by_id[cell.indicator] if cell.parts == 1 else indicator,
            role=draft.question.role,
            basis=draft.basis,
            value=total.value,
            value_high=total.value_high,
            qualifier=cell.qualifier if cell.parts == 1 else total.qualifier,
            status=total.status,
            period_type=cell.period_type,
            period_start=cell.period_start,
            period_end=cell.period_end,
            territory=self.territories.get(cell.place),
            observation_id=face,
            observations=self.observations,
            parts=cell.parts,
            events=cell.events,
            sources=self._sources_of(tuple(cell.sources)),
            released_at=cell.released_at,
            corrected=said.corrected,
            groups=groups,
            asked=asked,
            disputed=said.disagree,
        )
        return row.suppressed() if said.small else row

    def _total(self, draft: Folded, indicator: Indicator) -> Row | None:
        """Return the sum of the rows, where they are parts of one that may be summed."""
        if draft.basis != "computed" or not draft.question.by or len(draft.groups) < 2:
            return None
        if not draft.dated or indicator.aggregation != Indicator.Aggregation.ADDITIVE:
            return None
        cell = together(draft.groups.values())._replace(events=draft.events)
        whole = not draft.left_out and not set(draft.question.by) & {*BREAKDOWN_CODES, *REQUIRED}
        asked = Asked(replace(draft.question, by=(), scheme=""), draft.basis) if whole else None
        return self._plain(draft, cell, indicator, next(iter(draft.faces.values())), (), asked)

    def _sources_of(self, ids: tuple[int, ...]) -> tuple[Source, ...]:
        """Return sources by their codes. Most of thousands of rows have the same ones."""
        if ids not in self._listed_sources:
            found = (self.sources[pk] for pk in ids)
            self._listed_sources[ids] = tuple(sorted(found, key=lambda source: source.code))
        return self._listed_sources[ids]

    def _with_near_ones(self, refusal: refusals.Refusal, draft: Folded) -> refusals.Refusal:
        """Remember narrower questions, one for each of several things among which the ledger does not choose."""
        if refusal is refusals.SEVERAL_INDICATORS:
            return replace(
                refusal, candidates=tuple(replace(draft.question, indicator=code) for code in draft.question.indicators)
            )
        if refusal is not refusals.SEVERAL_VALUES:
            return refusal
        near = [narrower(draft.question, self.observations[cell.first]) for cell in draft.ties]
        return replace(refusal, candidates=tuple(dict.fromkeys(near)))


def _call(find: Callable[[int | str], Member], member: int | str) -> Member:
    return find(member)


def may_not_be_summed(draft: Folded, indicators: list[Indicator]) -> refusals.Refusal | None:
    """Return why values of events are no sum; a list of events one by one is none."""
    if draft.basis != "computed":
        return None
    if len({(i.unit_id, i.statistical_unit, i.currency) for i in indicators}) > 1:
        return refusals.ACROSS_UNITS
    if len({i.measure for i in indicators}) > 1:
        return refusals.ACROSS_MEASURES
    listed = draft.question.event or "event" in draft.question.by
    additive = all(i.aggregation == Indicator.Aggregation.ADDITIVE for i in indicators)
    if additive or (listed and all(cell.parts == 1 for cell in draft.groups.values())):
        return None
    return refusals.NOT_ADDITIVE


def narrower(question: Question, observation: Observation) -> Question:
    """Return the question for one of several values: with its programme, its place and its period."""
    return replace(
        question,
        program=observation.program.code if observation.program else question.program,
        territory=observation.territory.ref if "territory" not in question.by else question.territory,
        period_type=observation.period_type,
    )
