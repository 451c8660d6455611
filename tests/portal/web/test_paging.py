"""Pagination links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web.lists import pagination


def shown(number: int, total: int) -> list[int | None]:
    return [link and link.number for link in pagination(number, total, "?page={}".format).pages]


@pytest.mark.parametrize(
    ("number", "total", "pages"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (3, 5, [1, 2, 3, 4, 5]),
        (9, 9, [1, None, 8, 9]),
        (40, 9, [1, None, 8, 9]),
    ],
)
def test_pages_around_the_current_one_are_shown(number, total, pages):
    assert shown(number, total) == pages


def test_the_first_and_last_page_have_no_further_link():
    assert pagination(1, 3, str).previous_url == ""
    assert pagination(3, 3, str).next_url == ""
    assert (pagination(2, 3, str).previous_url, pagination(2, 3, str).next_url) == ("1", "3")


@given(st.data(), st.integers(1, 10_000))
def test_the_current_page_is_always_shown_and_few_others(data, total):
    number = data.draw(st.integers(1, total))
    pages = pagination(number, total, str).pages
    assert [link.number for link in pages if link and link.current] == [number]
    assert len(pages) <= 7
    numbers = [link.number for link in pages if link]
    assert numbers == sorted(set(numbers))
    assert {1, total} <= set(numbers)
