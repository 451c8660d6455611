"""What the form of a figure block shows while one chooses: what readers will see, or why not and what they could."""

import json
from datetime import date

import pytest
from django.urls import reverse

from programs.admin.block_preview import PREFIX
from programs.facts.observations import Observation
from tests.factories import (
    EditionFactory,
    EventFactory,
    IndicatorFactory,
    ProgramFactory,
    SchemeFactory,
    TerritoryFactory,
)
from tests.programs.factories import of_event, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(admin_client, admin_user):
    """An editor whose admin speaks French."""
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": "fr"})
    return admin_client


def asked(client, kind: str, language: str = "fr", **fields) -> dict:
    given = {"indicator": "beneficiaries", "role": "result", **fields}
    data = {f"{PREFIX}-{name}": value for name, value in given.items()}
    response = client.post(reverse("programs_figure_preview") + f"{kind}/", {**data, "language": language})
    assert response.status_code == 200
    return json.loads(response.content)


@pytest.mark.parametrize(("language", "direction", "unit"), [("ar", "rtl", "مستفيد"), ("fr", "ltr", "personnes")])
def test_the_form_shows_what_readers_of_the_page_will_see(editor, language, direction, unit):
    reported(230)
    html = asked(editor, "headline_figure", language)["html"]
    assert '<data value="230">' in html
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert unit in html


@pytest.mark.parametrize("kind", ["headline_figure", "table", "chart", "map", "comparison", "timeline"])
def test_the_form_says_why_there_is_nothing_to_see(editor, kind):
    IndicatorFactory()
    answer = asked(editor, kind, by="year", title="x")
    assert (answer["html"], bool(answer["message"])) == ("", True)


def test_only_editors_may_ask_for_previews(client):
    reported(230)
    response = client.post(reverse("programs_figure_preview") + "headline_figure/", {})
    assert response.status_code == 302


def test_a_preview_shows_no_draft(editor):
    of_event(38, released_at=None)
    assert Observation.objects.drafts().exists()
    assert asked(editor, "headline_figure")["html"] == ""


def test_the_form_says_that_a_draft_will_be_seen_with_its_article(editor):
    draft = of_event(38, EventFactory(released=False), released_at=None)
    answer = asked(editor, "headline_figure", event=draft.event.pk)
    assert (answer["html"], answer["nearest"]) == ("", None)
    assert "brouillon" in answer["message"]


def test_the_form_says_that_a_target_is_wanting_and_shows_the_result(editor):
    reported(230)
    answer = asked(editor, "headline_figure", with_target="on")
    assert '<data value="230">' in answer["html"]
    assert answer["message"]


# The nearest selection that has an answer


def test_values_that_are_never_summed_are_offered_one_by_one(editor):
    indicator = IndicatorFactory(aggregation="none")
    for value in (38, 12):
        of_event(value, indicator=indicator)
    nearest = asked(editor, "table", by="year")["nearest"]
    assert nearest["fields"] == {"by": "event"}
    assert nearest["words"] == "Lignes\u00a0: choisir «\u00a0par remise\u00a0» au lieu de «\u00a0par année\u00a0»"


def test_of_several_values_one_is_offered_by_name(editor):
    for code in ("A", "B"):
        reported(230, program=ProgramFactory(code=code))
    nearest = asked(editor, "headline_figure")["nearest"]
    assert nearest["fields"]["program"] == "A"
    assert "Programme\u00a0: choisir «\u00a0Nom A\u00a0»" in nearest["words"]


def test_what_is_too_narrow_is_offered_without_one_restriction(editor):
    reported(230)
    nearest = asked(editor, "headline_figure", period_type="school_year")["nearest"]
    assert nearest["fields"] == {"period_type": ""}
    assert nearest["words"] == "Type de période\u00a0: ne plus se limiter à «\u00a0une année scolaire\u00a0»"


def test_an_event_is_left_out_where_nothing_of_it_has_an_answer(editor):
    reported(230)
    event = EventFactory(released=True)
    nearest = asked(editor, "headline_figure", event=event.pk)["nearest"]
    assert nearest["fields"] == {"event": ""}
    assert event.name_fr in nearest["words"]


