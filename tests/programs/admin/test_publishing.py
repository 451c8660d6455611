"""Previews, release and later changes of facts in the admin."""

from datetime import date

import pytest
from django.urls import reverse

from programs.facts.events import DistributionEvent
from programs.facts.observations import Observation
from programs.facts.programs import Trade
from programs.facts.sources import Source
from tests.factories import EventFactory, ObservationFactory
from tests.programs.factories import of_event
from tests.programs.forms import errors_of, event_data, row, url

pytestmark = pytest.mark.django_db


class TestPublishing:
    def test_saves_and_publishes_in_one_go(self, moderator, facts):
        data = event_data(facts, row("beneficiaries", "38"), **{"action-release": "1"})
        moderator.post(url(DistributionEvent, "add"), data)
        assert DistributionEvent.objects.get().is_released
        assert Observation.objects.get().is_released

    def test_is_not_for_editors(self, editor, facts):
        data = event_data(facts, row("beneficiaries", "38"), **{"action-release": "1"})
        editor.post(url(DistributionEvent, "add"), data)
        assert not DistributionEvent.objects.get().is_released
        assert b"action-release" not in editor.get(url(DistributionEvent, "add")).content

    def test_publishes_chosen_drafts_at_once(self, moderator):
        drafts = [ObservationFactory(event=EventFactory()) for _number in range(2)]
        address = reverse("wagtail_bulk_action", args=["programs", "observation", "release"])
        query = "&".join(f"id={draft.pk}" for draft in drafts)
        assert moderator.get(f"{address}?{query}").status_code == 200
        moderator.post(f"{address}?{query}")
        assert Observation.objects.released().count() == 2

    def test_chosen_drafts_stay_drafts_for_editors(self, editor):
        draft = ObservationFactory()
        address = reverse("wagtail_bulk_action", args=["programs", "observation", "release"])
        editor.post(f"{address}?id={draft.pk}")
        assert not Observation.objects.released().exists()


class TestPublicEvents:
    @pytest.fixture
    def figure(self, facts):
        event = EventFactory(
            code="FES-2026-11-13",
            released=True,
            date_start=date(2026, 11, 13),
            venue_territory=facts["fes"],
            target_territory=facts["fes"],
        )
        return of_event(38, event)

    def test_are_read_by_editors_and_not_changed(self, editor, figure):
        response = editor.get(url(DistributionEvent, "edit", figure.event_id))
        assert response.status_code == 302
        assert "inspect" in response.url

    def test_show_published_figures_outside_the_form(self, moderator, figure):
        response = moderator.get(url(DistributionEvent, "edit", figure.event_id))
        assert response.context["form"].formsets["observations"].forms == []
        assert reverse("programs_correct", args=[figure.pk]) in response.content.decode()

    def test_take_new_figures_as_drafts(self, moderator, facts, figure):
        data = event_data(facts, row("projects", "30"), code="FES-2026-11-13", name_ar="أ", name_fr="a")
        response = moderator.post(url(DistributionEvent, "edit", figure.event_id), data)
        assert response.status_code == 302, errors_of(response)
        assert Observation.objects.drafts().get().indicator.code == "projects"
        assert Observation.objects.get(pk=figure.pk).value == 38

    def test_refuse_a_second_value_of_the_same_source(self, moderator, facts, figure):
        data = event_data(facts, row("beneficiaries", "40", source=figure.source_id))
        response = moderator.post(url(DistributionEvent, "edit", figure.event_id), data)
        assert "0.indicator" in errors_of(response)

    def test_move_only_with_a_public_reason(self, moderator, facts, figure):
        data = event_data(facts, date_start="2026-11-14", name_ar="أ", name_fr="a")
        address = url(DistributionEvent, "edit", figure.event_id)
        assert {"reason_ar", "reason_fr"} <= set(errors_of(moderator.post(address, data)))
        assert DistributionEvent.objects.get().date_start == date(2026, 11, 13)
        response = moderator.post(address, {**data, "reason_ar": "صُحح اليوم", "reason_fr": "Jour corrigé"})
        assert response.status_code == 302, errors_of(response)
        assert DistributionEvent.objects.get().date_start == date(2026, 11, 14)
        corrected = Observation.objects.current().get()
        assert corrected.supersedes == figure
        assert corrected.period_start == date(2026, 11, 14)
        assert corrected.reason_fr == "Jour corrigé"

    def test_keep_their_code(self, moderator, facts, figure):
        data = event_data(facts, code="OTHER", name_ar="أ", name_fr="a")
        moderator.post(url(DistributionEvent, "edit", figure.event_id), data)
        assert DistributionEvent.objects.get().code == "FES-2026-11-13"


class TestPreview:
    @pytest.mark.parametrize("language", ["ar", "fr"])
    def test_shows_what_was_never_saved(self, editor, facts, language):
        Trade.objects.create(code="sewing", name_ar="الخياطة", name_fr="Couture")
        data = event_data(facts, row("beneficiaries", "38"), trades=[Trade.objects.get().pk])
        address = url(DistributionEvent, "preview_on_add")
        assert editor.post(address, data).json() == {"is_valid": True, "is_available": True}
        page = editor.get(address, {"mode": language}).content.decode()
        assert f'lang="{language}"' in page
        assert "38" in page
        assert ("Couture" if language == "fr" else "الخياطة") in page
        assert not DistributionEvent.objects.exists()
        assert not Source.objects.exists()

    def test_shows_what_is_half_typed(self, editor, facts):
        address = url(DistributionEvent, "preview_on_add")
        assert editor.post(address, event_data(facts)).json()["is_valid"]

    def test_shows_changes_of_a_draft(self, editor, facts):
        event = EventFactory(target_territory=facts["fes"], venue_territory=facts["fes"])
        draft = ObservationFactory(event=event)
        data = event_data(facts, row("beneficiaries", "77", id=draft.pk, source=draft.source_id))
        address = url(DistributionEvent, "preview_on_edit", event.pk)
        assert editor.post(address, data).json()["is_valid"]
        assert "77" in editor.get(address, {"mode": "fr"}).content.decode()
        assert Observation.objects.get().value == 230
