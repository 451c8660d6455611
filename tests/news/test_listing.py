"""The list of articles: filters, paging, invalid query strings."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.listing import FILTERS
from portal.web.lists import ListFilters
from tests.factories import EventFactory, ProgramFactory, TerritoryFactory
from tests.news.test_articles import article

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]


@pytest.fixture
def news(client, site_tree):
    """Ask for the French list with a query."""

    def ask(query: str = ""):
        return client.get(site_tree.news["fr"].get_url() + query)

    return ask


@pytest.fixture
def articles(site_tree) -> list[str]:
    """Articles of three years, two programmes, two places; their titles, the newest first."""
    micro, training = ProgramFactory(code="MICRO"), ProgramFactory(code="TRAINING")
    fes, meknes = TerritoryFactory(code="FES"), TerritoryFactory(code="MEKNES")
    made = [
        article(site_tree, [EventFactory(program=micro, target_territory=fes)], date=date(2015, 1, 1)),
        article(site_tree, [EventFactory(program=micro, target_territory=meknes)], date=date(2016, 1, 1)),
        article(site_tree, [EventFactory(program=training, target_territory=fes)], date=date(2016, 6, 1)),
        article(site_tree, programs=[training], date=date(2017, 1, 1)),
    ]
    return [page.title for page in reversed(made)]


def titles(response) -> list[str]:
    assert response.status_code == 200
    return [card.title for card in response.context["articles"]]


def group(response, name: str):
    return next(group for group in response.context["filters"] if group.name == name)


# Filters


def test_the_newest_articles_come_first(news, articles):
    assert titles(news())[:4] == articles


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?year=2016", [1, 2]),
        ("?program=TRAINING", [0, 1]),
        ("?place=MA-PLACE:MEKNES", [2]),
        ("?year=2016&program=TRAINING", [1]),
        ("?year=2016&place=MA-PLACE:FES", [1]),
        ("?program=MICRO&place=MA-PLACE:MEKNES&year=2016", [2]),
        ("?program=MICRO&place=MA-PLACE:FES&year=2016", []),
    ],
)
def test_filters_narrow_the_list_one_by_one_and_together(news, articles, query, found):
    assert titles(news(query)) == [articles[number] for number in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_lists_its_own_articles(client, site_tree, language):
    assert titles(client.get(site_tree.news[language].get_url())) == [site_tree.article[language].title]


def test_filters_offer_only_choices_with_articles(news, articles):
    TerritoryFactory(code="EMPTY")
    response = news()
    years = [option.label for option in group(response, "year").options[1:]]
    assert years == ["2017", "2016", "2015", "2014"]
    assert {option.label for option in group(response, "place").options[1:]} == {"Nom FES", "Nom MEKNES"}
    assert {option.label for option in group(response, "program").options[1:]} == {"Nom MICRO", "Nom TRAINING"}


def test_every_choice_leads_to_a_list_with_articles(client, news, articles):
    response = news("?year=2016")
    for filters in response.context["filters"]:
        for option in filters.options:
            assert client.get(option.url).status_code == 200
    for option in group(news(), "place").options:
        assert titles(client.get(option.url))


def test_a_chosen_filter_is_marked_and_can_be_removed(client, news, articles):
    response = news("?program=TRAINING&year=2016")
    assert [option.label for option in group(response, "year").options if option.selected] == ["2016"]
    remove = {chip["label"]: chip["remove_url"] for chip in response.context["active"]}
    assert titles(client.get(remove["2016"])) == articles[:2]
    assert parse_qs(urlsplit(remove["Nom TRAINING"]).query) == {"year": ["2016"]}


def test_the_url_of_a_choice_ignores_the_order_of_filters():
    one = ListFilters("/n/", FILTERS, {"program": "MICRO"}).address(year="2016")
    other = ListFilters("/n/", FILTERS, {"year": "2016"}).address(program="MICRO")
    assert one == other == "/n/?year=2016&program=MICRO"


#: What people and robots type, and the status that answers it.
TYPED = {
    "?year=abc": 404,
    "?year=20144": 404,
    "?year=0000": 404,
    "?year=-1": 404,
    "?year=٢٠١٤": 404,
    "?year=9999": 200,
    "?year=1000": 200,
    "?year=": 200,
    "?page=0": 404,
    "?page=-1": 404,
    "?page=abc": 404,
    "?page=": 404,
    "?page=1.5": 404,
    "?page=99999": 404,
    "?page=" + "9" * 5000: 404,
    "?page=%00": 404,
    "?place=xyz": 200,
    "?place=MA-PLACE:": 200,
    "?place=:": 200,
    "?place=%00": 404,
    "?program=%00": 404,
    "?program=UNKNOWN": 200,
    "?program='; DROP TABLE x; --": 200,
    "?place=" + "x" * 5000: 200,
    "?colour=red": 200,
    "?year=2014&year=2015": 200,
}


def test_any_query_string_is_answered(news, articles):
    assert {query: news(query).status_code for query in TYPED} == TYPED


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_without_articles_shows_an_empty_list(client, site_tree, language):
    response = client.get(site_tree.news[language].get_url() + "?year=1999")
    assert titles(response) == []
    assert response.context["active"]


def test_query_values_are_escaped(news):
    assert "<script>" not in news("?program=<script>").text


def test_the_language_switcher_keeps_the_choice(news, articles):
    [other] = [link for link in news("?year=2016&page=1").context["language_links"] if link.code == "ar"]
    assert other.url.endswith("/?year=2016")


# Pages


def test_a_long_list_is_divided_into_pages(client, news, site_tree):
    for number in range(24):
        article(site_tree, date=date(2020, 1, 1 + number))
    first = news()
    assert len(titles(first)) == 10
    assert (first.context["pagination"].total, first.context["pagination"].previous_url) == (3, "")
    last = client.get(client.get(first.context["pagination"].next_url).context["pagination"].next_url)
    assert len(titles(last)) == 5
    assert last.context["pagination"].next_url == ""


def test_no_article_is_on_two_pages_nor_on_none(news, site_tree):
    made = {article(site_tree, date=date(2020, 1, 1)).title for _ in range(20)}
    seen = [title for page in (1, 2, 3) for title in titles(news(f"?page={page}"))]
    assert len(seen) == len(set(seen)) == 21
    assert made < set(seen)


def test_pages_keep_the_filters(news, site_tree):
    for _ in range(12):
        article(site_tree, date=date(2020, 1, 1))
    assert news("?year=2020").context["pagination"].next_url.endswith("?year=2020&page=2")


def test_the_first_page_has_one_url(news, site_tree):
    for _ in range(12):
        article(site_tree, date=date(2020, 1, 1))
    assert "page=" not in news("?page=2").context["pagination"].previous_url


# What is not public


def test_drafts_and_private_articles_are_in_no_list(news, site_tree):
    article(site_tree, publish=False, title="Brouillon")
    private = article(site_tree, title="Privé")
    private.view_restrictions.create(restriction_type="login")
    assert {"Brouillon", "Privé"}.isdisjoint(titles(news()))


# What it costs


@pytest.mark.parametrize("size", [1, 30])
def test_a_list_takes_as_many_statements_for_many_articles(news, site_tree, size):
    for number in range(size):
        event = EventFactory(
            program=ProgramFactory(code=f"P-{number}"), target_territory=TerritoryFactory(code=f"T-{number}")
        )
        article(
            site_tree, [event, EventFactory()], [ProgramFactory(code=f"Q-{number}")], date=date(1990 + number, 1, 1)
        )
    news()
    with CaptureQueriesContext(connection) as captured:
        response = news()
    assert len(titles(response)) == min(size + 1, 10)
    assert len(captured) == 8
