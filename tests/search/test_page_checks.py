"""A type of page that nobody decided about is an error that names its repair."""

from news.models import ArticlePage
from search.indexing.entries import pages
from search.page_checks import every_page_type_says_how_it_is_searched


def test_a_page_type_that_says_nothing_of_search_is_an_error(monkeypatch):
    monkeypatch.delitem(pages._searched, ArticlePage)
    [error] = every_page_type_says_how_it_is_searched(None)
    assert error.obj is ArticlePage
    assert "register_page_type(ArticlePage, describe)" in error.hint


def test_a_page_type_may_be_left_out_with_a_reason(monkeypatch):
    monkeypatch.delitem(pages._searched, ArticlePage)
    monkeypatch.setitem(pages._left_out, ArticlePage, "a test")
    assert every_page_type_says_how_it_is_searched(None) == []
