"""The query API against a recomputation in plain Python, over ledgers drawn at random.

What is computed here is written from the rules (docs/reference/data-model.md) and shares nothing with the query API: no query, and
none of its functions.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.facts.judgements import Preference
from programs.facts.observations import Observation
from programs.facts.programs import Trade
from programs.statistics.answers import Row, code_of
from programs.statistics.query import ask_many
from programs.statistics.questions import Question
from tests.factories import (
    EditionFactory,
    EventFactory,
    IndicatorFactory,
    ProgramFactory,
    SourceFactory,
    TerritoryFactory,
    without_indexes,
)
from tests.programs.factories import money

pytestmark = pytest.mark.django_db

# Each example is rolled back by itself, whatever the test found in the database before it.
FEW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

#: (programme, year of the event or None for an unknown date, territory)
EVENTS = (("A", 2013, "FES"), ("A", 2014, "MEKNES"), ("B", 2014, "FES"), ("B", None, "FES"))
SOURCE_DAYS = (date(2014, 7, 2), date(2014, 7, 1), None)
FIRST = datetime(2015, 1, 1, 12, tzinfo=UTC)
THRESHOLD = 5


@dataclass
class Fact:
    """A row of a ledger, in plain values; `days` after FIRST it is published, `decided` days after it preferred."""

    event: int
    sex: str
    trade: str
    source: int
    value: Decimal | None
    high: Decimal | None
    qualifier: str
    status: str
    days: int
    decided: int | None
    corrects: "Fact | None" = None
    code: str = ""

    @property
    def series(self) -> tuple:
        return self.event, self.sex, self.trade

    @property
    def released(self) -> datetime:
        return FIRST + timedelta(days=self.days)

    @property
    def preferred(self) -> datetime | None:
        return None if self.decided is None else FIRST + timedelta(days=self.decided, seconds=int(self.code[2:]))


people = st.integers(0, 40).map(Decimal)
amounts = st.decimals(0, 10**9, places=2)


@st.composite
def sayings(draw, values) -> dict:
    value = draw(st.none() | values | values)
    if value is None:
        return {"value": None, "high": None, "qualifier": "exact", "status": "O"}
    qualifier = draw(
        st.sampled_from(["exact", "exact", "about", "more_than", "at_least", "up_to", "at_most", "between"])
    )
    high = value + draw(values) + 1 if qualifier == "between" else None
    status = draw(st.sampled_from(["A", "P", "E"]))
    return {"value": value, "high": high, "qualifier": qualifier, "status": status}


@st.composite
def ledgers(draw, values) -> list[Fact]:
    """Facts in the order in which they were written: first sayings, some of which are corrected later."""
    facts = []
    for _number in range(draw(st.integers(0, 10))):
        breakdown = draw(st.sampled_from([("", ""), ("", ""), ("F", ""), ("M", ""), ("", "sewing")]))
        facts.append(
            Fact(
                draw(st.integers(0, len(EVENTS) - 1)),
                *breakdown,
                source=draw(st.integers(0, len(SOURCE_DAYS) - 1)),
                days=draw(st.integers(0, 20)),
                decided=draw(st.none() | st.none() | st.integers(0, 30)),
                **draw(sayings(values)),
            )
        )
    for fact in list(facts):
        if draw(st.booleans()) and draw(st.booleans()):
            later = fact.days + draw(st.integers(0, 10))
            said = draw(sayings(values))
            facts.append(
                Fact(fact.event, fact.sex, fact.trade, fact.source, days=later, decided=None, corrects=fact, **said)
            )
    for number, fact in enumerate(facts):
        fact.code = f"F-{number:03}"
    return facts


class World:
    """The records that all ledgers refer to."""

    def __init__(self):
        self.indicators = {"people": IndicatorFactory(code="people", threshold=THRESHOLD), "money": money("money")}
        programs = {code: ProgramFactory(code=code) for code in "AB"}
        self.trades = {"": None, "sewing": Trade.objects.create(code="sewing", name_ar="خ", name_fr="c")}
        self.sources = [SourceFactory(date=day, date_precision="day" if day else "unknown") for day in SOURCE_DAYS]
        self.events = []
        for number, (program, year, place) in enumerate(EVENTS):
            edition = EditionFactory(code=f"E-{number}", program=programs[program])
            unknown = {"date_precision": "unknown", "date_start": None, "date_end": None}
            unknown |= {"date_note_ar": "م", "date_note_fr": "n"}
            self.events.append(
                EventFactory(
                    code=f"EVENT-{number}",
                    program=programs[program],
                    edition=edition,
                    target_territory=TerritoryFactory(code=place),
                    released=True,
                    **({"date_start": date(year, 7, 11)} if year else unknown),
                )
            )

    @contextmanager
    def holding(self, facts: list[Fact], indicator: str) -> Iterator[None]:
        """Write a ledger, and undo it."""
        with transaction.atomic():
            with without_indexes():
                self.write(facts, indicator)
            yield
            transaction.set_rollback(True)

    def write(self, facts: list[Fact], indicator: str) -> None:
        written = {}
        for fact in facts:
            corrects = written.get(fact.corrects.code) if fact.corrects else None
            observation = Observation(
                code=fact.code,
                indicator=self.indicators[indicator],
                event=self.events[fact.event],
                sex=fact.sex,
                trade=self.trades[fact.trade],
                source=self.sources[fact.source],
                value=fact.value,
                value_high=fact.high,
                qualifier=fact.qualifier,
                status=fact.status,
                supersedes=corrects,
                reason_ar="س" if corrects else "",
                reason_fr="r" if corrects else "",
            )
            observation.prepare()
            observation.released_at = fact.released
            observation.save(force_insert=True)
            written[fact.code] = observation
            if fact.preferred:
                Preference.objects.create(
                    observation=observation, reason_ar="س", reason_fr="r", decided_at=fact.preferred
                )


@pytest.fixture
def world(db) -> World:
    return World()


# The recomputation.


def chosen(facts: list[Fact], moment: datetime) -> list[Fact]:
    """Return the fact that answers for each series at a moment."""
    public = [fact for fact in facts if fact.released <= moment]
    corrected = {fact.corrects.code for fact in public if fact.corrects}
    series = defaultdict(list)
    for fact in public:
        if fact.code not in corrected:
            series[fact.series].append(fact)

    def standing(fact: Fact) -> tuple:
        decided = fact.preferred if fact.preferred and fact.preferred <= moment else None
        return (
            -decided.timestamp() if decided else 0,
            fact.value is None,
            SOURCE_DAYS[fact.source] or date.max,
            fact.code,
        )

    return [min(versions, key=standing) for versions in series.values()]


def corrected_to_few(facts: list[Fact]) -> set[str]:
    """Return the codes of all that was corrected, at once or in the end, to a count that is masked."""
    hidden = set()
    for fact in facts:
        if fact.value is not None and 0 < fact.value < THRESHOLD:
            while fact := fact.corrects:
                hidden.add(fact.code)
    return hidden


def summed(facts: list[Fact], hidden: set[str], *, masks: bool) -> tuple:
    """Return (value, upper value, qualifier, status, events, masked) of a sum."""
    known = [fact for fact in facts if fact.value is not None]
    few = any(0 < fact.value < THRESHOLD for fact in known) or any(fact.code in hidden for fact in facts)
    masked = masks and few
    events = len({fact.event for fact in facts})
    if masked:
        return None, None, "exact", "Q", events, True
    if not known:
        return None, None, "exact", "O", events, False
    kinds = {fact.qualifier for fact in known} | ({"at_least"} if len(known) < len(facts) else set())
    kinds -= {"exact"}
    bounds = kinds - {"between"}
    if not kinds:
        qualifier = "exact"
    elif not bounds:
        qualifier = "between"
    elif bounds <= {"more_than", "at_least"}:
        # Strictly more only where all that is not exact is.
        qualifier = "more_than" if kinds == {"more_than"} else "at_least"
    elif bounds <= {"up_to", "at_most"}:
        qualifier = "up_to" if "up_to" in bounds else "at_most"
    else:
        qualifier = "about"
    low = sum(fact.value for fact in known)
    high = sum(fact.value if fact.high is None else fact.high for fact in known)
    value = {"up_to": high, "at_most": high}.get(qualifier, low)
    if qualifier == "about" and low != high:
        value = (low + high) / 2
        if low % 1 == 0 and high % 1 == 0:
            value = value.quantize(Decimal(1), ROUND_HALF_UP)
    statuses = {fact.status for fact in known}
    status = "E" if "E" in statuses else "P" if "P" in statuses else "A"
    top = high if qualifier == "between" else None
    return value, top, qualifier, status, events, False


#: What a fact counts for, by dimension; a fact without one is in no sum by it.
MEMBERS: dict[str, Callable[[Fact], str]] = {
    "year": lambda fact: str(EVENTS[fact.event][1]),
    "program": lambda fact: EVENTS[fact.event][0],
    "edition": lambda fact: f"E-{fact.event}",
    "territory": lambda fact: f"MA-PLACE:{EVENTS[fact.event][2]}",
    "sex": lambda fact: fact.sex,
    "trade": lambda fact: fact.trade,
}


def recomputed(facts: list[Fact], by: tuple[str, ...], moment: datetime, *, masks: bool) -> dict:
    groups = defaultdict(list)
    for fact in chosen(facts, moment):
        if (
            EVENTS[fact.event][1] is not None
            and bool(fact.sex) == ("sex" in by)
            and bool(fact.trade) == ("trade" in by)
        ):
            groups[tuple(MEMBERS[name](fact) for name in by)].append(fact)
    hidden = corrected_to_few(facts)
    return {members: summed(parts, hidden, masks=masks) for members, parts in groups.items()}


def answered(*questions: Question) -> list[dict]:
    """Return {members: what is said} of each question."""
    return [{codes(row): said(row) for row in answer.rows} for answer in ask_many(questions, explain=False)]


def codes(row: Row) -> tuple[str, ...]:
    return tuple(code_of(member) for member in row.groups)


def said(row: Row) -> tuple:
    return row.value, row.value_high, row.qualifier, row.status, row.events, row.masked


DIMENSIONS = [
    (), ("year",), ("program",), ("edition",), ("territory",), ("sex",), ("trade",), ("year", "territory"),
    ("program", "sex"),
]  # fmt: skip
LATER = FIRST + timedelta(days=3650)


@FEW
@given(ledgers(people))
def test_sums_of_people_equal_a_recomputation(world, facts):
    with world.holding(facts, "people"):
        answers = answered(*(Question("people", by=by) for by in DIMENSIONS))
    assert answers == [recomputed(facts, by, LATER, masks=True) for by in DIMENSIONS]


@FEW
@given(ledgers(amounts))
def test_sums_of_money_equal_a_recomputation(world, facts):
    with world.holding(facts, "money"):
        answers = answered(*(Question("money", by=by) for by in DIMENSIONS))
    assert answers == [recomputed(facts, by, LATER, masks=False) for by in DIMENSIONS]


@FEW
@given(ledgers(people), st.integers(-2, 35))
def test_as_of_a_day_never_shows_later_values(world, facts, days):
    day = (FIRST + timedelta(days=days)).date()
    # All is published at noon in UTC, when it is the same day in the portal's time zone.
    end = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
    dimensions = ((), ("year",), ("territory",))
    with world.holding(facts, "people"):
        answers = ask_many([Question("people", by=by, as_of=day) for by in dimensions], explain=False)
        behind = [row.observation.released_at for answer in answers for row in answer.rows]
    assert all(released_at <= end for released_at in behind)
    for by, answer in zip(dimensions, answers, strict=True):
        assert {codes(row): said(row) for row in answer.rows} == recomputed(facts, by, end, masks=True)
        for row in answer.rows:
            assert max(one.released_at for one in (row, *row.others)) <= end
            assert row.preference is None or row.preference.decided_at <= end


@FEW
@given(ledgers(amounts))
def test_a_total_is_the_sum_of_its_parts(world, facts):
    questions = [Question("money", by=by) for by in ("", "year", "program", "territory", "edition", "year,territory")]
    with world.holding(facts, "money"):
        whole, *split = ask_many(questions, explain=False)
    for answer in split:
        assert sum(row.parts for row in answer.rows) == (whole.row.parts if whole.row else 0)
        assert sum(row.events for row in answer.rows) == (whole.row.events if whole.row else 0)
        if len(answer.rows) > 1:
            assert said(answer.total) == said(whole.row)
            if all(row.qualifier == "exact" and row.value is not None for row in answer.rows):
                assert answer.total.value == sum(row.value for row in answer.rows)


@FEW
@given(ledgers(people))
def test_a_total_over_a_breakdown_counts_each_event_once(world, facts):
    dimensions = [("sex",), ("program", "sex"), ("sex", "territory")]
    with world.holding(facts, "people"):
        answers = ask_many([Question("people", by=by) for by in dimensions], explain=False)
    parts = [fact for fact in chosen(facts, LATER) if fact.sex and EVENTS[fact.event][1]]
    for answer in answers:
        if answer.total:
            assert said(answer.total) == summed(parts, corrected_to_few(facts), masks=True)


@FEW
@given(ledgers(people))
def test_a_row_is_the_answer_to_its_own_question(world, facts):
    with world.holding(facts, "people"):
        questions = [Question("people", by=by) for by in ("year", "territory", "program", "sex")]
        rows = [row for answer in ask_many(questions, explain=False) for row in answer.rows]
        alone = ask_many([row.question for row in rows], explain=False)
    assert [said(answer.row) for answer in alone] == [said(row) for row in rows]


@FEW
@given(ledgers(people))
def test_masked_values_are_in_no_visible_sum(world, facts):
    with world.holding(facts, "people"):
        answers = ask_many([Question("people", by=by) for by in ("year", "territory", "program")], explain=False)
    for answer in answers:
        if answer.total and any(row.masked for row in answer.rows):
            assert (answer.total.masked, answer.total.value) == (True, None)