def test_of_an_event_and_a_place_where_it_was_not_the_place_is_left_out(editor):
    event = of_event(38).event
    place = TerritoryFactory(code="TIZNIT")
    answer = asked(editor, "headline_figure", event=event.pk, territory=place.ref)
    assert answer["html"] == ""
    assert answer["nearest"]["fields"] == {"territory": ""}


def targets_of_editions() -> None:
    for year in (2013, 2014):
        edition = EditionFactory(code=f"E-{year}", period_start=date(year, 1, 1), period_end=date(year, 12, 31))
        reported(year, role="target", edition=edition, program=edition.program, period_type="edition", year=year)


def test_instead_of_the_whole_of_which_nothing_is_known_the_latest_edition_is_offered(editor):
    targets_of_editions()
    nearest = asked(editor, "headline_figure", role="target", program="MICRO")["nearest"]
    assert nearest == {"fields": {"edition": "E-2014"}, "words": "Édition\u00a0: choisir «\u00a0Nom E-2014\u00a0»"}


def test_the_dialog_of_live_figures_offers_the_editions(editor):
    targets_of_editions()
    codes = {"indicator": "beneficiaries", "role": "target", "program": "MICRO"}
    html = editor.get(reverse("programs_live_figure_result"), codes).text
    assert html.count("data-codes=") == 2
    assert "Édition\u00a0: choisir «\u00a0Nom E-2013\u00a0»" in html


def test_the_dialog_of_live_figures_says_that_a_target_becomes_a_result(editor):
    reported(230)
    codes = {"indicator": "beneficiaries", "role": "target"}
    html = editor.get(reverse("programs_live_figure_result"), codes).text
    assert "Résultat ou objectif\u00a0: choisir «\u00a0résultat\u00a0» au lieu de «\u00a0objectif\u00a0»" in html


def test_rows_of_another_kind_are_offered_where_these_have_no_answer(editor):
    reported(230)
    of_event(38)
    nearest = asked(editor, "table", by="event", columns="sex")["nearest"]
    assert nearest["fields"] == {"columns": ""}


def test_a_kind_of_chart_that_would_mislead_is_offered_as_the_one_that_fits(editor):
    for year in (2013, 2014):
        reported(year, year=year)
    nearest = asked(editor, "chart", by="year", drawing="line", title="x")["nearest"]
    assert nearest["fields"] == {"drawing": ""}


def test_a_map_of_two_times_is_offered_on_regions_that_hold_all_values(editor):
    scheme = SchemeFactory(code="MA-REG-2015", level="region", valid_from=date(2015, 9, 4))
    place = TerritoryFactory(scheme=scheme, code="MA-03")
    for year in (2013, 2018):
        of_event(10, EventFactory(target_territory=place, date_start=date(year, 7, 1), released=True))
    answer = asked(editor, "map", title="x")
    assert answer["nearest"]["fields"] == {"scheme": "MA-REG-2015"}
    assert asked(editor, "map", title="x", scheme="MA-REG-2015")["html"]


def test_a_comparison_with_nothing_is_offered_for_the_whole_edition(editor):
    edition = EditionFactory()
    reported(230, role="target", edition=edition, program=edition.program, period_type="edition")
    event = of_event(38, EventFactory(edition=edition, released=True)).event
    nearest = asked(editor, "comparison", edition=edition.code, event=event.pk)["nearest"]
    assert nearest["fields"] == {"event": ""}


def test_the_dialog_of_live_figures_says_in_the_same_words_what_an_offer_changes(editor):
    event = of_event(38).event
    place = TerritoryFactory(code="TIZNIT")
    words = asked(editor, "headline_figure", event=event.pk, territory=place.ref)["nearest"]["words"]
    codes = {"indicator": "beneficiaries", "role": "result", "event": event.code, "territory": place.ref}
    assert words in editor.get(reverse("programs_live_figure_result"), codes).text
