"""Which sets of facet codes documents have. Many documents share one, so that filters and counts look at few sets.

A facet's own choice does not narrow its counts: its other codes say how many there would be with them. All that is
needed for it is how many documents of each combination were found before any choice.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from search.engines.interface import AnyOf, Filter

#: {facet: codes}
Facets = Mapping[str, frozenset[str]]


def canonical(facets: Mapping[str, Iterable[str]]) -> str:
    """One text for one set of facet codes."""
    kept = {facet: sorted(set(codes)) for facet, codes in facets.items() if codes}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Facets:
    return {facet: frozenset(codes) for facet, codes in json.loads(text).items()}


def passes(facets: Facets, one: AnyOf) -> bool:
    return (not facets.get(one.facet, frozenset()).isdisjoint(one.codes)) is not one.negated


def on_facets(filters: Iterable[Filter]) -> tuple[AnyOf, ...]:
    return tuple(one for one in filters if isinstance(one, AnyOf))


def passing(combinations: Mapping[int, Facets], filters: Sequence[AnyOf]) -> list[int]:
    """Return the numbers of the combinations that pass all filters."""
    return [number for number, facets in combinations.items() if all(passes(facets, one) for one in filters)]


def counted(
    found: Mapping[int, int], combinations: Mapping[int, Facets], filters: Sequence[AnyOf], asked: Sequence[str]
) -> tuple[int, dict[str, dict[str, int]]]:
    """Return (documents that pass all filters, {facet: {code: documents}}) of {combination: documents found}."""
    total = 0
    counts: dict[str, Counter] = {facet: Counter() for facet in asked}
    for number, documents in found.items():
        facets = combinations[number]
        # Choices that it fails, by facet: a facet is counted where only its own fail.
        failed = {one.facet if not one.negated else None for one in filters if not passes(facets, one)}
        if not failed:
            total += documents
        if len(failed) > 1 or None in failed:
            continue
        for facet in failed or asked:
            if facet in counts:
                for code in facets.get(facet, ()):
                    counts[facet][code] += documents
    return total, {facet: dict(count) for facet, count in counts.items()}
