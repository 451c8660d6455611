"""Filters of lists as links, each combination a URL of its own, the same in both languages; and pagination."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest

YEAR = re.compile(r"[1-9][0-9]{3}")


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


@dataclass(frozen=True)
class Option:
    label: str
    url: str
    selected: bool
    count: int | None = None


@dataclass(frozen=True)
class FilterGroup:
    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True)
class ListFilters:
    """The chosen filters of a list. `names` gives their order in URLs."""

    base: str
    names: tuple[str, ...]
    chosen: dict[str, str]

    @classmethod
    def from_request(cls, request: HttpRequest, base: str, names: tuple[str, ...]) -> "ListFilters":
        """Read the filters from the query string. Raises Http404 for an impossible year or code."""
        chosen = {name: request.GET[name].strip() for name in names if request.GET.get(name, "").strip()}
        if not YEAR.fullmatch(chosen.get("year", "2000")) or any("\x00" in value for value in chosen.values()):
            raise Http404
        return cls(base, names, chosen)

    def address(self, **change: str) -> str:
        """Return the canonical URL of the list with some filters changed."""
        values = {**self.chosen, **change}
        query = urlencode([(name, values[name]) for name in self.names if values.get(name)], safe=":")
        return f"{self.base}?{query}" if query else self.base

    @property
    def query(self) -> str:
        return self.address().removeprefix(self.base).removeprefix("?")

    def group(self, name: str, label: str, everything: str, choices: list[tuple[str, str]]) -> FilterGroup:
        """Return a filter with its choices (value, text), after the one that removes it."""
        chosen = self.chosen.get(name, "")
        found = [("", everything), *choices]
        return FilterGroup(
            name, label, [Option(text, self.address(**{name: value}), chosen == value) for value, text in found]
        )

    def active(self, groups: list[FilterGroup]) -> list[dict]:
        """Return [{label, remove_url}] of the chosen filters."""
        return [
            {
                "label": next((o.label for o in group.options if o.selected), self.chosen[group.name]),
                "remove_url": self.address(**{group.name: ""}),
            }
            for group in groups
            if group.name in self.chosen
        ]

    def pages(self, shown: Page) -> Pagination:
        return page_links(shown, self.address())
