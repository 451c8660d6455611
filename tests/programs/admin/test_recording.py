"""The form of an event with its figures, and its errors."""

from datetime import date

import pytest

from programs.facts.events import DistributionEvent
from programs.facts.indicators import Indicator
from programs.facts.observations import Observation
from programs.facts.sources import Source
from tests.factories import EventFactory, IndicatorFactory, SourceFactory
from tests.programs.forms import errors_of, event_data, row, url

pytestmark = pytest.mark.django_db


class TestRecordingAnEvent:
    def test_is_one_form_with_its_figures(self, editor, facts):
        data = event_data(facts, row("beneficiaries", "38"), row("amount-delivered", "650 ألف درهم"))
        response = editor.post(url(DistributionEvent, "add"), data)
        assert response.status_code == 302, errors_of(response)
        event = DistributionEvent.objects.get()
        assert event.code == "FES-2026-11-13"
        assert event.name_ar
        assert event.name_fr
        assert event.target_territory == facts["fes"]
        assert event.date_end == date(2026, 11, 13)
        assert not event.is_released
        values = {o.indicator.code: o.value for o in event.observations.all()}
        assert values == {"beneficiaries": 38, "amount-delivered": 650_000}

    def test_gives_figures_the_place_and_period_of_the_event(self, editor, facts):
        editor.post(url(DistributionEvent, "add"), event_data(facts, row("beneficiaries", "38")))
        figure = Observation.objects.get()
        assert figure.territory == facts["fes"]
        assert figure.program == facts["program"]
        assert figure.period_start == figure.period_end == date(2026, 11, 13)
        assert figure.code == "FES-2026-11-13.beneficiaries"
        assert not figure.is_released

    def test_without_a_source_records_the_announcement_of_the_foundation(self, editor, facts):
        data = event_data(facts, row("beneficiaries", "38"), row("projects", "30"))
        editor.post(url(DistributionEvent, "add"), data)
        assert {o.source.code for o in Observation.objects.all()} == {"ANNOUNCEMENT-FES-2026-11-13"}

    def test_takes_a_source_for_all_and_another_for_one(self, editor, facts):
        common, other = SourceFactory(), SourceFactory()
        rows = row("beneficiaries", "38"), row("projects", "30", source=other.pk)
        editor.post(url(DistributionEvent, "add"), event_data(facts, *rows, figures_source=common.pk))
        found = {o.indicator.code: o.source for o in Observation.objects.all()}
        assert found == {"beneficiaries": common, "projects": other}

    def test_takes_the_qualifier_that_is_written_with_the_number(self, editor, facts):
        editor.post(url(DistributionEvent, "add"), event_data(facts, row("beneficiaries", "نحو 230")))
        figure = Observation.objects.get()
        assert (figure.value, figure.qualifier) == (230, "about")

    def test_drops_rows_that_nobody_filled(self, editor, facts):
        rows = row("beneficiaries", "38"), row("projects", ""), row("amount-delivered", "")
        response = editor.post(url(DistributionEvent, "add"), event_data(facts, *rows))
        assert response.status_code == 302, errors_of(response)
        assert Observation.objects.get().indicator.code == "beneficiaries"

    def test_begins_with_the_rows_that_most_events_have(self, editor, facts):
        response = editor.get(url(DistributionEvent, "add"))
        formset = response.context["form"].formsets["observations"]
        assert [form["indicator"].value() for form in formset.forms] == [
            Indicator.objects.get(code=code).pk for code in ("beneficiaries", "projects", "amount-delivered")
        ]

    def test_offers_only_indicators_that_an_event_can_have(self, editor, facts):
        IndicatorFactory(code="reoffending-rate", statistical_unit="rate", aggregation="none")
        response = editor.get(url(DistributionEvent, "add"))
        offered = response.context["form"].formsets["observations"].forms[0].fields["indicator"].queryset
        assert "reoffending-rate" not in {indicator.code for indicator in offered}

    def test_suggests_a_code_that_is_free(self, editor, facts):
        EventFactory(code="FES-2026-11-13")
        editor.post(url(DistributionEvent, "add"), event_data(facts, row("beneficiaries", "38")))
        assert DistributionEvent.objects.filter(code="FES-2026-11-13-2").exists()

    def test_keeps_the_note_of_an_uncertain_day(self, editor, facts):
        fields = {
            "date_precision": "uncertain",
            "date_start": "2026-11-06",
            "date_end": "2026-11-27",
            "date_note_ar": "أحد أيام الجمعة",
            "date_note_fr": "L’un des vendredis",
        }
        response = editor.post(url(DistributionEvent, "add"), event_data(facts, row("beneficiaries", "38"), **fields))
        assert response.status_code == 302, errors_of(response)
        assert DistributionEvent.objects.get().code == "FES-2026-11"


