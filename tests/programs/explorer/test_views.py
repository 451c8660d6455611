"""Public pages of programmes, events, indicators and data."""

import csv
import io
import re
from urllib.parse import quote

import pytest
from django.utils import timezone

from programs.facts.events import DistributionEvent
from programs.facts.judgements import Discrepancy
from programs.facts.observations import Observation
from programs.pages.models import program_context
from tests.factories import EditionFactory, EventFactory, ObservationFactory, ProgramPageFactory, TerritoryFactory
from tests.programs.factories import money, of_event, reported

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]


def count(client, url: str) -> int:
    """Return how many statements a page takes when the caches of the site are warm."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
        response.getvalue()
    assert response.status_code == 200
    return len(captured)


# Events


@pytest.mark.parametrize(("language", "name"), [("ar", "نحو 230"), ("fr", "environ 230")])
def test_the_page_of_an_event_shows_its_facts(client, site_tree, language, name):
    response = client.get(f"/{language}/events/FES-2014-07/")
    assert response.status_code == 200
    assert name in response.text
    assert response.context["box"].title in response.text


def test_an_event_leads_to_its_articles_and_its_programme(client, site_tree):
    html = client.get("/fr/events/FES-2014-07/").text
    assert "/fr/actualites/une-distribution-a-fes/" in html
    assert "/fr/programmes/microprojets/" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_event_that_is_a_draft_is_nowhere(client, site_tree, serving, language):
    draft = ObservationFactory(value=77777, event=EventFactory(code="DRAFT", name_ar="سر", name_fr="Secret")).event
    addresses = [
        f"/{language}/",
        f"/{language}/data/",
        f"/{language}/data/beneficiaries/",
        f"/{language}/data/beneficiaries.csv",
        site_tree.news[language].get_url(),
        site_tree.program[language].get_url(),
        site_tree.article[language].get_url(),
        f"{site_tree.news[language].get_url()}feed/rss/",
        f"/{language}/search/?q={quote(draft.name_fr)}",
        "/sitemap.xml",
    ]
    serving()
    assert client.get(f"/{language}/events/DRAFT/").status_code == 404
    for address in addresses:
        response = client.get(address)
        body = response.getvalue().decode()
        assert response.status_code == 200, address
        assert "DRAFT" not in body, address
        assert "77777" not in re.sub(r"[.\u202f]", "", body), address


@pytest.mark.parametrize("code", ["UNKNOWN", "%00", "a%00b", "..", "%2e%2e", "a b", "كود", "'", "a" * 500])
@pytest.mark.parametrize("kind", ["events/{}/", "data/{}/", "data/{}.csv"])
def test_an_invalid_code_is_not_found(client, code, kind):
    assert client.get(f"/fr/{kind.format(code)}").status_code in (301, 404)


@pytest.mark.parametrize("size", [1, 40])
def test_an_event_with_many_figures_takes_no_more_statements(client, size):
    event = EventFactory(code="E", released=True)
    for _ in range(size):
        of_event(38, event)
    assert count(client, "/fr/events/E/") <= 10


# Data


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_page_lists_indicators_with_published_values_only(client, language):
    reported(230)
    of_event(1, indicator=money(), released_at=None)
    response = client.get(f"/{language}/data/")
    assert f"/{language}/data/beneficiaries/" in response.text
    assert "amount-delivered" not in response.text
    assert [len(group["indicators"]) for group in response.context["groups"]] == [1]


@pytest.mark.parametrize("size", [2, 40])
def test_the_data_page_takes_one_statement(client, size):
    for number in range(size):
        of_event(38, indicator=money(f"money-{number}"))
    assert count(client, "/fr/data/") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_indicator_shows_every_value_with_its_source(client, language):
    value = reported(230, qualifier="about")
    response = client.get(f"/{language}/data/beneficiaries/")
    assert '<data value="230">' in response.text
    assert value.source.name in response.text
    assert f"/{language}/data/beneficiaries.csv" in {file.url for file in response.context["files"]}


def test_an_indicator_without_published_values_is_not_found(client):
    of_event(230, released_at=None)
    assert client.get("/fr/data/beneficiaries/").status_code == 404
    assert client.get("/fr/data/beneficiaries.csv").status_code == 404


@pytest.mark.parametrize("size", [2, 40])
def test_an_indicator_with_many_values_takes_no_more_statements(client, size):
    for year in range(1990, 1990 + size):
        reported(230, year=year)
    assert count(client, "/fr/data/beneficiaries/") == 5
    assert count(client, "/fr/data/beneficiaries.csv") == 2


def test_a_disagreement_about_drafts_is_not_shown(client):
    reported(230)
    draft = of_event(999, released_at=None)
    disagreement = Discrepancy.objects.create(
        code="D", name_ar="ت", name_fr="Secret", diagnosis_ar="ت", diagnosis_fr="d"
    )
    disagreement.observations.add(draft)
    assert client.get("/fr/data/beneficiaries/").context["discrepancies"] == []
    disagreement.observations.add(Observation.objects.released().get())
    [told] = client.get("/fr/data/beneficiaries/").context["discrepancies"]
    assert told["name"] == disagreement.name_fr
    # The draft among its values stays unknown.
    assert [figure.number for figure in told["figures"]] == ["230"]


@pytest.mark.parametrize(("language", "place"), [("ar", "المغرب"), ("fr", "Maroc")])
def test_the_file_of_an_indicator_is_in_the_language_of_its_url(client, language, place):
    reported(230)
    response = client.get(f"/{language}/data/beneficiaries.csv")
    [row] = csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig")))
    assert (row["territory_label"], row["value"]) == (place, "230")
    assert f"beneficiaries-{language}.csv" in response["Content-Disposition"]


# Programmes


def test_the_programme_index_lists_the_programmes_of_its_language(client, site_tree):
    html = client.get(site_tree.programs["fr"].get_url()).text
    assert "Microprojets" in html
    assert "المشاريع الصغرى" not in html


def test_a_programme_shows_targets_beside_results_and_reconciles_them(site_tree, client):
    event, program = site_tree.event, site_tree.event.program
    edition = EditionFactory(code="MICRO-2014", program=program)
    where = {"edition": edition, "program": program, "period_type": "edition"}
    reported(478, role="target", **where)
    reported(400, **where)
    DistributionEvent.objects.filter(pk=event.pk).update(edition=edition)
    of_event(38, EventFactory(program=program, edition=edition, released=True))
    response = client.get(site_tree.program["fr"].get_url())
    [view] = response.context["editions"]
    [row] = view.rows
    assert (row.target.number, row.result.number) == ("478", "400")
    assert "38" in row.reconciliation
    assert "400" in row.reconciliation
    assert row.reconciliation in response.text


def test_an_edition_without_a_reported_result_shows_what_its_events_add_up_to(site_tree):
    program = site_tree.event.program
    edition = EditionFactory(code="MICRO-2014", program=program)
    of_event(38, EventFactory(program=program, edition=edition, released=True))
    [view] = program_context(site_tree.program["fr"])["editions"]
    assert [(row.result.number, row.result.basis) for row in view.rows] == [("38", "computed")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_programme_lists_its_events_and_articles(client, site_tree, language):
    response = client.get(site_tree.program[language].get_url())
    assert f"/{language}/events/FES-2014-07/" in response.text
    assert [card.title for card in response.context["articles"]] == [site_tree.article[language].title]


@pytest.mark.parametrize("size", [1, 30])
def test_a_programme_with_many_records_takes_no_more_statements(client, site_tree, size):
    program = site_tree.event.program
    for number in range(size):
        edition = EditionFactory(code=f"MICRO-{number}", program=program)
        territory = TerritoryFactory(code=f"PLACE-{number}")
        event = EventFactory(program=program, edition=edition, target_territory=territory, released=True)
        value = of_event(38, event)
        reported(478, role="target", edition=edition, program=program, period_type="edition")
        disagreement = Discrepancy.objects.create(
            code=f"D-{number}", name_ar="ت", name_fr="d", diagnosis_ar="ت", diagnosis_fr="d"
        )
        disagreement.observations.add(value)
        program.aliases.create(language="fr", name=f"Alias {number}")
        program.save()
    assert count(client, site_tree.program["fr"].get_url()) <= 17


@pytest.mark.parametrize("size", [1, 30])
def test_the_programme_index_takes_no_more_statements_for_many_programmes(client, site_tree, size):
    for number in range(size):
        ProgramPageFactory(
            parent=site_tree.programs["fr"],
            locale=site_tree.programs["fr"].locale,
            title=f"P {number}",
            slug=f"p-{number}",
            program=site_tree.event.program,
        )
    assert count(client, site_tree.programs["fr"].get_url()) <= 7


# A preview


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_event_is_previewed_with_its_drafts_in_both_languages(language):
    event = ObservationFactory(value=38, event=EventFactory(code="DRAFT")).event
    response = event.make_preview_request(preview_mode=language)
    assert response.status_code == 200
    assert '<data value="38">' in response.render().content.decode()
    assert event.released_at is None
    assert not Observation.objects.released().exists()


def test_what_is_published_later_appears_by_itself(client):
    reported(230)
    assert '<data value="250">' not in client.get("/fr/data/beneficiaries/").text
    reported(250, year=2015, released_at=timezone.now())
    assert '<data value="250">' in client.get("/fr/data/beneficiaries/").text
