"""Reported values in the admin, and their correction."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import ReferenceIndex

from programs.admin import values
from programs.facts.observations import Observation
from tests.factories import IndicatorFactory, ObservationFactory, SourceFactory
from tests.programs.factories import country, of_event, reported
from tests.programs.forms import url

pytestmark = pytest.mark.django_db


class TestReportedValues:
    def data(self, **fields) -> dict:
        indicator = IndicatorFactory(code="projects", statistical_unit="projects")
        return {
            "indicator": indicator.pk,
            "role": "result",
            "qualifier": "exact",
            "value": "1.203",
            "status": "A",
            "source": SourceFactory().pk,
            "territory": country().pk,
            **fields,
        }

    @pytest.mark.parametrize(
        ("fields", "start", "end"),
        [
            ({"period_type": "calendar_year", "period_year": "2015"}, date(2015, 1, 1), date(2015, 12, 31)),
            ({"period_type": "school_year", "period_year": "2015"}, date(2015, 9, 1), date(2016, 8, 31)),
            ({"period_type": "unstated", "period_start": "2015-01-01"}, None, None),
            ({"period_type": "cumulative", "period_end": "2015-06-30"}, None, date(2015, 6, 30)),
            ({"period_type": "instant", "period_start": "2015-06-30"}, date(2015, 6, 30), date(2015, 6, 30)),
        ],
    )
    def test_have_the_period_that_their_type_needs(self, editor, fields, start, end):
        response = editor.post(url(Observation, "add"), self.data(**fields))
        assert response.status_code == 302, response.context["form"].errors
        value = Observation.objects.get()
        assert (value.period_start, value.period_end) == (start, end)
        assert value.value == 1203
        assert not value.is_released

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"period_type": "calendar_year"}, "period_year"),
            ({"period_type": "multi_year", "period_start": "2015-01-01"}, "period_end"),
            ({"period_type": "edition"}, "edition"),
            ({"period_type": "event"}, "period_type"),
            ({"period_type": "unstated", "value": "-3"}, "value"),
            ({"period_type": "unstated", "value": ""}, "value"),
        ],
    )
    def test_are_refused_on_the_field(self, editor, fields, field):
        response = editor.post(url(Observation, "add"), self.data(**fields))
        assert field in response.context["form"].errors

    def test_are_read_once_published(self, moderator):
        value = reported(1203)
        response = moderator.get(url(Observation, "edit", value.pk))
        assert response.status_code == 302
        page = moderator.get(response.url)
        assert reverse("programs_correct", args=[value.pk]) in page.content.decode()

    @pytest.mark.parametrize(("language", "colon"), [("ar", ": "), ("fr", "\u00a0: ")])
    def test_are_named_with_the_colon_of_the_language(self, language, colon):
        value = reported(1203)
        with override(language):
            assert values.sentence(value).startswith(f"{value.indicator.name}{colon}")

    def test_are_listed_with_filters(self, editor):
        reported(1203)
        ObservationFactory()
        page = editor.get(url(Observation, "list"), {"state": "draft"})
        assert [o.value for o in page.context["object_list"]] == [230]

    @pytest.mark.parametrize("count", [1, 6])
    def test_are_listed_without_a_query_for_each(self, administrator, django_assert_max_num_queries, count):
        for _number in range(count):
            of_event(100 + _number)
        administrator.get(url(Observation, "list"))
        with django_assert_max_num_queries(30):
            administrator.get(url(Observation, "list"))


class TestCorrecting:
    def data(self, figure, **fields) -> dict:
        return {
            "qualifier": figure.qualifier,
            "value": "39",
            "status": "A",
            "source": figure.source_id,
            "reason_ar": "صُحح العدد",
            "reason_fr": "Nombre corrigé",
            **fields,
        }

    def test_publishes_another_value_and_keeps_the_first(self, moderator):
        figure = of_event(38)
        moderator.post(reverse("programs_correct", args=[figure.pk]), self.data(figure))
        corrected = Observation.objects.current().get()
        assert (corrected.value, corrected.supersedes) == (Decimal(39), figure)

    def test_needs_a_reason_in_both_languages_and_a_change(self, moderator):
        figure = of_event(38)
        address = reverse("programs_correct", args=[figure.pk])
        assert "reason_fr" in moderator.post(address, self.data(figure, reason_fr="")).context["form"].errors
        assert moderator.post(address, self.data(figure, value="38")).context["form"].non_field_errors()
        assert moderator.post(address, self.data(figure, value="")).context["form"].errors
        assert Observation.objects.count() == 1

    def test_leads_to_the_latest_value(self, moderator):
        figure = of_event(38)
        address = reverse("programs_correct", args=[figure.pk])
        moderator.post(address, self.data(figure))
        latest = Observation.objects.current().get()
        assert moderator.get(address).url == reverse("programs_correct", args=[latest.pk])

    def test_is_not_for_editors(self, editor):
        figure = of_event(38)
        response = editor.post(reverse("programs_correct", args=[figure.pk]), self.data(figure))
        assert response.status_code in (302, 403)
        assert Observation.objects.count() == 1

    def test_lists_the_affected_pages_first(self, moderator, site_tree):
        figure = site_tree.event.observations.get(indicator__code="beneficiaries")
        response = moderator.get(reverse("programs_correct", args=[figure.pk]))
        titles = {place.title for place in response.context["affected"]}
        assert {site_tree.article["ar"].title, site_tree.article["fr"].title} <= titles
        assert {site_tree.program["ar"].title, site_tree.program["fr"].title} <= titles

    def test_names_pages_whose_figure_block_shows_the_value(self, moderator, site_tree):
        figure = site_tree.event.observations.get(indicator__code="beneficiaries")
        about = site_tree.about["fr"]
        about.body = [("headline_figure", {"indicator": "beneficiaries", "role": "result", "event": figure.event.code})]
        about.save_revision().publish()
        ReferenceIndex.create_or_update_for_object(about)
        response = moderator.get(reverse("programs_correct", args=[figure.pk]))
        titles = {place.title for place in response.context["affected"]}
        assert about.title in titles
        assert site_tree.about["ar"].title not in titles
