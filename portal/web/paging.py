"""Pages of a list as links."""

from collections.abc import Callable
from dataclasses import dataclass


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


def pagination(number: int, total: int, url: Callable[[int], str], *, around: int = 1) -> Pagination:
    """Return links to the first, the last and the pages `around` the current one."""
    wanted = sorted({1, total, *range(max(1, number - around), min(total, number + around) + 1)})
    pages: list[PageLink | None] = []
    for position, page in enumerate(wanted):
        if position and page - wanted[position - 1] > 1:
            pages.append(None)
        pages.append(PageLink(page, url(page), page == number))
    return Pagination(
        number,
        total,
        url(number - 1) if number > 1 else "",
        url(number + 1) if number < total else "",
        pages,
    )
