"""The query API: several sources, disclosure control, and the number of statements."""

from datetime import UTC, date, datetime

import pytest

from programs.statistics.compile import fetch
from programs.statistics.query import ask, ask_many
from programs.statistics.questions import Question
from programs.statistics.sources.decisions import end_of_day
from programs.statistics.sources.series import draft_rows, rows_of_indicator
from tests.factories import (
    EventFactory,
    IndicatorFactory,
    SourceFactory,
)
from tests.programs.factories import money, of_event, reported


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
        reported(None, status="O", source=SourceFactory(date=date(2014, 1, 1)))
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
            *draft_rows(few.event),
        ]
        assert [(row.masked, row.value, row.value_high) for row in rows] == [(True, None, None)] * 3

    def test_a_masked_part_masks_sums_that_reveal_it(self):
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
    def test_any_number_of_questions_takes_as_many_statements(self, size, django_assert_num_queries):
        events = [of_event(10).event.code for _ in range(size)]
        for year in range(2000, 2000 + size):
            reported(year, year=year).preferences.create(reason_ar="أ", reason_fr="a")
        questions = [Question("beneficiaries", event=code) for code in events]
        questions += [Question("beneficiaries", by=by) for by in ("", "year", "event", "edition", "territory")]
        # The fold, a statement for each kind of record that rows name, and two for what sources dispute.
        with django_assert_num_queries(7):
            answers = ask_many(questions, explain=False)
            for answer in answers:
                for row in answer.rows:
                    assert row.sources
                    assert row.territory is None or row.territory.ref
                    assert row.preference is None or row.preference.reason
        with django_assert_num_queries(1):  # whatever else is shown of the observations behind the rows
            for answer in answers:
                for row in answer.rows:
                    assert row.observation.program is None or row.observation.program.name

    def test_explaining_an_empty_answer_takes_two_more_statements(self, django_assert_num_queries):
        of_event(10)
        IndicatorFactory(code="empty")
        with django_assert_num_queries(6):
            ask_many(
                [Question("beneficiaries"), Question("empty"), Question("unknown"), Question("unknown", by="year")]
            )

    @pytest.mark.parametrize(("count", "kept"), [(2, True), (2_000, False)])
    def test_a_statement_is_cached_unless_it_names_many_events(self, count, kept):
        question = Question("beneficiaries", events=[of_event(10).event.code, *map(str, range(count))])
        before = fetch._cached_statement.cache_info()
        assert ask(question) == ask(question)
        after = fetch._cached_statement.cache_info()
        assert (after.hits > before.hits, after.misses > before.misses) == (kept, kept)

    def test_no_question_takes_no_statement(self, django_assert_num_queries):
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


def test_a_day_ends_in_the_time_zone_of_the_portal():
    assert end_of_day(date(2020, 1, 1)).isoformat() == "2020-01-01T23:59:59.999999+01:00"


@pytest.mark.django_db
def test_the_latest_value_of_an_indicator_comes_first_and_unstated_ones_last():
    reported(10, year=2013)
    reported(30, period_type="unstated", period_start=None, period_end=None)
    reported(20, year=2015)
    assert [row.value for row in rows_of_indicator("beneficiaries")] == [20, 10, 30]
