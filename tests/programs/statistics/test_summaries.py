"""Mean, median and count of the values of an answer: their values, refusals and texts."""

import csv
import io
import json
import statistics
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.pages.data_license import LICENSE_COLUMN, LICENSE_URL
from programs.exports.rows import SUMMARY_COLUMNS
from programs.presentation.sentences import summary_text
from programs.statistics.questions import Question
from programs.statistics.refusals import Refusal
from programs.statistics.summaries import PLACES, QualifiedValue, mean_and_median, summarize
from tests.factories import EditionFactory, EventFactory, IndicatorFactory, TerritoryFactory
from tests.programs.factories import money, of_event, region, reported

LANGUAGES = pytest.mark.parametrize("language", ["ar", "fr"])
BY_EVENT = Question("beneficiaries", by="event")


def said(value, qualifier="exact", high=None) -> QualifiedValue:
    return QualifiedValue(Decimal(value), None if high is None else Decimal(high), qualifier)


class TestRule:
    def test_exact_values_have_an_exact_mean_and_median(self):
        mean, median = mean_and_median([said(1), said(2), said(9)])
        assert (mean, median) == (QualifiedValue(Decimal(4), None, "exact"), QualifiedValue(Decimal(2), None, "exact"))

    @pytest.mark.parametrize(
        ("others", "mean", "median"),
        [
            (["about"], "about", "about"),
            (["at_least"], "at_least", "at_least"),
            (["more_than"], "more_than", "at_least"),
            (["up_to"], "up_to", "up_to"),
            (["at_most", "at_least"], "about", "about"),
        ],
    )
    def test_uncertainty_of_one_value_is_one_of_both(self, others, mean, median):
        found = mean_and_median([said(1), said(2), *(said(9, qualifier) for qualifier in others)])
        assert tuple(one.qualifier for one in found) == (mean, median)

    def test_the_median_is_strictly_more_only_if_every_value_is(self):
        _mean, median = mean_and_median([said(1, "more_than"), said(2, "more_than"), said(3, "more_than")])
        assert median.qualifier == "more_than"

    def test_ranges_take_their_ends(self):
        mean, median = mean_and_median([said(1), said(10, "between", 40), said(4)])
        assert mean == QualifiedValue(Decimal(5), Decimal(15), "between")
        assert median == QualifiedValue(Decimal(4), Decimal(4), "between")

    def test_an_upper_bound_takes_the_upper_end_of_a_range(self):
        mean, _median = mean_and_median([said(1, "at_most"), said(10, "between", 40), said(4)])
        assert mean == QualifiedValue(Decimal(15), None, "at_most")

    def test_what_is_about_takes_the_middle_of_a_range(self):
        mean, _median = mean_and_median([said(1, "about"), said(10, "between", 40), said(4)])
        assert mean == QualifiedValue(Decimal(10), None, "about")

    @given(st.lists(st.tuples(st.decimals(0, 10**9, places=2), st.integers(0, 100)), min_size=1), st.data())
    def test_the_truth_lies_between_the_ends(self, ranges, data):
        values = [QualifiedValue(low, low + width, "between") for low, width in ranges]
        truth = [low + data.draw(st.integers(0, width)) for low, width in ranges]
        mean, median = mean_and_median(values)
        assert mean.value <= statistics.mean(truth).quantize(PLACES) <= mean.value_high
        assert median.value <= statistics.median(truth).quantize(PLACES) <= median.value_high


@pytest.mark.django_db
class TestAgainstRecomputation:
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.none() | st.integers(0, 300), min_size=3, max_size=9))
    def test_they_equal_those_of_the_values_that_are_shown(self, db, values):
        with transaction.atomic():
            for value in values:
                of_event(value, status="O" if value is None else "A")
            found = summarize(BY_EVENT)
            transaction.set_rollback(True)
        shown = [Decimal(value) for value in values if value is not None and not 0 < value < 5]
        if len(shown) < 3:
            assert found.code == "few-values"
            return
        assert found.count == len(shown)
        assert found.mean.value == statistics.mean(shown).quantize(PLACES)
        assert found.median.value == statistics.median(shown)
        assert (found.least.value, found.greatest.value) == (min(shown), max(shown))
        assert found.missing == values.count(None)
        assert found.masked == len(values) - len(shown) - found.missing


