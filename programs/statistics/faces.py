"""From folded cells to rows that can be read: the names, sources and notes of what is behind each."""

from dataclasses import replace
from datetime import datetime
from functools import reduce
from operator import add

from django.db.models import Q

from programs.models.indicators import Indicator
from programs.models.observations import Observation
from programs.models.sources import Source
from programs.models.territories import Territory
from programs.models.vocabulary import AgeBand, Sex
from programs.statistics import refusals
from programs.statistics.answers import Answer, Member, Row, code_of, order_of
from programs.statistics.cells import Cell
from programs.statistics.decisions import RELATED, with_decisions
from programs.statistics.disclosure import small_count
from programs.statistics.folding import Folded
from programs.statistics.questions import Question
from programs.statistics.selection import BREAKDOWNS, ListedIds
from programs.statistics.series import one_row, rank
from programs.statistics.sharing import sharing_records

CLOSED_LISTS = {"sex": Sex, "age_band": AgeBand}


class Faces:
    """What the rows of some folded questions show of the ledger."""

    def __init__(self, folded: list[Folded]):
        self.folded = folded
        self.observations: dict[int, Observation] = {}
        self.series: dict[str, list[Observation]] = {}
        self.indicators: dict[str, Indicator] = {}
        self.sources: dict[int, Source] = {}
        self.territories: dict[int, Territory] = {}

    @classmethod
    def of(cls, folded: list[Folded], moment: datetime) -> "Faces":
        faces = cls(folded)
        cells = [cell for draft in folded for cell in draft.cells]
        if cells:
            faces._read_observations(cells, moment)
            faces._read_sources(cells)
            faces._read_territories()
        return faces

    def _read_observations(self, cells: list[Cell], moment: datetime) -> None:
        """One statement: single values, an observation for the records of each sum, and what single values dispute."""
        wanted = Q(pk__in=ListedIds(sorted({pk for draft in self.folded for pk in draft.shown})))
        if disputed := sorted({cell.first for cell in cells if cell.parts == 1 and cell.versions > 1}):
            keys = Observation.objects.filter(pk__in=ListedIds(disputed)).values("series_key")
            wanted |= Q(series_key__in=keys)
        found = with_decisions(Observation.objects.as_of(moment).filter(wanted), moment)
        if any(draft.question.as_of for draft in self.folded):
            found = found.annotate(small=small_count(past=True))
        for observation in sharing_records(found, RELATED):
            self.observations[observation.pk] = observation
            self.series.setdefault(observation.series_key, []).append(observation)
            self.indicators[observation.indicator.code] = observation.indicator

    def _read_sources(self, cells: list[Cell]) -> None:
        self.sources = {observation.source_id: observation.source for observation in self.observations.values()}
        wanted = {pk for cell in cells for pk in cell.sources} - set(self.sources)
        if wanted:
            self.sources |= Source.objects.in_bulk(wanted)

    def _read_territories(self) -> None:
        self.territories = {o.territory_id: o.territory for o in self.observations.values()}
        wanted = {
            members[draft.question.by.index("territory")]
            for draft in self.folded
            if "territory" in draft.question.by
            for members in draft.groups
        } - set(self.territories)
        if wanted:
            found = Territory.objects.filter(pk__in=wanted).select_related("scheme")
            self.territories |= {territory.pk: territory for territory in found}

    def answers(self) -> list[Answer]:
        return [self._answer(draft) for draft in self.folded]

    def _answer(self, draft: Folded) -> Answer:
        question = draft.question
        if not draft.cells:
            return Answer(question, left_out=draft.left_out)
        asked = [self.indicators[code] for code in question.indicators if code in self.indicators]
        several = refusals.SEVERAL_INDICATORS if len(asked) > 1 and "|" in question.indicator else None
        refusal = several or draft.refusal or may_not_be_summed(draft, asked)
        if refusal:
            return Answer(question, asked[0], refusal=self._with_near_ones(refusal, draft))
        rows = sorted(
            (self._row(draft, members, cell) for members, cell in draft.groups.items()),
            key=lambda row: [order_of(member) for member in row.groups],
        )
        return Answer(question, asked[0], rows, self._total(draft, asked[0]), left_out=draft.left_out)

    def _row(self, draft: Folded, members: tuple, cell: Cell) -> Row:
        observation = self.observations[draft.faces[members]]
        groups = tuple(
            self._member(name, member, observation) for name, member in zip(draft.question.by, members, strict=True)
        )
        row = self._single if cell.parts == 1 else self._sum
        return row(cell, observation, groups, narrowed(draft.question, groups, draft.basis))

    def _member(self, name: str, member: int | str, observation: Observation) -> Member:
        if name == "year":
            return member
        if name in CLOSED_LISTS:
            return CLOSED_LISTS[name](member)
        if name == "territory":
            return self.territories[member]
        return getattr(observation, name)

    def _single(self, cell: Cell, observation: Observation, groups: tuple[Member, ...], question: Question) -> Row:
        others = [o for o in self.series[observation.series_key] if o.pk != observation.pk]
        return one_row([observation, *sorted(others, key=rank)], groups=groups, question=question)

    def _sum(self, cell: Cell, observation: Observation, groups: tuple[Member, ...], question: Question | None) -> Row:
        total = cell.total
        masked = cell.small
        place = next(iter(cell.territories)) if len(cell.territories) == 1 else None
        return Row(
            indicator=observation.indicator,
            role=observation.role,
            basis="computed",
            value=None if masked else total.value,
            value_high=None if masked else total.value_high,
            qualifier=total.qualifier,
            status=total.status,
            period_type=cell.period_type,
            period_start=cell.period_start,
            period_end=cell.period_end,
            territory=self.territories.get(place),
            observation=observation,
            parts=cell.parts,
            events=cell.events,
            sources=tuple(sorted((self.sources[pk] for pk in cell.sources), key=lambda source: source.code)),
            released_at=cell.released_at,
            corrected=cell.corrected,
            groups=groups,
            question=question,
            masked=masked,
            disputed=cell.disagree,
        )

    def _total(self, draft: Folded, indicator: Indicator) -> Row | None:
        """Return the sum of the rows, where they are parts of one that may be summed."""
        if draft.basis != "computed" or not draft.question.by or len(draft.groups) < 2:
            return None
        if not draft.dated or indicator.aggregation != Indicator.Aggregation.ADDITIVE:
            return None
        cell = reduce(add, draft.groups.values())
        whole = not draft.left_out and not set(draft.question.by) & {*BREAKDOWNS, "edition", "program"}
        question = replace(draft.question, by=(), scheme="", basis="computed") if whole else None
        return self._sum(cell, self.observations[next(iter(draft.faces.values()))], (), question)

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


def narrowed(question: Question, members: tuple[Member, ...], basis: str) -> Question:
    """Return what a single row answers."""
    changes = {"by": (), "scheme": "", "basis": basis}
    for name, member in zip(question.by, members, strict=True):
        changes[name] = member if name == "year" else code_of(member)
        if name == "territory":
            changes["exact_territory"] = not question.scheme
    return replace(question, **changes)


def narrower(question: Question, observation: Observation) -> Question:
    """Return the question for one of several values: with its programme, its place and its period."""
    return replace(
        question,
        program=observation.program.code if observation.program else question.program,
        territory=observation.territory.ref if "territory" not in question.by else question.territory,
        period_type=observation.period_type,
    )
