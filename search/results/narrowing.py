"""Facets as links, with counts: add a value, take it away, leave it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from search.facets import Facet, facets
from search.results.search_params import SearchParams

#: Values of a facet that are shown at once; the others stand behind “more”.
SHOWN = 8


@dataclass(frozen=True)
class Value:
    code: str
    label: str
    count: int
    url: str
    without_url: str
    selected: bool = False
    excluded: bool = False


@dataclass(frozen=True)
class Values:
    """Values under a heading; '' where a facet has no headings."""

    heading: str
    values: list[Value] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    code: str
    label: str
    shown: list[Values]
    more: list[Values]


@dataclass(frozen=True)
class Chip:
    """A condition in use, with the address without it."""

    label: str
    facet: str
    excluded: bool
    remove_url: str


def groups_of(counts: Mapping[str, Mapping[str, int]], wanted: SearchParams, base: str, language: str) -> list[Group]:
    """Return the facets that narrow anything, each with its values: those in use, then the commonest."""
    groups = []
    for facet in facets():
        values = _values(facet, counts.get(facet.code, {}), wanted, base, language)
        in_use = sum(value.selected or value.excluded for _rank, _heading, value in values)
        if len(values) > 1 or in_use:
            shown, more = values[: max(SHOWN, in_use)], values[max(SHOWN, in_use) :]
            groups.append(Group(facet.code, str(facet.label), _headed(shown), _headed(more)))
    return groups


def _values(facet: Facet, counts: Mapping[str, int], wanted: SearchParams, base: str, language: str) -> list[tuple]:
    """(place of the heading, heading, value) of all values, in their order."""
    choices = facet.choices()
    headings = dict.fromkeys(choice.group.get(language, "") for choice in choices.by_code.values())
    ranks = {heading: rank for rank, heading in enumerate(headings)}
    chosen, excluded = wanted.chosen.get(facet.code, ()), wanted.excluded.get(facet.code, ())
    found = []
    for code in dict.fromkeys([*chosen, *excluded, *counts]):
        choice = choices.by_code.get(code)
        used = code in chosen or code in excluded
        if not used and choice is not None and choice.is_whole:
            continue
        heading = choice.group.get(language, "") if choice else ""
        url = (wanted.without_code if used else wanted.with_code)(facet.code, code).url(base)
        value = Value(
            code,
            choice.names.get(language, code) if heading and choice else choices.label(code, language),
            counts.get(code, 0),
            url,
            wanted.but(facet.code, code).url(base),
            code in chosen,
            code in excluded,
        )
        found.append((not used, _order(facet, value), heading, value))
    found.sort(key=lambda one: one[:2])
    return [(ranks.get(heading, 0), heading, value) for _unused, _place, heading, value in found]


def _order(facet: Facet, value: Value) -> tuple:
    return (-int(value.code), "") if facet.is_year and value.code.isdecimal() else (-value.count, value.label)


def _headed(values: list[tuple]) -> list[Values]:
    """Under their headings, which stand in the order of the facet."""
    headed: dict[int, tuple[str, list[Value]]] = {}
    for rank, heading, value in values:
        headed.setdefault(rank, (heading, []))[1].append(value)
    return [Values(*headed[rank]) for rank in sorted(headed)]


def chips_of(wanted: SearchParams, base: str, language: str) -> list[Chip]:
    chips = []
    for excluded, codes in ((False, wanted.chosen), (True, wanted.excluded)):
        for facet in facets():
            for code in codes.get(facet.code, ()):
                label = facet.choices().label(code, language)
                chips.append(Chip(label, str(facet.label), excluded, wanted.without_code(facet.code, code).url(base)))
    return chips
