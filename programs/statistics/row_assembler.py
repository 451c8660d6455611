"""Assemble answers from folded cells: look up the records behind each row, once for all questions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from programs.facts import (
    BREAKDOWN_CODES,
    DIMENSION_MODELS,
    DIMENSIONS_BY_CODE,
    BilingualName,
    Indicator,
    Observation,
    Source,
    Territory,
)
from programs.statistics import refusals
from programs.statistics.answers import Answer, Member, Row, order_of
from programs.statistics.compile.selection import REQUIRED
from programs.statistics.fold.cells import Cell, Key, decode_flags, together
from programs.statistics.fold.groups import Folded
from programs.statistics.questions import Question
from programs.statistics.records import Observations, by_id, rivals_of
from programs.statistics.sources.decisions import restore_sources
from programs.statistics.sources.series import one_row, series_of


class RowAssembler:
    """Turns folded questions about one moment into answers. `indicators` are {code: record}."""

    def __init__(self, folded: list[Folded], moment: datetime, indicators: dict[str, Indicator]):
        self.folded = folded
        self.moment = moment
        self.indicators = indicators
        self.indicators_by_id = {indicator.pk: indicator for indicator in indicators.values()}
        self.cells = [cell for one in folded for cell in one.cells]
        self.observations = Observations({pk for one in folded for pk in one.shown}, moment)
        territories = {cell.territory for cell in self.cells if cell.territory} | self._ids_of("territory")
        self.territories = by_id(Territory, territories, ("scheme",))
        self.members: dict[str, dict[int, BilingualName]] = {
            name: by_id(model, self._ids_of(name)) for name, model in DIMENSION_MODELS.items() if name != "territory"
        }
        self.series = self._contested_series()
        self.sources = by_id(Source, {pk for cell in self.cells for pk in cell.sources})
        restore_sources(self.sources.values(), moment)
        self._sorted_sources: dict[tuple[int, ...], tuple[Source, ...]] = {}

    def _ids_of(self, name: str) -> set[int]:
        """Return the ids of the members of a dimension that have rows of their own."""
        keys = (
            group[one.question.by.index(name)] for one in self.folded if name in one.question.by for group in one.groups
        )
        return {key for key in keys if isinstance(key, int)}

    def _contested_series(self) -> dict[int, list[Observation]]:
        """Return {id: the observations of its series, itself first} for contested single values."""
        ids = {cell.first for cell in self.cells if cell.contested}
        if not ids:
            return {}
        rivals = rivals_of(ids, self.moment)
        self.observations.ids.update(one.pk for one in rivals)
        for one in rivals:
            one.indicator = self.indicators_by_id[one.indicator_id]
            one.territory = self.territories[one.territory_id]
        return {
            one.pk: [one, *(other for other in series if other is not one)]
            for series in series_of(rivals)
            for one in series
            if one.pk in ids
        }

    def answers(self) -> list[Answer]:
        return [self._answer(folded) for folded in self.folded]

    def _answer(self, folded: Folded) -> Answer:
        question = folded.question
        if not folded.cells:
            return Answer(question, left_out=folded.left_out)
        indicators = [self.indicators[code] for code in question.indicators if code in self.indicators]
        refusal = folded.refusal
        if "|" in question.indicator:
            # The indicators of a measure: only those with values count, and they are never added up.
            indicators = [indicator for indicator in indicators if indicator.pk in folded.indicators]
            refusal = refusals.SEVERAL_INDICATORS if len(indicators) > 1 else refusal
        refusal = refusal or not_summable(folded, indicators)
        if refusal:
            return Answer(question, indicators[0], refusal=self._with_candidates(refusal, folded))
        members = [self._member_lookup(name) for name in question.by]
        rows = []
        for keys, cell in folded.groups.items():
            if cell.contested:
                row = self._contested_row(cell)
            else:
                row = self._plain_row(folded, cell, indicators[0], folded.representatives[keys])
            row.groups = tuple(member(key) for member, key in zip(members, keys, strict=True))
            row.asked = question
            rows.append(row)
        rows.sort(key=lambda row: tuple(map(order_of, row.groups)))
        return Answer(question, indicators[0], rows, partial(self._total, folded, indicators[0]), None, folded.left_out)

    def _contested_row(self, cell: Cell) -> Row:
        row = one_row(self.series[cell.first])
        others = tuple(replace(other, observations=self.observations) for other in row.others)
        return replace(row, observations=self.observations, others=others)

    def _member_lookup(self, name: str) -> Callable[[Key], Member]:
        """Return the function from a key of a dimension to its member."""
        choices = DIMENSIONS_BY_CODE[name].choices
        if choices:
            return lambda key: choices(str(key))
        if name == "year":
            return lambda key: int(key or 0)
        records = self.territories if name == "territory" else self.members[name]
        return lambda key: records[int(key or 0)]

    def _plain_row(self, folded: Folded, cell: Cell, indicator: Indicator, observation_id: int) -> Row:
        """Return a sum, under the first indicator of the question, or an uncontested single value."""
        total, flags = cell.total, decode_flags(cell.flags)
        row = Row(
            indicator=self.indicators_by_id[cell.indicator] if cell.parts == 1 else indicator,
            role=folded.question.role,
            basis=folded.basis,
            value=total.value,
            value_high=total.value_high,
            qualifier=cell.qualifier if cell.parts == 1 else total.qualifier,
            status=total.status,
            period_type=cell.period_type,
            period_start=cell.period_start,
            period_end=cell.period_end,
            territory=self.territories.get(cell.territory) if cell.territory else None,
            observation_id=observation_id,
            observations=self.observations,
            parts=cell.parts,
            events=cell.events,
            sources=self._sources_of(tuple(cell.sources)),
            released_at=cell.released_at,
            corrected=flags.corrected,
            disputed=flags.disagree,
        )
        return row.suppressed() if flags.small else row

    def _total(self, folded: Folded, indicator: Indicator) -> Row | None:
        """Return the sum of the rows, where they are summable parts."""
        if folded.basis != "computed" or not folded.question.by or len(folded.groups) < 2:
            return None
        dated = all(cell.period_type == "event" for cell in folded.groups.values())
        if not dated or indicator.aggregation != Indicator.Aggregation.ADDITIVE:
            return None
        cell = together(folded.groups.values())._replace(events=folded.events)
        whole = not folded.left_out and not set(folded.question.by) & {*BREAKDOWN_CODES, *REQUIRED}
        row = self._plain_row(folded, cell, indicator, next(iter(folded.representatives.values())))
        row.asked = replace(folded.question, by=(), scheme="") if whole else None
        return row

    def _sources_of(self, ids: tuple[int, ...]) -> tuple[Source, ...]:
        """Return sources by code; cached, as thousands of rows share the same ones."""
        if ids not in self._sorted_sources:
            found = (self.sources[pk] for pk in ids)
            self._sorted_sources[ids] = tuple(sorted(found, key=lambda source: source.code))
        return self._sorted_sources[ids]

    def _with_candidates(self, refusal: refusals.Refusal, folded: Folded) -> refusals.Refusal:
        """Add a narrower question for each of several values or indicators."""
        question = folded.question
        if refusal is refusals.SEVERAL_INDICATORS:
            candidates = [replace(question, indicator=code) for code in question.indicators]
        elif refusal is refusals.SEVERAL_VALUES:
            candidates = [narrower(question, self.observations[cell.first]) for cell in folded.ties]
        else:
            return refusal
        return replace(refusal, candidates=tuple(dict.fromkeys(candidates)))


def not_summable(folded: Folded, indicators: list[Indicator]) -> refusals.Refusal | None:
    """Return why values of events cannot be summed. Listing events one by one sums nothing."""
    if folded.basis != "computed":
        return None
    if len({(i.unit_id, i.statistical_unit, i.currency) for i in indicators}) > 1:
        return refusals.ACROSS_UNITS
    if len({i.measure for i in indicators}) > 1:
        return refusals.ACROSS_MEASURES
    listed = folded.question.event or "event" in folded.question.by
    additive = all(i.aggregation == Indicator.Aggregation.ADDITIVE for i in indicators)
    if additive or (listed and all(cell.parts == 1 for cell in folded.groups.values())):
        return None
    return refusals.NOT_ADDITIVE


def narrower(question: Question, observation: Observation) -> Question:
    """Return the question for one of several values: with its programme, territory and period type."""
    return replace(
        question,
        program=observation.program.code if observation.program else question.program,
        territory=observation.territory.ref if "territory" not in question.by else question.territory,
        period_type=observation.period_type,
    )
