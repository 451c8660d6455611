"""The query API: reported and computed values, splits, and refusals."""

from datetime import UTC, date, datetime

import pytest

from programs.facts.programs import AssistanceKind, Trade
from programs.statistics.query import ask
from programs.statistics.questions import Question
from tests.factories import (
    EditionFactory,
    EventFactory,
    IndicatorFactory,
    ObservationFactory,
    ProgramFactory,
    TerritoryFactory,
)
from tests.programs.factories import money, of_event, region, reported


def rows_of(question: Question) -> dict:
    """Return {code or year of the group: value}."""
    return {getattr(row.group, "code", row.group): row.value for row in ask(question).rows}


@pytest.mark.django_db
class TestReportedAndComputed:
    def test_a_reported_value_is_unchanged(self):
        reported(230, qualifier="about", status="P")
        row = ask(Question("beneficiaries")).row
        assert (row.value, row.qualifier, row.status, row.basis) == (230, "about", "P", "reported")
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

    def test_a_future_release_is_no_answer_yet(self):
        reported(230, released_at=datetime(2999, 1, 1, tzinfo=UTC))
        assert ask(Question("beneficiaries")).rows == []

    @pytest.mark.parametrize("aggregation", ["distinct", "none"])
    def test_a_sum_of_values_that_may_not_be_summed_is_refused(self, aggregation):
        indicator = IndicatorFactory(code="people", aggregation=aggregation)
        of_event(38, indicator=indicator)
        of_event(12, indicator=indicator)
        answer = ask(Question("people"))
        assert (answer.refusal.code, answer.rows) == ("not-additive", [])

    def test_values_that_may_not_be_summed_are_listed_without_a_total(self):
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

    def test_values_of_an_undated_event_are_in_no_sum(self):
        unknown = EventFactory(
            date_precision="unknown", date_start=None, date_end=None, date_note_ar="م", date_note_fr="n", released=True
        )
        of_event(15, unknown)
        assert ask(Question("beneficiaries")).refusal.code == "no-sum-without-dates"

    def test_a_list_of_events_without_that_breakdown_is_not_refused_for_dates(self):
        unknown = EventFactory(
            date_precision="unknown", date_start=None, date_end=None, date_note_ar="م", date_note_fr="n", released=True
        )
        of_event(15, unknown)
        assert ask(Question("beneficiaries", by="event,trade")).refusal.code == "not-by-trade"
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

    def test_period_bounds_narrow_a_question(self):
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

    def test_a_year_has_the_value_of_the_whole_country(self):
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

    def test_a_code_reused_in_another_scheme_is_another_territory(self):
        reported(40, territory=region("MA-05"))
        assert ask(Question("beneficiaries", territory="MA-REG-2015:MA-05")).rows == []
        assert ask(Question("beneficiaries", territory="MA-REG-1997:MA-05")).row.value == 40
