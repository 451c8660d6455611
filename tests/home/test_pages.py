"""The home page, standard pages, and an empty site."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from home.models import HomePage
from tests.factories import EventFactory, ProgramFactory, ProgramPageFactory
from tests.news.test_articles import article, body
from tests.programs.factories import of_event, reported

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]


def statements(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


# The home page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_shows_the_latest_news_and_the_programmes_of_its_language(client, site_tree, language):
    response = client.get(f"/{language}/")
    assert [card.title for card in response.context["latest"]] == [site_tree.article[language].title]
    assert [card.title for card in response.context["program_cards"]] == [site_tree.program[language].title]
    assert response.context["news_url"].startswith(f"/{language}/")
    assert client.get(response.context["news_url"]).status_code == 200
    assert client.get(response.context["programs_url"]).status_code == 200


@pytest.mark.parametrize(("language", "text"), [("ar", "نحو 230 مستفيد"), ("fr", "environ 230 personnes")])
def test_the_home_page_shows_live_figures(client, site_tree, language, text):
    home = site_tree.home[language]
    home.body = json.dumps(
        [{"type": "headline_figure", "value": {"indicator": "beneficiaries", "role": "result", "event": "FES-2014-07"}}]
    )
    home.save_revision().publish()
    assert text in client.get(f"/{language}/").text


@pytest.mark.parametrize("size", [1, 25])
def test_the_home_page_takes_at_most_twelve_statements(client, site_tree, size):
    events = [of_event(38, EventFactory(code=f"E-{n}", released=True)).event for n in range(size)]
    for number in range(size):
        article(site_tree, events, [ProgramFactory(code=f"P-{number}")])
        ProgramPageFactory(
            parent=site_tree.programs["fr"],
            locale=site_tree.programs["fr"].locale,
            title=f"P {number}",
            slug=f"p-{number}",
            program=ProgramFactory(code=f"P-{number}"),
        )
    home = site_tree.home["fr"]
    home.body = body(site_tree, [event.code for event in events], [site_tree.about["ar"], site_tree.news["fr"]])
    home.save_revision().publish()
    assert statements(client, "/fr/") <= 12


# Standard pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_standard_page_shows_its_text_and_last_change(client, site_tree, language):
    page = site_tree.about[language]
    page.body = json.dumps([{"type": "text", "value": "<p>نص Texte</p>"}])
    page.save_revision().publish()
    Page.objects.filter(pk=page.pk).update(last_published_at=datetime(2020, 7, 20, 23, 30, tzinfo=UTC))
    response = client.get(page.get_url())
    assert "نص Texte" in response.text
    # Half an hour before midnight in London is the next day in Rabat.
    assert "21" in response.context["updated_text"]


@pytest.mark.parametrize("size", [1, 25])
def test_a_standard_page_takes_as_many_statements_whatever_it_links_to(client, site_tree, size):
    pages = [article(site_tree) for _ in range(size)]
    page = site_tree.about["fr"]
    page.body = body(site_tree, [], pages)
    page.save_revision().publish()
    assert statements(client, page.get_url()) == 3


# A site with nothing in it


def test_a_new_site_has_an_empty_home_page_in_each_language(client):
    assert {page.locale.language_code for page in HomePage.objects.live()} == set(LANGUAGES)
    for language in LANGUAGES:
        response = client.get(f"/{language}/")
        assert response.status_code == 200
        assert (response.context["latest"], response.context["program_cards"]) == ([], [])


EMPTY = {
    "/": 302,
    "/robots.txt": 200,
    "/sitemap.xml": 200,
    "/{0}/": 200,
    "/{0}/data/": 200,
    "/{0}/search/": 200,
    "/{0}/search/?q=fes": 200,
    "/{0}/data/beneficiaries/": 404,
    "/{0}/data/beneficiaries.csv": 404,
    "/{0}/events/FES/": 404,
    "/{0}/news/": 404,
    "/{0}/news/feed/rss/": 404,
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_site_answers_every_url(client, serving, language):
    serving()
    assert {path: client.get(path.format(language)).status_code for path in EMPTY} == EMPTY


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_site_without_pages_answers_every_url(client, serving, language):
    serving()
    Site.objects.all().delete()
    HomePage.objects.all().delete()
    for path, status in EMPTY.items():
        expected = 404 if path == "/{0}/" else status
        assert client.get(path.format(language)).status_code == expected, path


def test_a_page_of_no_type_of_the_portal_is_not_found(client):
    """Wagtail begins with one, which has no template."""
    root = Page.objects.get(depth=1)
    welcome = root.add_child(instance=Page(title="Welcome", slug="welcome"))
    site = Site.objects.get()
    site.root_page = welcome
    site.save()
    assert client.get("/ar/").status_code == 404
    assert "welcome" not in client.get("/sitemap.xml").text


def test_facts_are_shown_without_pages(client):
    reported(230)
    assert client.get("/fr/data/beneficiaries/").status_code == 200
