"""Deletion of facts in the admin, refused where something refers to them."""

import pytest
from django.urls import reverse
from wagtail.models import ReferenceIndex

from news.models import ArticlePage
from programs.facts.events import DistributionEvent
from programs.facts.indicators import Indicator
from programs.facts.observations import Observation
from programs.facts.programs import Program, Trade
from tests.factories import EventFactory, IndicatorFactory, ObservationFactory, ProgramFactory
from tests.programs.factories import of_event
from tests.programs.forms import url

pytestmark = pytest.mark.django_db


class TestDeleting:
    def labels(self, response) -> set[str]:
        assert response.status_code == 409
        return {referrer["label"] for refusal in response.context["refusals"] for referrer in refusal.referrers}

    def test_is_refused_with_what_refers(self, administrator):
        event = EventFactory()
        for method in (administrator.get, administrator.post):
            assert str(event) in self.labels(method(url(Program, "delete", event.program_id)))
        assert Program.objects.exists()

    def test_is_refused_for_what_only_a_list_refers_to(self, administrator):
        trade = Trade.objects.create(code="sewing", name_ar="الخياطة", name_fr="Couture")
        event = EventFactory()
        event.trades.add(trade)
        event.save()
        assert str(event) in self.labels(administrator.post(url(Trade, "delete", trade.pk)))

    def test_is_refused_for_what_a_block_of_a_page_refers_to(self, administrator, site_tree):
        indicator = IndicatorFactory(code="jobs-found")
        about = site_tree.about["fr"]
        about.body = [("headline_figure", {"indicator": "jobs-found", "role": "result"})]
        about.save()
        ReferenceIndex.create_or_update_for_object(about)
        assert str(about) in self.labels(administrator.post(url(Indicator, "delete", indicator.pk)))

    def test_names_the_article_of_an_event(self, administrator, site_tree):
        event = EventFactory(code="DRAFT")
        article = ArticlePage.objects.get(locale__language_code="fr")
        article.article_events.create(event=event)
        article.save()
        assert article.title in self.labels(administrator.post(url(DistributionEvent, "delete", event.pk)))

    @pytest.mark.parametrize("model", ["distributionevent", "observation"])
    def test_of_published_records_is_refused_to_everybody(self, client, admin_user, model):
        figure = of_event(38)
        client.force_login(admin_user)
        record = figure if model == "observation" else figure.event
        assert client.post(url(type(record), "delete", record.pk)).status_code == 409
        assert type(record).objects.exists()

    def test_of_many_is_refused_as_a_whole(self, administrator):
        used, unused = EventFactory().program, ProgramFactory(code="UNUSED")
        address = reverse("wagtail_bulk_action", args=["programs", "program", "delete"])
        response = administrator.post(f"{address}?id={used.pk}&id={unused.pk}")
        assert response.status_code == 409
        assert Program.objects.count() == 2

    def test_is_done_where_nothing_refers(self, administrator):
        program = ProgramFactory(code="UNUSED")
        assert administrator.post(url(Program, "delete", program.pk)).status_code == 302
        assert not Program.objects.exists()

    @pytest.mark.parametrize("bulk", [False, True])
    def test_of_a_draft_event_takes_its_drafts_along(self, editor, bulk):
        event = ObservationFactory().event
        single = url(DistributionEvent, "delete", event.pk)
        many = reverse("wagtail_bulk_action", args=["programs", "distributionevent", "delete"])
        assert editor.get(f"{many}?id={event.pk}" if bulk else single).status_code == 200
        editor.post(f"{many}?id={event.pk}" if bulk else single)
        assert not DistributionEvent.objects.exists()
        assert not Observation.objects.exists()
