"""A type of page that nobody decided about is an error that names its repair."""

from news.models import ArticlePage
from search.indexing.entries import pages
from search.indexing.entries.pages import every_page_type_says_how_it_is_searched


def test_a_page_type_that_says_nothing_of_search_is_an_error(monkeypatch):
    monkeypatch.delitem(pages._descriptions, ArticlePage)
    [error] = every_page_type_says_how_it_is_searched(None)
    assert error.obj is ArticlePage
    assert "register_page_type(ArticlePage, describe)" in error.hint


def test_a_page_type_may_be_excluded_with_a_reason(monkeypatch):
    monkeypatch.delitem(pages._descriptions, ArticlePage)
    monkeypatch.setitem(pages._excluded, ArticlePage, "a test")
    assert every_page_type_says_how_it_is_searched(None) == []
