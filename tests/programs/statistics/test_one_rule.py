"""Rules that the database and Python both apply: masking, the ranking of sources, whether sources disagree. Each says
the same in both, on the database under test."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.facts.indicators import Indicator
from programs.facts.ledger import correct
from programs.facts.observations import Observation
from programs.statistics.compile import fetch
from programs.statistics.disclosure.masking import is_small, small, small_flag, threshold_of
from programs.statistics.query import ask, ask_many
from programs.statistics.questions import Question
from programs.statistics.sources.decisions import with_decisions
from programs.statistics.sources.history import chains_of
from programs.statistics.sources.ranking import RANKING, order_by
from programs.statistics.sources.series import one_row, row_of, rows_of_indicator, series_of
from tests.factories import EventFactory, IndicatorFactory, SourceFactory
from tests.programs.factories import RELEASED, money, of_event, reported

pytestmark = pytest.mark.django_db

FEW = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
REASONS = {"reason_ar": "خطأ في النقل", "reason_fr": "Erreur de transcription"}
EARLY, LATE = date(2014, 7, 1), date(2014, 7, 2)
ALL = Question("beneficiaries")
THRESHOLD = 5
#: Everything around the two bounds of what is masked: none at all, and the threshold itself, are shown.
BOUNDARIES = [
    ("0", False),
    ("0.0001", True),
    ("1", True),
    ("4", True),
    ("4.9999", True),
    ("5", False),
    ("5.0001", False),
    ("6", False),
]
AT_EACH_BOUNDARY = pytest.mark.parametrize(("value", "masked"), BOUNDARIES)


@pytest.fixture(autouse=True)
def compiled_anew():
    """Clear the cache of compiled statements, which would hide a mutant of what they are made of."""
    fetch._cached_statement.cache_clear()


def later(days: int) -> datetime:
    return RELEASED + timedelta(days=days)


def day_of(days: int):
    return later(days).date()


@AT_EACH_BOUNDARY
def test_python_and_the_database_mask_the_same_values(value, masked):
    observation = of_event(value)
    assert is_small(Decimal(value), THRESHOLD) == masked
    assert Observation.objects.filter(small(THRESHOLD)).exists() == masked
    assert ask(Question("beneficiaries")).row.masked == masked
    assert row_of(observation).masked == masked


@AT_EACH_BOUNDARY
def test_a_correction_masks_what_it_supersedes_whatever_shows_it(value, masked):
    old = reported(230)
    middle = correct(old, value=240, at=later(10), **REASONS)
    correct(middle, value=Decimal(value), at=later(20), **REASONS)
    for days in (5, 15):
        day = day_of(days)
        assert ask(Question("beneficiaries", as_of=day)).row.masked == masked
        assert [row.masked for row in rows_of_indicator("beneficiaries", day)] == [masked]
    assert [row.masked for row in chains_of([old.code])[old.code].rows] == [masked] * 3


@AT_EACH_BOUNDARY
def test_a_past_sum_is_masked_by_a_later_small_correction(value, masked):
    old = of_event(230)
    of_event(12)
    correct(old, value=Decimal(value), at=later(10), **REASONS)
    assert ask(Question("beneficiaries", as_of=day_of(5))).row.masked == masked
    assert ask(Question("beneficiaries")).row.masked == masked


def test_a_draft_of_a_small_correction_masks_nothing_yet():
    old = reported(230)
    reported(3, supersedes=old, released_at=None, **REASONS)
    assert ask(Question("beneficiaries", as_of=day_of(5))).row.value == 230
    assert chains_of([old.code])[old.code].rows[0].value == 230


@pytest.mark.parametrize("unit", Indicator.StatisticalUnit.values)
def test_only_counts_of_people_are_masked_now_and_before(unit):
    indicator = IndicatorFactory(statistical_unit=unit) if unit not in ("money", "rate") else None
    indicator = indicator or (
        money() if unit == "money" else IndicatorFactory(statistical_unit=unit, aggregation="none")
    )
    Indicator.objects.update(threshold=THRESHOLD)
    indicator.refresh_from_db()
    old = reported(230, indicator=indicator)
    correct(old, value=3, at=later(10), **REASONS)
    people = unit in ("persons", "enrolments", "certificates")
    assert threshold_of(indicator) == (THRESHOLD if people else 0)
    before, now = ask_many([Question(indicator.code, as_of=day_of(5)), Question(indicator.code)])
    assert (before.row.masked, now.row.masked) == (people, people)
    assert [row.masked for row in chains_of([old.code])[old.code].rows] == [people] * 2


def test_each_indicator_has_its_own_threshold():
    indicators = [IndicatorFactory(code=f"people-{threshold}", threshold=threshold) for threshold in (0, 5, 8, 10)]
    event = EventFactory(released=True)
    for indicator in indicators:
        of_event(7, event, indicator=indicator)
    flags = Observation.objects.annotate(small=small_flag({i.pk: threshold_of(i) for i in indicators}, past=False))
    assert list(flags.order_by("indicator__code").values_list("indicator__code", "small")) == [
        ("people-0", 0), ("people-10", 1), ("people-5", 0), ("people-8", 1)
    ]  # fmt: skip


@FEW
@given(st.lists(st.tuples(st.decimals(0, 20, places=4), st.integers(0, 12)), min_size=1, max_size=8))
def test_masking_agrees_on_random_values(facts):
    with transaction.atomic():
        observations = [
            reported(value, year=2000 + n, indicator=IndicatorFactory(code=f"i-{n}", threshold=threshold))
            for n, (value, threshold) in enumerate(facts)
        ]
        thresholds = {o.indicator_id: threshold_of(o.indicator) for o in observations}
        flagged = Observation.objects.annotate(small=small_flag(thresholds, past=True)).in_bulk()
        assert [flagged[o.pk].small for o in observations] == [is_small(*fact) for fact in facts]
        transaction.set_rollback(True)


# Sources of one question, from many equal choices: each criterion has ties.
sayings = st.lists(
    st.fixed_dictionaries(
        {
            "value": st.sampled_from([None, 3, 4, 230, 231]),
            "qualifier": st.sampled_from(["exact", "about"]),
            "date": st.sampled_from([None, EARLY, LATE]),
            "code": st.text("aBZ0_-.", min_size=1, max_size=4),
            "decided": st.sampled_from([None, None, 1, 2, 400]),
        }
    ),
    min_size=1,
    max_size=6,
)


def said_by_sources(facts: list[dict], event=None) -> list[Observation]:
    """Publish what several sources say in answer to one question, of an event or of a year."""
    found = []
    for number, fact in enumerate(facts):
        value, high, day = fact["value"], fact.get("high"), fact.get("date", EARLY)
        said = {
            "value_high": high,
            "qualifier": "between" if high else "exact" if value is None else fact.get("qualifier", "exact"),
            "status": "O" if value is None else "A",
            "source": SourceFactory(code=f"S{number}", date=day, date_precision="day" if day else "unknown"),
            "code": f"C{fact.get('code', '')}{number}",
        }
        observation = of_event(value, event, **said) if event else reported(value, **said)
        if decided := fact.get("decided"):
            observation.preferences.create(reason_ar="سبب", reason_fr="raison", decided_at=later(decided))
        found.append(observation)
    return found


@FEW
@given(sayings, st.sampled_from([None, 100]))
def test_python_and_the_database_prefer_the_same_source(facts, days):
    with transaction.atomic():
        said_by_sources(facts)
        row = ask(Question("beneficiaries", as_of=day_of(days) if days else None)).row
        [series] = series_of(with_decisions(Observation.objects.all(), later(days) if days else None))
        assert row.observation_id == series[0].pk
        assert (row.disputed, row.masked) == (one_row(series).disputed, one_row(series).masked)
        transaction.set_rollback(True)


@FEW
@given(sayings)
def test_a_sum_takes_the_preferred_value_of_a_series_and_is_disputed_like_it(facts):
    with transaction.atomic():
        event = EventFactory(released=True)
        said_by_sources(facts, event)
        of_event(1000)
        alone, whole = (answer.row for answer in ask_many([Question("beneficiaries", event=event.code), ALL]))
        assert (whole.parts, whole.disputed, whole.masked) == (2, alone.disputed, alone.masked)
        assert whole.value == (None if alone.masked else 1000 + (alone.value or 0))
        transaction.set_rollback(True)


#: For each criterion two values that differ in it, the preferred one first, where all later criteria say the opposite.
CRITERIA = {
    "decided_at": ({"decided": 2, "value": None, "date": None, "code": "z"}, {"decided": 1, "code": "a"}),
    "decided_at at all": ({"decided": 1, "value": None, "date": None, "code": "z"}, {"code": "a"}),
    "value": ({"date": None, "code": "z"}, {"value": None, "date": EARLY, "code": "a"}),
    "source.date": ({"date": EARLY, "code": "z"}, {"date": LATE, "code": "a"}),
    "source.date whatever the values": (
        {"value": 231, "date": EARLY, "code": "z"},
        {"value": 230, "date": LATE, "code": "a"},
    ),
    "source.date at all": ({"date": LATE, "code": "z"}, {"date": None, "code": "a"}),
    "code": ({"code": "Z"}, {"code": "a"}),
}


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("turned", [False, True])
def test_each_criterion_outranks_all_that_follow(criterion, turned):
    facts = [{"value": 230, **fact} for fact in CRITERIA[criterion]]
    said_by_sources(facts[::-1] if turned else facts)
    expected = f"C{CRITERIA[criterion][0]['code']}"
    [series] = series_of(with_decisions(Observation.objects.all()))
    assert series[0].code[:-1] == expected
    assert ask(Question("beneficiaries")).row.observation.code[:-1] == expected


def test_every_criterion_of_the_ranking_is_tested():
    assert {name.split()[0] for name in CRITERIA} == {one.attribute for one in RANKING}


def test_databases_compare_codes_as_python_does_whatever_their_collation():
    assert 'code COLLATE "C" ASC NULLS LAST' in order_by("postgresql")
    assert "code ASC NULLS LAST" in order_by("sqlite")


def test_a_decision_counts_from_its_own_moment():
    first, second = said_by_sources([{"value": 230, "code": "a"}, {"value": 231, "code": "b", "decided": 10}])
    for at, expected in ((later(10) - timedelta(microseconds=1), first), (later(10), second)):
        assert series_of(with_decisions(Observation.objects.all(), at))[0][0].pk == expected.pk


@pytest.mark.parametrize(
    ("first", "second", "disputed"),
    [
        ({"value": 230}, {"value": 230}, False),
        ({"value": 230}, {"value": 231}, True),
        ({"value": 230}, {"value": 230, "qualifier": "about"}, True),
        ({"value": 230}, {"value": None}, True),
        ({"value": None}, {"value": None}, False),
        ({"value": 230, "high": 240}, {"value": 230, "high": 250}, True),
        # What is masked tells nothing, not even that sources differ.
        ({"value": 3}, {"value": 4}, False),
        ({"value": 3}, {"value": 3, "qualifier": "about"}, False),
        ({"value": 3}, {"value": 230}, True),
        ({"value": 3}, {"value": None}, True),
    ],
)
def test_sources_disagree_when_their_visible_values_differ(first, second, disputed):
    event = EventFactory(released=True)
    said_by_sources([first, second], event)
    of_event(1000)
    single, whole = ask_many([Question("beneficiaries", event=event.code), ALL])
    assert (single.row.disputed, bool(single.row.others)) == (disputed, disputed)
    assert whole.row.disputed == disputed


def test_masked_values_read_the_same_for_every_reason():
    said = {"qualifier": "between", "status": "E"}
    small = reported(3, year=2013, value_high=900, **said)
    superseded = reported(1234, year=2014, value_high=2000, **said)
    correct(superseded, value=3, value_high=4, at=later(10), **REASONS)
    of_event(1000, value_high=2000, **said)
    of_event(2)
    day = day_of(5)
    questions = [ALL.with_codes({"year": year, "basis": "reported", "as_of": day}) for year in (2013, 2014)]
    rows = [answer.row for answer in ask_many([*questions, ALL.with_codes({"basis": "computed", "as_of": day})])]
    rows += [chains_of([one.code])[one.code].rows[0] for one in (small, superseded)]
    assert {(row.value, row.value_high, row.qualifier, row.status) for row in rows} == {(None, None, "exact", "Q")}