@pytest.mark.django_db
class TestSummary:
    def test_it_carries_what_is_behind_the_values(self):
        for value in (10, 20, 60):
            of_event(value, status="E" if value == 10 else "A")
        found = summarize(BY_EVENT)
        assert (found.events, len(found.sources), found.status, found.indicator.unit.code) == (
            3, 3, "E", "person",
        )  # fmt: skip

    def test_sums_are_values_too(self):
        editions = [
            EditionFactory(code=f"MICRO-{year}", period_start=None, period_end=None) for year in (2013, 2014, 2015)
        ]
        for number, edition in enumerate(editions, start=1):
            event = EventFactory(edition=edition, released=True)
            for _part in range(2):
                of_event(10 * number, EventFactory(edition=edition, released=True))
            of_event(5, event)
        found = summarize(Question("beneficiaries", by="edition"))
        assert (found.mean.value, found.median.value, found.events) == (45, 45, 9)

    def test_an_event_of_no_known_day_is_a_case_like_others(self):
        unknown = {"date_precision": "unknown", "date_start": None, "date_end": None, "date_note_ar": "م"}
        of_event(30, EventFactory(released=True, date_note_fr="n", **unknown))
        for value in (10, 20):
            of_event(value)
        assert summarize(BY_EVENT).mean.value == 20


@pytest.mark.django_db
class TestRefusals:
    def refused(self, question: Question) -> Refusal:
        found = summarize(question)
        assert isinstance(found, Refusal)
        return found

    def test_one_value_is_no_set_and_its_parts_are(self):
        for value in (10, 20, 60):
            of_event(value)
        refusal = self.refused(Question("beneficiaries"))
        assert (refusal.code, refusal.nearest) == ("no-cases", BY_EVENT)

    def test_parts_of_a_breakdown_are_no_cases(self):
        for sex in ("F", "M", "F"):
            of_event(20, sex=sex)
        assert self.refused(Question("beneficiaries", by="sex")).code == "no-cases"

    def test_rates_have_no_mean(self):
        rate = IndicatorFactory(code="rate", statistical_unit="rate", aggregation="none", threshold=0)
        for value in (10, 20, 60):
            of_event(value, indicator=rate)
        assert self.refused(Question("rate", by="event")).code == "no-mean-of-rates"

    @pytest.mark.parametrize("period", ["cumulative", "unstated"])
    def test_such_periods_have_no_mean(self, period):
        days = {"period_start": None, "period_end": None} if period == "unstated" else {}
        for number in range(3):
            reported(10, territory=TerritoryFactory(code=f"P-{number}"), period_type=period, **days)
        assert self.refused(Question("beneficiaries", by="territory")).code == "no-mean-of-periods"

    def test_periods_of_different_types_have_no_mean(self):
        for year, period in ((2013, "edition"), (2014, "edition"), (2015, "multi_year")):
            edition = EditionFactory(code=f"MICRO-{year}", period_start=None, period_end=None)
            reported(50, year=year, edition=edition, program=edition.program, period_type=period)
        assert self.refused(Question("beneficiaries", by="edition")).code == "unlike-periods"

    def test_a_place_and_what_may_hold_it_are_no_cases_of_one_thing(self):
        for place in (TerritoryFactory(code="FES"), TerritoryFactory(code="SALE"), region()):
            reported(50, territory=place)
        assert self.refused(Question("beneficiaries", by="territory")).code == "unlike-territories"

    def test_few_values_have_no_mean_masked_or_not(self):
        for value in (10, 20, 3, 2):
            of_event(value)
        refusal = self.refused(BY_EVENT)
        assert (refusal.code, refusal.nearest) == ("few-values", None)

    def test_a_refused_answer_has_no_summary(self):
        for value in (10, 20, 60):
            of_event(value)
            of_event(value, indicator=money())
        question = Question("beneficiaries+amount-delivered", by="event")
        assert self.refused(question).code == "across-units"


@pytest.fixture
def three_shown(db):
    """Three values, one of them not exact; a masked one and a missing one."""
    for value, qualifier in ((10, "exact"), (20, "about"), (60, "exact"), (3, "exact")):
        of_event(value, qualifier=qualifier)
    of_event(None, status="O")


