"""Pagination of lists."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest


@dataclass(frozen=True)
class PageLink:
    number: int
    url: str
    current: bool


@dataclass(frozen=True)
class Pagination:
    """`pages` holds None where numbers are omitted."""

    number: int
    total: int
    previous_url: str
    next_url: str
    pages: list[PageLink | None]


def pagination(number: int, total: int, url: Callable[[int], str]) -> Pagination:
    """Return links to the first, last and neighbouring pages. `number` may be beyond the last page."""
    pages = Paginator(range(total), 1)
    numbers = pages.get_elided_page_range(min(number, pages.num_pages), on_each_side=1, on_ends=1)
    return Pagination(
        number,
        total,
        url(number - 1) if number > 1 else "",
        url(number + 1) if number < total else "",
        [PageLink(page, url(page), page == number) if isinstance(page, int) else None for page in numbers],
    )


def requested_page(request: HttpRequest, items, per_page: int) -> Page:
    """Return the page in `?page=`. Raises Http404 if there is none."""
    try:
        return Paginator(items, per_page).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error


def page_links(shown: Page, here: str) -> Pagination:
    """Return links to the pages of a list whose first page is `here`."""

    def url(number: int) -> str:
        return here if number == 1 else f"{here}{'&' if '?' in here else '?'}page={number}"

    return pagination(shown.number, shown.paginator.num_pages, url)
