"""Pages of a list as links."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Paginator


@dataclass(frozen=True)
class PageLink:
    number: int
    url: str
    current: bool


@dataclass(frozen=True)
class Pagination:
    """`pages` holds None where numbers are left out."""

    number: int
    total: int
    previous_url: str
    next_url: str
    pages: list[PageLink | None]


def pagination(number: int, total: int, url: Callable[[int], str]) -> Pagination:
    """Return links to the first, the last and the pages around the current one, which may lie beyond the last."""
    pages = Paginator(range(total), 1)
    numbers = pages.get_elided_page_range(min(number, pages.num_pages), on_each_side=1, on_ends=1)
    return Pagination(
        number,
        total,
        url(number - 1) if number > 1 else "",
        url(number + 1) if number < total else "",
        [PageLink(page, url(page), page == number) if isinstance(page, int) else None for page in numbers],
    )