class TestWords:
    @LANGUAGES
    def test_contain_mean_median_count_and_what_is_left_out(self, three_shown, language):
        with override(language):
            text = summary_text(summarize(BY_EVENT))
        about = {"ar": "نحو", "fr": "environ"}[language]
        assert text.count(about) == 2
        assert [number in text for number in ("30", "20", "10", "60")] == [True] * 4
        counted, masked, missing = {
            "ar": ("3 قيم", "قيمة واحدة محجوبة", "قيمة واحدة غير متوفرة"),
            "fr": ("3 valeurs", "1 valeur masquée", "1 valeur n’est pas disponible"),
        }[language]
        assert all(words in text for words in (counted, masked, missing)), text

    @LANGUAGES
    def test_a_mean_is_rounded_for_readers_with_the_comma_of_the_language(self, db, language):
        for value in (10, 20, 61):
            of_event(value)
        with override(language):
            text = summary_text(summarize(BY_EVENT))
        assert {"ar": "30,3", "fr": "30,3"}[language] in text
        assert "30,33" not in text

    @LANGUAGES
    def test_the_page_of_an_answer_shows_them_below_its_table(self, three_shown, client, language):
        page = client.get(f"/{language}/figures/?indicator=beneficiaries&by=event").content.decode()
        with override(language):
            assert summary_text(summarize(BY_EVENT)) in page

    @LANGUAGES
    def test_the_page_of_an_indicator_shows_them_of_its_events(self, three_shown, client, language):
        page = client.get(f"/{language}/data/beneficiaries/").content.decode()
        with override(language):
            assert summary_text(summarize(BY_EVENT)) in page

    def test_a_page_of_few_values_shows_none(self, db, client):
        of_event(10)
        assert client.get("/fr/figures/?indicator=beneficiaries&by=event").context["summary"] == ""
        assert client.get("/fr/data/beneficiaries/").context["summary"] == ""


class TestForMachines:
    def asked(self, **options) -> str:
        output = io.StringIO()
        call_command("statistics", "beneficiaries", summary=True, stdout=output, **{"by": "event", **options})
        return output.getvalue()

    def test_the_json_alternate_has_them(self, three_shown, client):
        summary = client.get("/fr/figures.json?indicator=beneficiaries&by=event").json()["summary"]
        assert (summary["count"], summary["masked"], summary["missing"]) == (3, 1, 1)
        assert summary["mean"] == {"obs_value": "30", "obs_value_high": None, "qualifier": "about"}
        assert summary["median"]["obs_value"] == "20"

    def test_the_json_alternate_has_the_reason_if_there_are_none(self, db, client):
        of_event(10)
        summary = client.get("/fr/figures.json?indicator=beneficiaries&by=event").json()["summary"]
        assert summary["refusal"]["code"] == "few-values"
        assert set(summary) == {"refusal"}

    @LANGUAGES
    def test_the_command_prints_the_words_of_the_page(self, three_shown, language):
        with override(language):
            text = summary_text(summarize(BY_EVENT))
        assert text in self.asked(language=language)

    def test_the_command_prints_the_json_of_the_page(self, three_shown, client):
        printed = json.loads(self.asked(format="json"))
        assert printed.pop("question") == BY_EVENT.as_codes()
        assert printed.pop("license") == LICENSE_URL
        assert printed == client.get("/fr/figures.json?indicator=beneficiaries&by=event").json()["summary"]

    def test_the_command_prints_one_row_as_csv(self, three_shown):
        [row] = csv.DictReader(io.StringIO(self.asked(format="csv").removeprefix("\ufeff")))
        assert tuple(row) == (*SUMMARY_COLUMNS, LICENSE_COLUMN)
        assert (row["count"], row["mean"], row["median"], row["mean_qualifier"]) == ("3", "30", "20", "about")
        assert (row["least"], row["greatest"], row["greatest_qualifier"]) == ("10", "60", "exact")

    def test_the_command_suggests_another_question(self, three_shown):
        with pytest.raises(CommandError, match="--by event --summary"):
            self.asked(by="")
