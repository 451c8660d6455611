"""RSS and Atom feeds of articles, in both languages and by programme."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import EventFactory, ProgramFactory
from tests.news.test_articles import article

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}


@pytest.fixture
def feed(client, site_tree):
    def ask(kind: str, language: str = "fr", program: str = ""):
        return client.get(f"{site_tree.news[language].get_url()}feed/{kind}/{f'{program}/' if program else ''}")

    return ask


def entries(response) -> list[ElementTree.Element]:
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)
    return [*root.iter("item"), *root.iter(f"{ATOM}entry")]


def titles(response) -> list[str]:
    return [entry.findtext("title") or entry.findtext(f"{ATOM}title") for entry in entries(response)]


@pytest.mark.parametrize("kind", ["rss", "atom"])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_feed_is_valid_and_holds_the_articles_of_its_language(feed, site_tree, kind, language):
    response = feed(kind, language)
    assert titles(response) == [site_tree.article[language].title]
    assert response["Content-Type"].startswith(TYPES[kind])


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_feed_declares_its_language(feed, language):
    channel = ElementTree.fromstring(feed("rss", language).content).find("channel")
    assert channel.findtext("language") == language
    atom = ElementTree.fromstring(feed("atom", language).content)
    assert atom.get("{http://www.w3.org/XML/1998/namespace}lang") == language


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_urls_in_a_feed_are_absolute_and_resolve(client, feed, kind):
    [entry] = entries(feed(kind))
    link = entry.findtext("link") or entry.find(f"{ATOM}link").get("href")
    assert link.startswith("http://testserver/fr/actualites/")
    assert client.get(link).status_code == 200


def test_the_guid_of_an_article_outlasts_a_change_of_slug(feed, site_tree):
    [before] = [entry.findtext("guid") for entry in entries(feed("rss"))]
    page = site_tree.article["fr"]
    page.slug = "autre-adresse"
    page.save_revision().publish()
    assert [entry.findtext("guid") for entry in entries(feed("rss"))] == [before]


def test_the_two_languages_of_an_article_are_two_entries(feed):
    assert entries(feed("rss", "ar"))[0].findtext("guid") != entries(feed("rss", "fr"))[0].findtext("guid")


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_of_a_programme_holds_its_articles_only(feed, site_tree, kind):
    other = article(site_tree, programs=[ProgramFactory(code="TRAINING")])
    assert titles(feed(kind, program="TRAINING")) == [other.title]
    assert titles(feed(kind, program="MICRO")) == [site_tree.article["fr"].title]


def test_a_feed_of_an_unknown_programme_is_not_found(feed):
    for program in ("UNKNOWN", "%00", "a%00", "كود"):
        assert feed("rss", program=program).status_code == 404, program


def test_a_feed_of_an_unknown_kind_is_not_found(feed):
    for kind in ("json", "RSS", "%00"):
        assert feed(kind).status_code == 404, kind


def test_a_feed_without_articles_is_valid(feed, site_tree):
    for page in site_tree.article.values():
        page.unpublish()
    assert entries(feed("atom")) == []
    assert entries(feed("rss")) == []


def test_characters_that_xml_forbids_break_no_feed(feed, site_tree):
    article(site_tree, title="Avant\x0baprès", lead="un deux\x1f <b>&")
    for kind in ("rss", "atom"):
        assert "Avantaprès" in titles(feed(kind))


def test_drafts_are_in_no_feed(feed, site_tree):
    article(site_tree, publish=False, title="Brouillon")
    assert "Brouillon" not in titles(feed("rss"))


def test_the_newest_come_first_and_no_more_than_thirty(feed, site_tree):
    for number in range(1, 32):
        article(site_tree, date=date(2020, 1, number))
    found = titles(feed("rss"))
    assert len(found) == 30
    assert found[0] == "Article 32"


@pytest.mark.parametrize("size", [1, 25])
def test_a_feed_takes_two_statements(feed, site_tree, size):
    for _ in range(size):
        article(site_tree, [EventFactory()])
    feed("atom")
    with CaptureQueriesContext(connection) as captured:
        feed("atom")
    assert len(captured) == 2


def test_pages_link_the_feeds_of_their_language(client, site_tree):
    html = client.get("/fr/").text
    assert 'type="application/atom+xml"' in html
    assert "/fr/actualites/feed/atom/" in html
