"""Chains of corrections: the current value at a moment, and the version before a value."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from programs.facts.ledger import correct
from programs.facts.observations import Observation
from programs.presentation.corrections import corrections_in, corrections_of, load_corrections
from programs.statistics.answers import Row
from programs.statistics.query import ask
from programs.statistics.questions import Question
from programs.statistics.sources.decisions import Decision, decision_on, with_decisions
from programs.statistics.sources.history import chains_in_series, chains_of, rows_at
from programs.statistics.sources.series import merge_sources, one_row, row_of, time_key, unmasked_row
from tests.factories import EditionFactory, EventFactory, SourceFactory
from tests.programs.factories import RELEASED, of_event, reported

pytestmark = pytest.mark.django_db

REASONS = {"reason_ar": "خطأ في النقل", "reason_fr": "Erreur de transcription"}
FIRST, SECOND = (RELEASED + timedelta(days=days) for days in (100, 200))
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def chain():
    """230, corrected to 231, corrected to 232."""
    old = reported(230, code="OLD")
    middle = correct(old, value=Decimal(231), at=FIRST, code="MIDDLE", **REASONS)
    correct(middle, value=Decimal(232), at=SECOND, code="NEW", **REASONS)
    return chains_of(["MIDDLE"])["MIDDLE"]


def test_each_value_finds_its_whole_chain_in_order(chain):
    assert [row.value for row in chain.rows] == [230, 231, 232]
    for code in ("OLD", "NEW"):
        assert [row.value for row in chains_of([code])[code].rows] == [230, 231, 232]
    assert chains_of([]) == {}
    assert set(chains_of(["NEW"])) == {"OLD", "MIDDLE", "NEW"}


@pytest.mark.parametrize(
    ("moment", "standing"),
    [
        (RELEASED - MOMENT, None),
        (RELEASED, 230),
        (FIRST - MOMENT, 230),
        (FIRST, 231),
        (SECOND - MOMENT, 231),
        (SECOND, 232),
    ],
)
def test_a_value_stands_from_its_own_moment_to_that_of_its_correction(chain, moment, standing):
    row = chain.standing(moment)
    assert (row and row.value) == standing
    assert [row.value for row in rows_at(["OLD", "MIDDLE", "NEW"], moment)] == ([standing] if standing else [])


def test_a_chain_finds_its_values_by_code(chain):
    assert (chain.find("MIDDLE"), chain.find("OTHER")) == (chain.rows[1], None)


def test_a_superseded_value_is_no_longer_current(chain):
    assert rows_at(["OLD"], SECOND) == []
    assert [row.value for row in rows_at(["OLD"], RELEASED)] == [230]


def test_values_stand_in_the_order_of_their_periods_and_those_without_one_last():
    for year, code in ((2014, "B"), (2013, "C"), (2013, "A")):
        reported(230, year=year, code=code, source=SourceFactory())
    unstated = {"period_type": "unstated", "period_start": None, "period_end": None}
    reported(230, code="0", **unstated)
    assert [row.observation.code for row in rows_at(["0", "B", "C", "A"], SECOND)] == ["A", "C", "B", "0"]


def test_chains_of_other_sources_come_with_the_decisions_of_the_moment(chain):
    other = reported(240, code="OTHER")
    other.preferences.create(decided_at=SECOND, reason_ar="سبب", reason_fr="raison")
    reported(240, year=2013, code="ANOTHER-QUESTION")
    assert set(chains_in_series("NEW")) == {"OLD", "MIDDLE", "NEW", "OTHER"}
    for moment, decided in ((SECOND - MOMENT, None), (SECOND, SECOND)):
        [row] = chains_in_series("NEW", moment)["OTHER"].rows
        assert (row.preference and row.preference.decided_at) == decided
        [row] = rows_at(["OTHER"], moment)
        assert (row.preference and row.preference.decided_at) == decided


@pytest.mark.parametrize(
    ("moment", "codes"),
    [(FIRST - MOMENT, []), (FIRST, ["MIDDLE"]), (SECOND - MOMENT, ["MIDDLE"]), (SECOND, ["NEW", "MIDDLE"])],
)
def test_corrections_of_the_future_are_on_no_page_of_the_past(chain, moment, codes):
    assert [one.code for one in corrections_of(["OLD"], moment)] == codes


def test_without_a_moment_all_corrections_are_listed(chain):
    assert [(one.old.number, one.new.number) for one in corrections_of(["OLD"])] == [("231", "232"), ("230", "231")]
    assert [one.code for one in load_corrections([(FIRST, "value", "MIDDLE"), (SECOND, "value", "NEW")])] == [
        "MIDDLE",
        "NEW",
    ]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_page_of_a_past_day_lists_the_corrections_of_that_day(client, chain, language):
    for day, codes in ((FIRST, ["MIDDLE"]), (SECOND, ["NEW", "MIDDLE"])):
        response = client.get(f"/{language}/data/beneficiaries/", {"as_of": day.date().isoformat()})
        assert [one.code for one in response.context["corrections"]] == codes


def test_the_corrections_of_an_answer_are_those_of_its_day(chain):
    answer = ask(Question("beneficiaries", as_of=FIRST.date()))
    assert [one.code for one in corrections_in([answer], FIRST)] == ["MIDDLE"]


def test_every_value_that_is_in_no_row_is_counted():
    edition = EditionFactory()
    for value in (38, 12, 7):
        of_event(value, EventFactory(released=True))
    of_event(100, EventFactory(released=True, edition=edition))
    answer = ask(Question("beneficiaries", by="edition"))
    assert ([row.value for row in answer.rows], answer.left_out) == ([100], 0)
    answer = ask(Question("beneficiaries", by="territory", scheme="MA-NONE"))
    assert (answer.rows, answer.left_out) == ([], 4)


# Decisions, and the rows of values

REASON = {"reason_ar": "سبب", "reason_fr": "raison"}
OTHER_REASON = {"reason_ar": "آخر", "reason_fr": "autre"}


def fetched(*observations: Observation, moment=None) -> list[Observation]:
    return list(with_decisions(Observation.objects.filter(pk__in=[one.pk for one in observations]), moment))


def test_the_latest_decision_of_a_moment_counts_with_its_reasons():
    value, rival = reported(230, code="A"), reported(240, code="B")
    value.preferences.create(decided_at=SECOND, **OTHER_REASON)
    value.preferences.create(decided_at=SECOND, **REASON)  # at the same moment: the one that was written last
    value.preferences.create(decided_at=FIRST, **OTHER_REASON)
    rival.preferences.create(decided_at=SECOND + MOMENT, **OTHER_REASON)
    for moment, expected in (
        (FIRST - MOMENT, None),
        (SECOND - MOMENT, Decision(FIRST, "آخر", "autre")),
        (SECOND, Decision(SECOND, "سبب", "raison")),
        (None, Decision(SECOND, "سبب", "raison")),
    ):
        first, second = fetched(rival, value, moment=moment)
        assert (first.code, second.code) == ("A", "B")
        assert decision_on(first) == expected


def test_a_value_that_became_a_small_count_is_masked_wherever_it_is_fetched():
    old = reported(230)
    correct(old, value=Decimal(3), at=FIRST, **REASONS)
    [fetched_one] = fetched(old, moment=RELEASED)
    assert fetched_one.became_small
    assert row_of(fetched_one).masked
    assert not row_of(old).masked  # nothing is known of what became of it


@pytest.mark.parametrize(("value", "masked"), [(4, True), (5, False)])
def test_a_row_of_a_value_masks_a_small_count_and_keeps_what_it_answers(value, masked):
    row = replace(row_of(reported(value)), groups=(2014,), asked=Question("beneficiaries", by="year"))
    assert (row.masked, row.groups, row.question.year) == (masked, (2014,), 2014)


def test_a_row_says_what_the_ledger_says_of_a_value():
    target = reported(30, qualifier="between", value_high=40, status="P", role="target")
    result = correct(of_event(38), value=Decimal(39), at=FIRST, **REASONS)
    same = ("indicator", "role", "value", "value_high", "qualifier", "status", "period_type", "period_start")
    for one, basis, events, corrected in ((target, "reported", 0, False), (result, "computed", 1, True)):
        row = unmasked_row(one)
        assert row == Row(
            **{name: getattr(one, name) for name in (*same, "period_end", "territory", "released_at")},
            basis=basis,
            events=events,
            observation_id=one.pk,
            observations={},
            sources=(one.source,),
            corrected=corrected,
        )
        assert row.observations == {one.pk: one}


def test_sources_that_say_the_same_confirm_a_row_and_others_dispute_it():
    first, same, other = map(row_of, (reported(230), reported(230), reported(240)))
    confirmed = merge_sources(first, [same, same])
    assert confirmed == replace(first, sources=(*first.sources, *same.sources))
    assert confirmed.disputed is False
    disputed = merge_sources(first, [other, same])
    assert disputed == replace(confirmed, others=(other,), disputed=True)


def test_the_row_of_a_series_is_its_first_with_the_decision_for_it():
    values = first, second, third = [reported(value, code=code) for value, code in ((230, "A"), (230, "B"), (240, "C"))]
    second.preferences.create(decided_at=FIRST, **OTHER_REASON)
    first, *rest = fetched(*values)
    alone = one_row([first])
    assert alone == row_of(first)
    both = one_row([first, *rest])
    assert both == merge_sources(alone, map(row_of, rest))
    assert (both.preference, both.sources, both.others) == (None, (first.source, second.source), (row_of(rest[1]),))
    third.preferences.create(decided_at=SECOND, **REASON)
    decided = Decision(SECOND, "سبب", "raison")
    first, second, third = fetched(*values)
    assert one_row([third]) == replace(row_of(third), preference=decided)
    assert one_row([third, first]).preference == decided
    assert one_row([first, third]).preference is None


def test_rows_without_a_period_come_after_all_others():
    dated = row_of(reported(230, code="A"))
    undated = row_of(reported(230, code="B", period_type="unstated", period_start=None, period_end=None))
    assert time_key(dated) == (False, date(2014, 12, 31), date(2014, 1, 1), "A")
    assert time_key(undated) == (True, date.min, date.min, "B")
