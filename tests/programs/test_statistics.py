"""The door: what it answers, what it refuses, and that its rules hold whatever the numbers."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.models import AssistanceKind, Trade
from programs.statistics import Question, ask, ask_many, rules
from programs.statistics.ledger_reading import end_of
from programs.statistics.rows import draft_rows, rows_of_indicator, single_rows
from tests.factories import (
    EditionFactory,
    EventFactory,
    IndicatorFactory,
    ObservationFactory,
    ProgramFactory,
    SourceFactory,
    TerritoryFactory,
)
from tests.programs.factories import money, of_event, region, reported

QUALIFIERS = ["exact", "about", "more_than", "at_least", "up_to", "at_most", "between"]


# The rules, whatever the numbers


@st.composite
def parts(draw, qualifiers=tuple(QUALIFIERS), missing=True):
    """A part of a sum: (value, upper value, qualifier, status)."""
    if missing and draw(st.integers(0, 9)) == 0:
        return None, None, "exact", "missing"
    value = Decimal(draw(st.integers(0, 10**9)))
    qualifier = draw(st.sampled_from(qualifiers))
    high = value + draw(st.integers(1, 1000)) if qualifier == "between" else None
    return value, high, qualifier, draw(st.sampled_from(["normal", "provisional", "estimated"]))


def bounds(value, high, qualifier) -> tuple[Decimal, Decimal]:
    """The least and the most that a qualified value can mean; “about” and missing say nothing of either."""
    everything = Decimal("-Infinity"), Decimal("Infinity")
    return {
        "exact": (value, value),
        "between": (value, high),
        "more_than": (value, everything[1]),
        "at_least": (value, everything[1]),
        "up_to": (Decimal(0), value),
        "at_most": (Decimal(0), value),
        "about": everything,
    }[qualifier]


@given(st.lists(parts(), min_size=1, max_size=6))
def test_a_sum_does_not_depend_on_the_order_of_its_parts(values):
    sums = {rules.add(list(order)) for order in list(permutations(values))[:24]}
    assert len(sums) == 1


@given(st.lists(parts(qualifiers=("exact",), missing=False), min_size=1))
def test_a_sum_of_exact_values_is_exact(values):
    total = rules.add(values)
    assert (total.value, total.value_high, total.qualifier) == (sum(part[0] for part in values), None, "exact")


@given(st.lists(parts(missing=False), min_size=1))
def test_a_sum_promises_no_more_than_its_parts(values):
    total = rules.add(values)
    least, most = bounds(total.value, total.value_high, total.qualifier)
    lows, highs = zip(*(bounds(value, high, qualifier) for value, high, qualifier, _status in values), strict=True)
    if total.qualifier != "about":
        assert least <= sum(lows)
        assert most >= sum(highs)


@given(st.lists(parts(), min_size=1))
def test_a_sum_has_an_upper_value_if_and_only_if_it_lies_between_two(values):
    total = rules.add(values)
    assert (total.value_high is not None) == (total.qualifier == "between")
    assert total.value_high is None or total.value_high > total.value


@given(st.lists(parts(), min_size=1))
def test_what_is_missing_never_counts_as_nothing(values):
    total = rules.add([*values, (None, None, "exact", "missing")])
    if all(value is None for value, *_rest in values):
        assert (total.value, total.status) == (None, "missing")
    else:
        assert total.qualifier in ("at_least", "about")
        assert total.status != "missing"


@given(st.lists(parts(missing=False), min_size=1))
def test_a_sum_of_whole_numbers_is_whole(values):
    total = rules.add(values)
    assert total.value == total.value.to_integral_value()


@given(st.lists(parts(missing=False), min_size=1))
def test_a_sum_is_as_uncertain_as_its_least_certain_part(values):
    statuses = {status for *_rest, status in values}
    expected = next((s for s in ("estimated", "provisional") if s in statuses), "normal")
    assert rules.add(values).status == expected


@given(st.sets(st.sampled_from(QUALIFIERS)), st.sets(st.sampled_from(QUALIFIERS)))
def test_qualifiers_combine_in_any_grouping(first, second):
    both = rules.combine_qualifiers(first | second)
    assert both in QUALIFIERS
    assert rules.combine_qualifiers([both]) == both
    assert rules.combine_qualifiers(first | second | {"exact"}) == both


@given(st.sets(st.sampled_from(QUALIFIERS)))
def test_a_doubt_is_never_dropped_from_a_sum(qualifiers):
    combined = rules.combine_qualifiers(qualifiers)
    assert (combined == "exact") == (qualifiers <= {"exact"})
    assert combined == "about" or "about" not in qualifiers


@pytest.mark.parametrize(
    ("qualifiers", "combined"),
    [
        (["exact", "about"], "about"),
        (["more_than", "more_than"], "more_than"),
        (["more_than", "at_least"], "at_least"),
        (["up_to", "at_most"], "up_to"),
        (["at_least", "at_most"], "about"),
        (["between", "exact"], "between"),
        (["between", "at_least"], "at_least"),
        (["between", "at_most"], "at_most"),
    ],
)
def test_qualifiers_combine_as_people_would(qualifiers, combined):
    assert rules.combine_qualifiers(qualifiers) == combined


def test_between_thirty_and_forty_and_a_missing_part_is_at_least_thirty():
    total = rules.add([(Decimal(30), Decimal(40), "between", "normal"), (None, None, "exact", "missing")])
    assert (total.value, total.qualifier) == (30, "at_least")


def test_between_thirty_and_forty_one_and_about_ten_is_about_forty_six():
    total = rules.add([(Decimal(30), Decimal(41), "between", "normal"), (Decimal(10), None, "about", "normal")])
    assert (total.value, total.value_high, total.qualifier) == (46, None, "about")


@given(st.integers(0, 50), st.integers(0, 20), st.booleans())
def test_only_small_counts_of_people_are_masked(value, threshold, people):
    masked = rules.must_mask(counts_people=people, value=Decimal(value), threshold=threshold)
    assert masked == (people and 0 < value < threshold)


def test_what_can_be_asked_is_checked_when_it_is_asked():
    with pytest.raises(ValueError, match="by"):
        Question("beneficiaries", by="colour")
    with pytest.raises(ValueError, match="basis"):
        Question("beneficiaries", basis="guessed")


# Answers


def rows_of(question: Question) -> dict:
    """Return {code or year of the group: value}."""
    return {getattr(row.group, "code", row.group): row.value for row in ask(question).rows}


@pytest.mark.django_db
class TestReportedAndComputed:
    def test_a_reported_value_comes_as_it_was_said(self):
        reported(230, qualifier="about", status="provisional")
        row = ask(Question("beneficiaries")).row
        assert (row.value, row.qualifier, row.status, row.basis) == (230, "about", "provisional", "reported")
        assert row.events == 0

    def test_values_of_events_are_summed(self):
        of_event(38, qualifier="about")
        of_event(12)
        row = ask(Question("beneficiaries")).row
        assert (row.value, row.qualifier, row.basis, row.events) == (50, "about", "computed", 2)

    def test_reported_and_computed_are_never_mixed(self):
        reported(230)
        of_event(38)
        answers = {basis: ask(Question("beneficiaries", basis=basis)).row for basis in ("", "reported", "computed")}
        assert {basis: row.value for basis, row in answers.items()} == {"": 230, "reported": 230, "computed": 38}
        assert all(row.basis == ("computed" if basis == "computed" else "reported") for basis, row in answers.items())

    def test_a_target_is_no_result(self):
        reported(478, role="target")
        assert ask(Question("beneficiaries")).rows == []
        assert ask(Question("beneficiaries", role="target")).row.value == 478

    def test_an_unknown_indicator_is_refused(self):
        answer = ask(Question("nothing"))
        assert (answer.refusal.code, answer.rows) == ("unknown-indicator", [])

    def test_an_indicator_without_values_is_answered_with_no_rows(self):
        IndicatorFactory()
        answer = ask(Question("beneficiaries"))
        assert (answer.refusal, answer.rows, answer.indicator.code) == (None, [], "beneficiaries")

    def test_a_draft_is_no_answer(self):
        ObservationFactory()
        assert ask(Question("beneficiaries")).rows == []

    def test_a_value_to_come_is_no_answer_yet(self):
        reported(230, released_at=datetime(2999, 1, 1, tzinfo=UTC))
        assert ask(Question("beneficiaries")).rows == []

    @pytest.mark.parametrize("aggregation", ["distinct", "none"])
    def test_what_may_not_be_summed_is_refused(self, aggregation):
        indicator = IndicatorFactory(code="people", aggregation=aggregation)
        of_event(38, indicator=indicator)
        of_event(12, indicator=indicator)
        answer = ask(Question("people"))
        assert (answer.refusal.code, answer.rows) == ("not-additive", [])

    def test_what_may_not_be_summed_is_listed_without_a_total(self):
        indicator = IndicatorFactory(code="people", aggregation="none")
        of_event(38, indicator=indicator)
        of_event(12, indicator=indicator)
        answer = ask(Question("people", by="event"))
        assert ({row.value for row in answer.rows}, answer.total) == ({38, 12}, None)

    def test_reported_values_are_never_summed(self):
        reported(100, year=2013)
        reported(200, year=2014)
        answer = ask(Question("beneficiaries", by="year"))
        assert (rows_of(answer.question), answer.total) == ({2013: 100, 2014: 200}, None)

    def test_what_an_event_of_unknown_date_handed_over_is_in_no_sum(self):
        unknown = EventFactory(
            date_precision="unknown", date_start=None, date_end=None, date_note_ar="م", date_note_fr="n", released=True
        )
        of_event(15, unknown)
        assert ask(Question("beneficiaries")).refusal.code == "no-time-series"
        of_event(38)
        assert ask(Question("beneficiaries")).row.value == 38
        listed = ask(Question("beneficiaries", by="event"))
        assert ({row.value for row in listed.rows}, listed.total) == ({38, 15}, None)

    def test_cumulative_values_are_neither_summed_nor_put_in_a_series(self):
        reported(202, period_type="cumulative", period_start=date(2017, 1, 1), period_end=date(2023, 6, 30))
        reported(322, period_type="cumulative", period_start=date(2017, 1, 1), period_end=date(2024, 12, 31))
        assert ask(Question("beneficiaries", by="year")).refusal.code == "no-time-series"
        assert ask(Question("beneficiaries")).row.value == 322

    @pytest.mark.parametrize("chosen", ["", "unstated"])
    def test_unstated_periods_make_no_series(self, chosen):
        reported(27637, period_type="unstated", period_start=None, period_end=None)
        question = Question("beneficiaries", by="year", period_type=chosen)
        assert ask(question).refusal.code == "no-time-series"

    def test_period_types_never_share_a_series(self):
        reported(100, year=2013)
        reported(500, period_type="school_year", period_start=date(2013, 9, 1), period_end=date(2014, 8, 31))
        reported(900, period_type="multi_year", period_start=date(2012, 1, 1), period_end=date(2013, 12, 31))
        assert rows_of(Question("beneficiaries", by="year")) == {2013: 100}
        assert rows_of(Question("beneficiaries", by="year", period_type="school_year")) == {2014: 500}

    def test_without_a_period_the_latest_value_is_answered(self):
        reported(100, year=2013)
        reported(200, year=2015)
        row = ask(Question("beneficiaries")).row
        assert (row.value, row.period_end.year) == (200, 2015)

    def test_periods_bound_what_is_asked_for(self):
        for year in (2012, 2013, 2014):
            reported(year, year=year)
        bounds = {"period_start": date(2013, 1, 1), "period_end": date(2013, 12, 31)}
        assert ask(Question("beneficiaries", **bounds)).row.value == 2013


@pytest.mark.django_db
class TestBy:
    def test_events_by_year_with_their_total(self):
        for year, value in ((2013, 28), (2014, 38), (2014, 18)):
            day = date(year, 7, 11)
            of_event(value, EventFactory(date_start=day, released=True))
        answer = ask(Question("beneficiaries", by="year"))
        assert ({row.group: row.value for row in answer.rows}, answer.total.value) == ({2013: 28, 2014: 56}, 84)

    def test_events_by_edition_leave_out_those_of_none(self):
        edition = EditionFactory()
        of_event(38, EventFactory(edition=edition, released=True))
        of_event(12)
        assert rows_of(Question("beneficiaries", by="edition")) == {"MICRO-2014": 38}

    def test_events_by_territory_are_those_of_the_territory_served(self):
        of_event(38, EventFactory(target_territory=TerritoryFactory(code="FES"), released=True))
        of_event(12, EventFactory(target_territory=TerritoryFactory(code="MEKNES"), released=True))
        of_event(2, EventFactory(target_territory=TerritoryFactory(code="MEKNES"), released=True), indicator=money())
        assert rows_of(Question("beneficiaries", by="territory")) == {"FES": 38, "MEKNES": 12}

    def test_events_one_by_one_in_the_order_of_time(self):
        for code, day in (("B", 18), ("A", 11)):
            of_event(38, EventFactory(code=code, date_start=date(2014, 7, day), released=True))
        answer = ask(Question("beneficiaries", by="event"))
        assert [row.group.code for row in answer.rows] == ["A", "B"]
        assert answer.total.value == 76

    def test_trades_come_from_breakdowns_and_breakdowns_are_in_no_other_sum(self):
        event = EventFactory(released=True)
        baker = Trade.objects.create(code="baker", name_ar="خباز", name_fr="boulanger")
        tailor = Trade.objects.create(code="tailor", name_ar="خياط", name_fr="tailleur")
        of_event(38, event)
        of_event(20, event, trade=baker)
        of_event(18, event, trade=tailor)
        assert rows_of(Question("beneficiaries", by="trade")) == {"baker": 20, "tailor": 18}
        assert ask(Question("beneficiaries")).row.value == 38
        assert ask(Question("beneficiaries", event=event.code)).row.value == 38

    def test_sex_age_and_kind_of_assistance_are_in_no_whole(self):
        event = EventFactory(released=True)
        kind = AssistanceKind.objects.create(code="cheque", name_ar="شيك", name_fr="chèque")
        of_event(38, event)
        of_event(9, event, sex="F")
        of_event(7, event, age_band="minors")
        of_event(30, event, assistance_kind=kind)
        assert ask(Question("beneficiaries", event=event.code)).row.value == 38
        assert ask(Question("beneficiaries", event=event.code, sex="F")).row.value == 9
        assert ask(Question("beneficiaries", event=event.code, age_band="minors")).row.value == 7

    def test_a_year_has_one_value_that_of_the_whole_country(self):
        reported(100)
        reported(40, territory=region())
        assert rows_of(Question("beneficiaries", by="year")) == {2014: 100}

    def test_territories_are_the_parts_and_not_the_whole(self):
        reported(100)
        reported(40, territory=region("MA-05"))
        reported(60, territory=region("MA-06"))
        assert rows_of(Question("beneficiaries", by="territory")) == {"MA-05": 40, "MA-06": 60}

    def test_editions_show_what_was_reported_of_each(self):
        for code, value in (("E-1", 230), ("E-2", 317)):
            edition = EditionFactory(code=code)
            reported(value, edition=edition, program=edition.program, period_type="edition")
        assert rows_of(Question("beneficiaries", by="edition")) == {"E-1": 230, "E-2": 317}
        assert ask(Question("beneficiaries")).rows == []
        assert ask(Question("beneficiaries", edition="E-2")).row.value == 317

    @pytest.mark.parametrize("by", ["", "year"])
    def test_several_values_for_one_place_in_an_answer_are_refused_and_not_chosen_among(self, by):
        reported(100, program=ProgramFactory(code="MICRO"))
        reported(200, program=ProgramFactory(code="TRAINING"))
        answer = ask(Question("beneficiaries", by=by))
        assert (answer.refusal.code, answer.rows) == ("several-values", [])
        assert ask(Question("beneficiaries", program="TRAINING", by=by)).rows[0].value == 200

    def test_a_question_is_kept_to_its_selection(self):
        micro, other = ProgramFactory(code="MICRO"), ProgramFactory(code="OTHER")
        fes, meknes = TerritoryFactory(code="FES"), TerritoryFactory(code="MEKNES")
        of_event(5, EventFactory(program=micro, target_territory=fes, released=True))
        of_event(10, EventFactory(program=micro, target_territory=meknes, released=True))
        of_event(100, EventFactory(program=other, target_territory=fes, released=True))
        assert ask(Question("beneficiaries", program="MICRO")).row.value == 15
        assert ask(Question("beneficiaries", territory="MA-PLACE:FES")).row.value == 105
        assert ask(Question("beneficiaries", program="OTHER", territory="MA-PLACE:MEKNES")).rows == []

    def test_a_code_used_again_in_another_scheme_is_another_place(self):
        reported(40, territory=region("MA-05"))
        assert ask(Question("beneficiaries", territory="MA-REG-2015:MA-05")).rows == []
        assert ask(Question("beneficiaries", territory="MA-REG-1997:MA-05")).row.value == 40


@pytest.mark.django_db
class TestSources:
    def test_two_sources_are_both_kept_the_earliest_first(self):
        reported(250, source=SourceFactory(date=date(2014, 8, 1)))
        reported(230, source=SourceFactory(date=date(2014, 7, 1)))
        row = ask(Question("beneficiaries")).row
        assert (row.value, [other.value for other in row.others], row.preference) == (230, [250], None)

    def test_the_preferred_source_comes_first_with_its_reason(self):
        preferred = reported(250, source=SourceFactory(date=date(2014, 8, 1)))
        reported(230, source=SourceFactory(date=date(2014, 7, 1)))
        preferred.preferences.create(reason_ar="الأدق", reason_fr="Plus précis")
        row = ask(Question("beneficiaries")).row
        assert (row.value, row.preference.reason_fr, [other.value for other in row.others]) == (
            250,
            "Plus précis",
            [230],
        )

    def test_the_latest_decision_counts_and_the_earlier_one_did_on_its_day(self):
        first, second = reported(230), reported(250)
        first.preferences.create(reason_ar="أ", reason_fr="a", decided_at=datetime(2021, 1, 1, tzinfo=UTC))
        second.preferences.create(reason_ar="ب", reason_fr="b", decided_at=datetime(2022, 1, 1, tzinfo=UTC))
        assert ask(Question("beneficiaries")).row.value == 250
        assert ask(Question("beneficiaries", as_of=date(2021, 6, 1))).row.value == 230

    def test_sources_that_agree_stand_behind_one_value(self):
        sources = [reported(230).source, reported(230).source]
        row = ask(Question("beneficiaries")).row
        assert (set(row.sources), row.others) == (set(sources), ())

    @pytest.mark.parametrize("other", [{"qualifier": "about"}, {"value": 231}], ids=str)
    def test_sources_that_agree_in_part_only_disagree(self, other):
        reported(230)
        reported(**{"value": 230, **other})
        assert len(ask(Question("beneficiaries")).row.others) == 1

    def test_two_ranges_with_different_ends_disagree(self):
        reported(30, qualifier="between", value_high=40)
        reported(30, qualifier="between", value_high=50)
        row = ask(Question("beneficiaries")).row
        assert {row.value_high, *(other.value_high for other in row.others)} == {40, 50}

    def test_a_value_comes_before_a_source_that_has_none(self):
        reported(None, status="missing", source=SourceFactory(date=date(2014, 1, 1)))
        reported(230, source=SourceFactory(date=date(2014, 7, 1)))
        assert ask(Question("beneficiaries")).row.value == 230

    def test_only_the_preferred_value_of_an_event_is_summed(self):
        event = EventFactory(released=True)
        of_event(11, event, source=SourceFactory(date=date(2014, 7, 1)))
        of_event(14, event, source=SourceFactory(date=date(2014, 8, 1)))
        of_event(20)
        assert ask(Question("beneficiaries")).row.value == 31


@pytest.mark.django_db
class TestMasking:
    def test_a_count_of_few_people_is_masked_everywhere(self):
        few = of_event(3)
        rows = [
            ask(Question("beneficiaries", event=few.event.code)).row,
            *rows_of_indicator("beneficiaries"),
            *single_rows([few.code]),
            *draft_rows(few.event),
        ]
        assert [(row.masked, row.value, row.value_high) for row in rows] == [(True, None, None)] * 4

    def test_a_masked_part_masks_the_sums_it_could_be_worked_out_from(self):
        of_event(3)
        of_event(38)
        answer = ask(Question("beneficiaries", by="event"))
        assert [row.value for row in answer.rows if not row.masked] == [38]
        assert (answer.total.masked, answer.total.value) == (True, None)
        assert ask(Question("beneficiaries")).row.masked

    def test_the_upper_end_of_a_masked_range_is_masked(self):
        row_of_few = of_event(3, qualifier="between", value_high=9)
        assert ask(Question("beneficiaries", event=row_of_few.event.code)).row.value_high is None

    @pytest.mark.parametrize("value", [0, 5])
    def test_nobody_and_the_threshold_itself_are_shown(self, value):
        shown = of_event(value)
        assert ask(Question("beneficiaries", event=shown.event.code)).row.value == value

    def test_few_projects_and_few_dirhams_are_shown(self):
        projects = IndicatorFactory(code="projects", statistical_unit="projects")
        for indicator in (projects, money()):
            assert ask(Question(indicator.code, event=of_event(3, indicator=indicator).event.code)).row.value == 3

    def test_another_source_s_small_count_is_masked_too(self):
        event = EventFactory(released=True)
        of_event(7, event, source=SourceFactory(date=date(2014, 7, 1)))
        of_event(4, event, source=SourceFactory(date=date(2014, 8, 1)))
        row = ask(Question("beneficiaries", event=event.code)).row
        assert (row.value, [(other.masked, other.value) for other in row.others]) == (7, [(True, None)])


@pytest.mark.django_db
class TestStatements:
    """A page with ten figures costs what a page with one does."""

    @pytest.mark.parametrize("size", [2, 60])
    def test_any_number_of_questions_takes_one_statement(self, size, django_assert_num_queries):
        events = [of_event(10).event.code for _ in range(size)]
        for year in range(2000, 2000 + size):
            reported(year, year=year).preferences.create(reason_ar="أ", reason_fr="a")
        questions = [Question("beneficiaries", event=code) for code in events]
        questions += [Question("beneficiaries", by=by) for by in ("", "year", "event", "edition", "territory")]
        with django_assert_num_queries(1):
            answers = ask_many(questions)
            for answer in answers:
                for row in answer.rows:
                    assert row.sources
                    assert row.territory is None or row.territory.ref
                    assert row.preference is None or row.preference.reason

    def test_indicators_without_values_take_one_more(self, django_assert_num_queries):
        of_event(10)
        IndicatorFactory(code="empty")
        with django_assert_num_queries(2):
            ask_many(
                [Question("beneficiaries"), Question("empty"), Question("unknown"), Question("unknown", by="year")]
            )

    def test_nothing_asked_takes_none(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert ask_many([]) == []

    def test_a_page_may_ask_for_more_figures_than_a_database_nests_conditions(self):
        IndicatorFactory()
        assert len(ask_many([Question("beneficiaries", event=f"EVENT-{number}") for number in range(3000)])) == 3000

    @pytest.mark.parametrize("size", [2, 40])
    def test_the_list_of_an_indicator_takes_one_statement(self, size, django_assert_num_queries):
        for year in range(2000, 2000 + size):
            reported(year, year=year)
        with django_assert_num_queries(1):
            assert len(rows_of_indicator("beneficiaries")) == size


def test_a_day_ends_where_the_portal_is():
    assert end_of(date(2020, 1, 1)).isoformat() == "2020-01-01T23:59:59.999999+01:00"


@pytest.mark.django_db
def test_the_latest_value_of_an_indicator_comes_first_and_unstated_ones_last():
    reported(10, year=2013)
    reported(30, period_type="unstated", period_start=None, period_end=None)
    reported(20, year=2015)
    assert [row.value for row in rows_of_indicator("beneficiaries")] == [20, 10, 30]