class TestBadInput:
    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"date_start": ""}, "date_start"),
            ({"date_start": "2026-02-31"}, "date_start"),
            ({"date_end": "2026-11-12"}, "date_precision"),
            ({"date_precision": "range", "date_end": "2026-11-12"}, "date_end"),
            ({"date_precision": "range"}, "date_end"),
            ({"date_precision": "unknown"}, "date_precision"),
            ({"venue_territory": ""}, "venue_territory"),
            ({"program": ""}, "program"),
            ({"code": "فاس"}, "code"),
        ],
    )
    def test_is_shown_on_its_field_and_changes_nothing(self, editor, facts, fields, field):
        response = editor.post(url(DistributionEvent, "add"), event_data(facts, row("beneficiaries", "38"), **fields))
        assert field in errors_of(response)
        assert not DistributionEvent.objects.exists()
        assert not Observation.objects.exists()
        assert not Source.objects.exists()

    @pytest.mark.parametrize("value", ["-5", "−5", "كثير", "3.5", "650.00.0"])
    def test_counts_are_whole_numbers_from_zero_up(self, editor, facts, value):
        response = editor.post(url(DistributionEvent, "add"), event_data(facts, row("beneficiaries", value)))
        assert "0.value" in errors_of(response)
        assert not DistributionEvent.objects.exists()

    def test_an_event_without_figures_is_refused(self, editor, facts):
        response = editor.post(url(DistributionEvent, "add"), event_data(facts))
        assert "figures" in errors_of(response)
        assert not DistributionEvent.objects.exists()

    def test_a_territory_outside_the_scheme_of_the_period_is_refused(self, editor, facts):
        data = event_data(facts, row("beneficiaries", "38"), target_territory=facts["old_region"].pk)
        response = editor.post(url(DistributionEvent, "add"), data)
        assert "target_territory" in errors_of(response)

    def test_a_code_that_is_taken_is_refused(self, editor, facts):
        EventFactory(code="FES-1")
        response = editor.post(
            url(DistributionEvent, "add"), event_data(facts, row("beneficiaries", "38"), code="FES-1")
        )
        assert "code" in errors_of(response)

    def test_the_same_figure_twice_is_refused(self, editor, facts):
        rows = row("beneficiaries", "38"), row("beneficiaries", "39")
        response = editor.post(url(DistributionEvent, "add"), event_data(facts, *rows))
        assert "1.indicator" in errors_of(response)

    def test_a_missing_value_has_no_number(self, editor, facts):
        data = event_data(facts, row("beneficiaries", "38", status="O"))
        assert "0.value" in errors_of(editor.post(url(DistributionEvent, "add"), data))
        data = event_data(facts, row("beneficiaries", "", status="O"))
        assert editor.post(url(DistributionEvent, "add"), data).status_code == 302

    def test_between_needs_a_larger_upper_value(self, editor, facts):
        data = event_data(facts, row("beneficiaries", "38", qualifier="between", value_high="30"))
        assert "0.value_high" in errors_of(editor.post(url(DistributionEvent, "add"), data))
