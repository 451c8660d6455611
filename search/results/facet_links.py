"""Facets as links with counts: add a value, remove it, exclude it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from search.facets import Facet, facets
from search.results.search_params import SearchParams

#: Values of a facet that are shown at once; the others stand behind “more”.
SHOWN = 8


@dataclass(frozen=True)
class FacetValue:
    code: str
    label: str
    count: int
    url: str
    without_url: str
    selected: bool = False
    excluded: bool = False
    #: '' where a facet has no headings; they stand in the order of the facet.
    heading: str = ""
    heading_rank: int = 0

    @property
    def in_use(self) -> bool:
        return self.selected or self.excluded


@dataclass(frozen=True)
class FacetSection:
    heading: str
    values: list[FacetValue]


@dataclass(frozen=True)
class FacetGroup:
    code: str
    label: str
    shown: list[FacetSection]
    more: list[FacetSection]


@dataclass(frozen=True)
class Chip:
    """A filter in use, with the address without it."""

    label: str
    facet: str
    excluded: bool
    remove_url: str


def facet_groups(
    counts: Mapping[str, Mapping[str, int]], params: SearchParams, base: str, language: str
) -> list[FacetGroup]:
    """Return the facets that narrow anything, each with its values: those in use, then the commonest."""
    groups = []
    for facet in facets():
        values = _values(facet, counts.get(facet.code, {}), params, base, language)
        in_use = sum(value.in_use for value in values)
        if len(values) > 1 or in_use:
            first = max(SHOWN, in_use)
            groups.append(
                FacetGroup(facet.code, str(facet.label), _sections(values[:first]), _sections(values[first:]))
            )
    return groups


def _values(
    facet: Facet, counts: Mapping[str, int], params: SearchParams, base: str, language: str
) -> list[FacetValue]:
    choices = facet.choices()
    headings = list(dict.fromkeys(choice.group.get(language, "") for choice in choices.by_code.values()))
    chosen, excluded = params.chosen.get(facet.code, ()), params.excluded.get(facet.code, ())
    found = []
    for code in dict.fromkeys([*chosen, *excluded, *counts]):
        choice = choices.by_code.get(code)
        used = code in chosen or code in excluded
        if not used and choice is not None and choice.is_whole:
            continue
        heading = choice.group.get(language, "") if choice else ""
        value = FacetValue(
            code,
            choice.names.get(language, code) if heading and choice else choices.label(code, language),
            counts.get(code, 0),
            (params.without_code if used else params.with_code)(facet.code, code).url(base),
            params.excluding(facet.code, code).url(base),
            code in chosen,
            code in excluded,
            heading,
            headings.index(heading) if heading in headings else 0,
        )
        found.append(value)
    return sorted(found, key=lambda value: (not value.in_use, _order(facet, value)))


def _order(facet: Facet, value: FacetValue) -> tuple[int, str]:
    return (-int(value.code), "") if facet.is_year and value.code.isdecimal() else (-value.count, value.label)


def _sections(values: list[FacetValue]) -> list[FacetSection]:
    by_heading = groupby(sorted(values, key=lambda value: value.heading_rank), key=lambda value: value.heading_rank)
    return [FacetSection((some := list(group))[0].heading, some) for _rank, group in by_heading]


def filter_chips(params: SearchParams, base: str, language: str) -> list[Chip]:
    return [
        Chip(
            facet.choices().label(code, language),
            str(facet.label),
            excluded,
            params.without_code(facet.code, code).url(base),
        )
        for excluded, codes in ((False, params.chosen), (True, params.excluded))
        for facet in facets()
        for code in codes.get(facet.code, ())
    ]
