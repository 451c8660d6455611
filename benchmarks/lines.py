"""The lines of a big ledger, drawn one after the other: events with their figures, then what is reported."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count, product
from random import Random

from benchmarks.writing import as_stored
from programs.facts.events import DistributionEvent
from programs.facts.indicators import Indicator
from programs.facts.judgements import Preference
from programs.facts.observations import Observation
from programs.facts.programs import AssistanceKind, Edition, Program, Trade
from programs.facts.sources import Source
from programs.facts.territories import Territory

YEARS = range(2012, 2026)
PART_OF_EVENTS = 0.85
CORRECTED = SAID_TWICE = 0.02

#: How many lines are written in one transaction, at least.
PART = 50_000

#: What programmes say of their numbers besides exact ones, in turn.
HABITS = (("about",), (), ("at_least", "more_than"), ("up_to", "at_most"), ("between",), ("about", "at_least"), ())


@dataclass(slots=True)
class Line:
    """A row of the ledger; the names are those of Observation."""

    id: int
    indicator_id: int
    program_id: int
    territory_id: int
    source_id: int
    value: int | None
    released_at: datetime
    period_type: str
    period_start: date | None
    period_end: date | None
    role: str = "result"
    edition_id: int | None = None
    event_id: int | None = None
    value_high: int | None = None
    qualifier: str = "exact"
    status: str = "A"
    sex: str = ""
    age_band: str = ""
    trade_id: int | None = None
    assistance_kind_id: int | None = None
    note_ar: str = ""
    note_fr: str = ""
    supersedes_id: int | None = None
    reason_ar: str = ""
    reason_fr: str = ""
    code: str = ""
    series_key: str = ""

    def finished(self) -> "Line":
        self.code = f"O-{self.id:08}"
        self.series_key = Observation.compute_series_key(self)
        return self


@dataclass
class Part:
    """What is written in one transaction."""

    events: list[DistributionEvent] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    preferences: list[Preference] = field(default_factory=list)


class Lines:
    """Draws from `dice` alone, over the reference records of the database."""

    def __init__(self, dice: Random):
        self.dice = dice
        self.ids = count(1)
        self.stored = as_stored()
        self.indicators = {indicator.code: indicator.pk for indicator in Indicator.objects.all()}
        self.programs = list(Program.objects.order_by("code"))
        self.habits = dict(zip((program.pk for program in self.programs), HABITS, strict=True))
        self.editions = {(edition.program_id, edition.period_start.year): edition for edition in Edition.objects.all()}
        self.sources, self.trades, self.kinds = (
            list(model.objects.order_by("code").values_list("pk", flat=True))
            for model in (Source, Trade, AssistanceKind)
        )
        territories = list(Territory.objects.select_related("scheme").order_by("scheme__code", "code"))
        self.country = next(t for t in territories if t.scheme.level == "country")
        self.places = [t for t in territories if t.scheme.level in ("province", "place")]
        regions = [t for t in territories if t.scheme.level == "region"]
        self.regions = {new: [t for t in regions if (t.scheme.valid_to is None) == new] for new in (False, True)}
        self.redrawn = self.regions[True][0].scheme.valid_from

    def in_parts(self, wanted: int) -> Iterator[Part]:
        """Yield `wanted` lines in all, or a few more where the last one has a rival or a correction."""
        of_events, written, part = int(wanted * PART_OF_EVENTS), 0, Part()
        events, reported = self._of_events(), self._reported()
        while written + len(part.lines) < wanted:
            if written + len(part.lines) < of_events:
                event, drawn = next(events)
                part.events.append(event)
            else:
                drawn = [next(reported)]
            for line in drawn:
                self._with_its_fate(line, part)
            if len(part.lines) >= PART:
                yield part
                written, part = written + len(part.lines), Part()
        yield part

    def _with_its_fate(self, line: Line, part: Part) -> None:
        """Add a line, what corrects it, and what another source says."""
        part.lines.append(line.finished())
        chance = self.dice.random()
        if chance < CORRECTED:
            part.lines.append(self._corrected(line))
            if chance < CORRECTED / 10:
                part.lines.append(self._corrected(part.lines[-1]))
        elif chance < CORRECTED + SAID_TWICE:
            other = replace(line, id=next(self.ids), source_id=self.dice.choice(self.sources)).finished()
            if self.dice.random() < 0.5:
                self._change(other)
            part.lines.append(other)
            # One decision, two that overrule each other, or none.
            preferred = self.dice.sample((line, other), k=self.dice.randrange(3))
            part.preferences += [self._preference(one.id) for one in preferred]

    def _corrected(self, line: Line) -> Line:
        later = replace(
            line,
            id=next(self.ids),
            supersedes_id=line.id,
            reason_ar="خطأ في النسخ",
            reason_fr="Erreur de transcription",
            released_at=line.released_at + timedelta(days=self.dice.randrange(1, 500)),
        )
        self._change(later)
        return later.finished()

    def _change(self, line: Line) -> None:
        if line.value is not None:
            by = self.dice.randrange(1, 9)
            line.value += by
            line.value_high = line.value_high and line.value_high + by

    def _preference(self, observation: int) -> Preference:
        moment = datetime(2016, 1, 1, tzinfo=UTC) + timedelta(minutes=self.dice.randrange(5_000_000))
        return Preference(observation_id=observation, reason_ar="أحدث", reason_fr="Plus récent", decided_at=moment)

    def _of_events(self) -> Iterator[tuple[DistributionEvent, list[Line]]]:
        for number in count(1):
            event = self._event(number)
            yield event, list(self._figures(event))

    def _event(self, number: int) -> DistributionEvent:
        dice = self.dice
        first = date(YEARS[0], 1, 1) + timedelta(days=dice.randrange(365 * len(YEARS)))
        program = dice.choice(self.programs)
        precision = "unknown" if dice.random() < 0.01 else "range" if dice.random() < 0.05 else "day"
        known = precision != "unknown"
        # A region of the scheme in force, or one of the places that were never redrawn.
        places = self.regions[first >= self.redrawn] if dice.random() < 0.2 else self.places
        return DistributionEvent(
            id=number,
            code=f"EVENT-{number:06}",
            name_ar=f"توزيع {number}",
            name_fr=f"Remise {number}",
            program=program,
            edition=self.editions[program.pk, first.year] if dice.random() < 0.9 else None,
            date_precision=precision,
            date_start=first if known else None,
            date_end=first + timedelta(days=3 if precision == "range" else 0) if known else None,
            date_note_ar="" if known else "غير معروف",
            date_note_fr="" if known else "Inconnue",
            target_territory=dice.choice(places),
            released_at=datetime(first.year, first.month, first.day, 12, tzinfo=UTC) + timedelta(days=30),
        )

    def _figures(self, event: DistributionEvent) -> Iterator[Line]:
        """Yield the figures of an event: people, projects and money, and people by sex, age, trade and assistance."""
        dice = self.dice
        people = dice.randrange(40, 400)
        women, minors = dice.randrange(5, people - 5), dice.randrange(5, people - 5)
        yield self._figure(event, "beneficiaries", people)
        yield self._figure(event, "projects", people - dice.randrange(20))
        yield self._figure(event, "amount-delivered", people * 17_000)
        if dice.random() < 0.8:
            yield self._figure(event, "beneficiaries", women, sex="F")
            yield self._figure(event, "beneficiaries", people - women, sex="M")
        if dice.random() < 0.4:
            yield self._figure(event, "beneficiaries", minors, age_band="minors")
            yield self._figure(event, "beneficiaries", people - minors, age_band="adults")
        if dice.random() < 0.8:
            for trade in dice.sample(self.trades, k=2):
                few = trade == self.trades[0] and dice.random() < 0.1
                yield self._figure(event, "beneficiaries", dice.randrange(1, 5) if few else people // 3, trade_id=trade)
        if dice.random() < 0.6:
            for kind in dice.sample(self.kinds, k=2):
                yield self._figure(event, "beneficiaries", people // 2, assistance_kind_id=kind)

    def _figure(self, event: DistributionEvent, indicator: str, value: int, **breakdown) -> Line:
        return self._qualified(
            Line(
                id=next(self.ids),
                indicator_id=self.indicators[indicator],
                program_id=event.program_id,
                edition_id=event.edition_id,
                event_id=event.pk,
                territory_id=event.target_territory_id,
                source_id=self.dice.choice(self.sources),
                period_type="event" if event.date_start else "unstated",
                period_start=event.date_start,
                period_end=event.date_end,
                value=value,
                released_at=self.stored(event.released_at),
                **breakdown,
            )
        )

    def _qualified(self, line: Line) -> Line:
        dice, habit = self.dice, self.habits[line.program_id]
        chance = dice.random()
        if chance < 0.01 and "at_least" in habit:
            line.value, line.status = None, "O"
            return line
        if habit and chance < 0.06:
            line.qualifier = dice.choice(habit)
            if line.qualifier == "between":
                line.value_high = line.value + dice.randrange(1, 50)
        if chance > 0.99 and line.period_end and line.period_end.year >= YEARS[-2]:
            line.status = "P"
        return line

    def _reported(self) -> Iterator[Line]:
        """Yield what sources say of editions, years and territories, the plainest first."""
        programs = {program.pk: program for program in self.programs}
        for (program, year), edition in self.editions.items():
            for role in ("target", "result"):
                line = self._said("beneficiaries", programs[program], self.country, date(year, 12, 31), {})
                line.role, line.edition_id, line.period_type = role, edition.pk, "edition"
                yield line
        kinds = [(name, {}) for name in ("beneficiaries", "projects", "amount-delivered")]
        kinds += [("beneficiaries", {"sex": sex}) for sex in "FM"]
        kinds += [("beneficiaries", {"age_band": band}) for band in ("minors", "adults")]
        # A ledger so big that years are used up goes on with what was true at the end of a month.
        for months_before in count():
            for (name, breakdown), year, program in product(kinds, YEARS, self.programs):
                last = date(year, 12, 31) if not months_before else date(year, 12, 1) - timedelta(30 * months_before)
                regions = self.regions[last >= self.redrawn]
                for territory in (self.country, *regions, *self.places):
                    yield self._said(name, program, territory, last, breakdown)

    def _said(self, name: str, program: Program, territory: Territory, last: date, breakdown: dict) -> Line:
        whole = (last.month, last.day) == (12, 31)
        return self._qualified(
            Line(
                id=next(self.ids),
                indicator_id=self.indicators[name],
                program_id=program.pk,
                territory_id=territory.pk,
                source_id=self.dice.choice(self.sources),
                period_type="calendar_year" if whole else "instant",
                period_start=last.replace(month=1, day=1) if whole else last,
                period_end=last,
                value=self.dice.randrange(200, 5000) * (17_000 if name == "amount-delivered" else 1),
                released_at=self.stored(datetime(last.year + 1, 2, 1, tzinfo=UTC)),
                **breakdown,
            )
        )
