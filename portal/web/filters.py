"""Filters of lists as links: each combination is a URL of its own, the same in both languages."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import Http404, HttpRequest

from portal.web.paging import Pagination, page_links

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
    """The chosen filters of a list. `names` gives their order in URLs."""

    base: str
    names: tuple[str, ...]
    chosen: dict[str, str]

    @classmethod
    def from_request(cls, request: HttpRequest, base: str, names: tuple[str, ...]) -> "ListFilters":
        """Read the filters from the query string. Raises Http404 for an impossible year or code."""
        chosen = {name: request.GET[name].strip() for name in names if request.GET.get(name, "").strip()}
        if "year" in chosen and not YEAR.fullmatch(chosen["year"]):
            raise Http404
        if any("\x00" in value for value in chosen.values()):
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
        options = [Option(everything, self.address(**{name: ""}), name not in self.chosen)]
        options += [
            Option(text, self.address(**{name: value}), self.chosen.get(name) == value) for value, text in choices
        ]
        return FilterGroup(name, label, options)

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
