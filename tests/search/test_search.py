"""The search page: it answers whatever is typed, in both languages, and never fails for what was typed."""

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from search import views
from search.views import LONGEST_QUERY, words_of
from tests.news.test_articles import article

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]

TYPED = [
    "",
    "   ",
    "x" * 10_000,
    "فاس " * 2500,
    "\x00",
    "a\x00b",
    '"',
    '"never closed',
    "'",
    "' OR 1=1 --",
    "AND",
    "OR",
    "NOT",
    "NEAR(a b)",
    "a AND",
    "(a",
    "a)",
    "*",
    "a*",
    "^a",
    "title:a",
    "-a",
    "a - b",
    "&|!<->",
    "a & b",
    "a:*",
    "\\",
    "%",
    "%s %d %(x)s",
    "{}",
    "<script>alert(1)</script>",
    "\u202efaux\u202c",
    "😀",
    "٢٠١٤",
    "مُسْتَفِيدٌ",
    "ex-détenus",
    "l’aide",
    "«»",
]


@pytest.fixture
def search(client):
    def ask(query: str, language: str = "fr", **more):
        return client.get(f"/{language}/search/", {"q": query, **more})

    return ask


def titles(response) -> list[str]:
    assert response.status_code == 200
    return [result["title"] for result in response.context["results"]]


@pytest.mark.parametrize(("language", "query"), [("ar", "توزيع"), ("fr", "distribution")])
def test_an_article_is_found_in_its_language(search, site_tree, language, query):
    [result] = search(query, language).context["results"]
    assert (result["title"], result["language"]) == (site_tree.article[language].title, language)
    assert result["url"] == site_tree.article[language].get_url()
    assert result["kind"]


def test_both_languages_are_searched_the_reader_s_first(search, site_tree):
    article(site_tree, title="Fès توزيع")
    assert [r["language"] for r in search("توزيع", "fr").context["results"]] == ["fr", "ar"]
    assert [r["language"] for r in search("توزيع", "ar").context["results"]] == ["ar", "fr"]


def test_a_result_in_the_other_language_is_marked_so(search, site_tree):
    html = search("توزيع", "fr").text
    assert 'lang="ar" dir="rtl"' in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_typed_is_answered(search, site_tree, language):
    assert {query: search(query, language).status_code for query in TYPED} == dict.fromkeys(TYPED, 200)


def test_whatever_page_is_asked_for_is_answered(search, site_tree):
    for page in ("", "0", "-1", "abc", "99999", "9" * 5000, "\x00"):
        assert search("distribution", page=page).status_code == 200, page


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_typed_finds_nothing_and_says_no_total(search, language):
    response = search(" ", language)
    assert (response.context["query"], response.context["results"]) == ("", [])
    assert "total_text" not in response.context


def test_a_query_is_cut_where_it_is_too_long(search):
    assert len(search("x" * 10_000).context["query"]) == LONGEST_QUERY


def test_what_was_typed_is_escaped(search):
    assert "<script>alert" not in search("<script>alert(1)</script>").text


def test_drafts_and_private_pages_are_not_found(search, site_tree):
    article(site_tree, publish=False, title="Introuvable")
    private = article(site_tree, title="Introuvable aussi")
    private.view_restrictions.create(restriction_type="login")
    assert titles(search("Introuvable")) == []


def test_a_search_out_of_order_never_looks_like_no_results(search, monkeypatch, caplog):
    def fail(*args):
        raise DatabaseError("out of order")

    monkeypatch.setattr(views, "found", fail)
    response = search("distribution")
    assert (response.status_code, response.context["failed"]) == (503, True)
    assert "The search failed" in caplog.text


def test_many_results_are_divided_into_pages(client, search, site_tree):
    for number in range(12):
        article(site_tree, title=f"Remise {number}")
    first = search("remise")
    assert len(titles(first)) == 10
    second = client.get(first.context["pagination"].next_url)
    assert len(titles(second)) == 2
    assert set(titles(first)).isdisjoint(titles(second))


@pytest.mark.parametrize("size", [1, 25])
def test_a_search_takes_as_many_statements_for_many_results(search, site_tree, size):
    for number in range(size):
        article(site_tree, title=f"Remise {number}")
    search("remise")
    with CaptureQueriesContext(connection) as captured:
        search("remise")
    assert len(captured) <= 6


@given(st.text(max_size=50))
def test_words_are_what_an_index_can_look_for(query):
    words = words_of(query)
    assert '"' not in words
    assert all(any(map(str.isalnum, word)) for word in words.split())
