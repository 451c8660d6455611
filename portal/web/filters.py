"""Lists that a reader narrows by links: each choice is an address of its own, the same in both languages."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest

from portal.web.paging import Pagination, pagination

YEAR = re.compile(r"[1-9][0-9]{3}")


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
    """What of a list is asked for. `names` are the filters in the order in which addresses have them."""

    base: str
    names: tuple[str, ...]
    chosen: dict[str, str]

    @classmethod
    def from_request(cls, request: HttpRequest, base: str, names: tuple[str, ...]) -> "ListFilters":
        """Read the filters of an address. Raises Http404 for what can be no year and no code."""
        chosen = {name: request.GET[name].strip() for name in names if request.GET.get(name, "").strip()}
        if "year" in chosen and not YEAR.fullmatch(chosen["year"]):
            raise Http404
        if any("\x00" in value for value in chosen.values()):
            raise Http404
        return cls(base, names, chosen)

    def address(self, **change: str) -> str:
        """Return the address of the list with some filters changed; always in the same order, so that it is stable."""
        wanted = {**self.chosen, **change}
        query = urlencode([(name, wanted[name]) for name in self.names if wanted.get(name)], safe=":")
        return f"{self.base}?{query}" if query else self.base

    @property
    def query(self) -> str:
        return self.address().removeprefix(self.base).removeprefix("?")

    def group(self, name: str, label: str, everything: str, choices: list[tuple[str, str]]) -> FilterGroup:
        """Return the choices (value, text) of a filter, with the one that takes it away first."""
        options = [Option(everything, self.address(**{name: ""}), name not in self.chosen)]
        options += [
            Option(text, self.address(**{name: value}), self.chosen.get(name) == value) for value, text in choices
        ]
        return FilterGroup(name, label, options)

    def active(self, groups: list[FilterGroup]) -> list[dict]:
        """Return the filters in use, each with the address without it."""
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


def requested_page(request: HttpRequest, items, per_page: int) -> Page:
    """Return the page of a list that an address asks for. Raises Http404 for one that is not there."""
    try:
        return Paginator(items, per_page).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error


def page_links(shown: Page, here: str) -> Pagination:
    """Return links to the pages of a list whose first is `here`."""

    def url(number: int) -> str:
        return here if number == 1 else f"{here}{'&' if '?' in here else '?'}page={number}"

    return pagination(shown.number, shown.paginator.num_pages, url)
