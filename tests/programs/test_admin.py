"""Facts in the admin: one form for an event, figures that are corrected and not changed, nothing lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from wagtail.models import ReferenceIndex

from news.models import ArticlePage
from portal.admin.groups import ensure_groups
from programs.admin.event_dates import settle_dates, suggested_code
from programs.admin.spoken_qualifiers import split_qualifier
from programs.models import DistributionEvent, Indicator, Observation, Program, Source, Trade
from tests.factories import (
    EventFactory,
    IndicatorFactory,
    ObservationFactory,
    ProgramFactory,
    SchemeFactory,
    SourceFactory,
    TerritoryFactory,
    UserFactory,
)
from tests.programs.factories import country, money, of_event, region, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups(db):
    ensure_groups(reset=True)


@pytest.fixture
def editor(client, groups):
    user = UserFactory(group="Editors")
    client.force_login(user)
    return client


@pytest.fixture
def moderator(client, groups):
    client.force_login(UserFactory(group="Moderators"))
    return client


@pytest.fixture
def administrator(client, groups):
    client.force_login(UserFactory(group="Administrators"))
    return client


@pytest.fixture
def facts(db):
    """What the form of an event chooses from."""
    IndicatorFactory(code="beneficiaries")
    IndicatorFactory(code="projects", statistical_unit="projects")
    money()
    return {"program": ProgramFactory(), "fes": TerritoryFactory(), "old_region": region()}


def url(model, view: str, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


def event_data(facts, *rows: dict, **fields) -> dict:
    """Return what a browser sends for an event with some rows of figures."""
    data = {
        "program": facts["program"].pk,
        "date_precision": "day",
        "date_start": "2026-11-13",
        "venue_territory": facts["fes"].pk,
        "observations-TOTAL_FORMS": len(rows),
        "observations-INITIAL_FORMS": sum("id" in row for row in rows),
        "organizers-TOTAL_FORMS": 0,
        "organizers-INITIAL_FORMS": 0,
    }
    for number, row in enumerate(rows):
        for name, value in {"qualifier": "exact", "status": "normal", **row}.items():
            data[f"observations-{number}-{name}"] = value
    return {**data, **fields}


def row(indicator: str, value: str, **fields) -> dict:
    return {"indicator": Indicator.objects.get(code=indicator).pk, "value": value, **fields}


def errors_of(response) -> dict:
    form = response.context["form"]
    found = dict(form.errors)
    formset = form.formsets["observations"]
    for number, child in enumerate(formset.forms):
        found |= {f"{number}.{name}": messages for name, messages in child.errors.items()}
    if formset.non_form_errors():
        found["figures"] = formset.non_form_errors()
    return found


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

    def test_keeps_what_was_said_of_an_uncertain_day(self, editor, facts):
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
    def test_is_told_on_its_field_and_changes_nothing(self, editor, facts, fields, field):
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
        data = event_data(facts, row("beneficiaries", "38", status="missing"))
        assert "0.value" in errors_of(editor.post(url(DistributionEvent, "add"), data))
        data = event_data(facts, row("beneficiaries", "", status="missing"))
        assert editor.post(url(DistributionEvent, "add"), data).status_code == 302

    def test_between_needs_a_larger_upper_value(self, editor, facts):
        data = event_data(facts, row("beneficiaries", "38", qualifier="between", value_high="30"))
        assert "0.value_high" in errors_of(editor.post(url(DistributionEvent, "add"), data))


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


class TestReportedValues:
    def data(self, **fields) -> dict:
        indicator = IndicatorFactory(code="projects", statistical_unit="projects")
        return {
            "indicator": indicator.pk,
            "role": "result",
            "qualifier": "exact",
            "value": "1.203",
            "status": "normal",
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
            "status": "normal",
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

    def test_says_before_which_pages_change(self, moderator, site_tree):
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


class TestDeleting:
    def labels(self, response) -> set[str]:
        assert response.status_code == 409
        return {referrer.label for refusal in response.context["refusals"] for referrer in refusal.referrers}

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
    def test_of_what_is_public_is_refused_to_everybody(self, client, admin_user, model):
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


class TestReferenceRecords:
    def test_have_lists_forms_history_and_usage(self, administrator, site_tree):
        from programs.admin.group import FactsGroup

        def viewsets(group):
            for item in group.registerables:
                yield from viewsets(item) if hasattr(item, "registerables") else [item]

        models = [viewset.model for viewset in viewsets(FactsGroup())]
        assert len(models) == len(set(models)) == 16
        for model in models:
            assert administrator.get(url(model, "list")).status_code == 200, model
            assert administrator.get(url(model, "list"), {"q": "فاس"}).status_code == 200, model
            assert administrator.get(url(model, "add")).status_code == 200, model
            if record := model.objects.first():
                for view in ("history", "usage", "inspect"):
                    assert administrator.get(url(model, view, record.pk)).status_code == 200, (model, view)

    def test_keep_their_code(self, administrator):
        program = ProgramFactory(code="MICRO")
        data = {"name_ar": "أ", "name_fr": "b", "code": "OTHER", "aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
        administrator.post(url(Program, "edit", program.pk), data)
        program.refresh_from_db()
        assert (program.code, program.name_fr) == ("MICRO", "b")

    def test_get_a_code_from_their_french_name(self, administrator):
        data = {"name_ar": "النجارة", "name_fr": "Menuiserie d’art"}
        administrator.post(url(Trade, "add"), data)
        assert Trade.objects.get().code == "MENUISERIE-DART"

    def test_overlapping_schemes_are_told_on_the_field(self, administrator):
        SchemeFactory(code="A", level="region")
        data = {"name_ar": "أ", "name_fr": "b", "code": "B", "level": "region", "valid_from": "2000-01-01"}
        from programs.models import TerritorialScheme

        response = administrator.post(url(TerritorialScheme, "add"), data)
        assert "valid_from" in response.context["form"].errors

    def test_plural_forms_have_a_box_each(self, administrator):
        from programs.models import UnitOfMeasure

        data = {"name_ar": "شخص", "name_fr": "personne", "forms_ar_one": "شخص واحد", "forms_ar_other": "{n} شخص"}
        response = administrator.post(url(UnitOfMeasure, "add"), data)
        assert "forms_fr" in response.context["form"].errors
        administrator.post(url(UnitOfMeasure, "add"), {**data, "forms_fr_other": "{n} personnes"})
        assert UnitOfMeasure.objects.get().forms_ar == {"one": "شخص واحد", "other": "{n} شخص"}

    def test_are_read_and_not_changed_by_editors(self, editor):
        program = ProgramFactory()
        assert editor.get(url(Program, "list")).status_code == 200
        assert editor.get(url(Program, "inspect", program.pk)).status_code == 200
        assert editor.get(url(Program, "add")).status_code == 302


def test_every_field_of_every_fact_explains_itself(rf, admin_user):
    """Help texts on all fields of all forms, in both languages (that they are translated is a matter of catalogs)."""
    from programs.admin.group import FactsGroup

    def viewsets(group):
        for item in group.registerables:
            yield from viewsets(item) if hasattr(item, "registerables") else [item]

    silent = []
    for viewset in viewsets(FactsGroup()):
        form = viewset.model.snippet_viewset._edit_handler.get_form_class()(for_user=admin_user)
        fields = list(form.fields.items())
        for formset in form.formsets.values():
            fields += [i for i in formset.empty_form.fields.items() if i[0] not in ("id", "ORDER", "DELETE")]
        silent += [f"{viewset.model.__name__}.{name}" for name, field in fields if not field.help_text]
    assert silent == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نحو 230", ("about", "230")),
        ("plus de 400", ("more_than", "400")),
        ("ما لا يقل عن 30", ("at_least", "30")),
        ("Environ 12", ("about", "12")),
        ("230", ("", "230")),
        ("environnement", ("", "environnement")),
    ],
)
def test_qualifiers_are_taken_off_numbers(text, expected):
    assert split_qualifier(text) == expected


def test_days_are_settled_by_precision():
    assert settle_dates("month", date(2026, 2, 13), None)[:2] == (date(2026, 2, 1), date(2026, 2, 28))
    assert settle_dates("year", date(2026, 2, 13), None)[:2] == (date(2026, 1, 1), date(2026, 12, 31))
    assert settle_dates("unknown", date(2026, 2, 13), None)[:2] == (None, None)


def test_codes_say_place_and_date(facts):
    province = TerritoryFactory(scheme=SchemeFactory(code="MA-PROV", level="province"), code="MA-FAH")
    province.name_fr = "Province de Fahs-Anjra"
    assert suggested_code(province, "month", date(2026, 2, 1), date(2026, 2, 28)) == "FAHS-ANJRA-2026-02"
    assert suggested_code(facts["fes"], "unknown", None, None) == "FES"
