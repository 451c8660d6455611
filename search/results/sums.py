"""Sums over what was found, computed by the app that owns the numbers."""

from collections.abc import Callable
from dataclasses import dataclass

from search.engines import AnyOf, SearchIndex
from search.models import Entry
from search.results.running import SearchOutcome, search_strictly

#: Most objects that are added up.
MOST = 200


@dataclass(frozen=True)
class Sums:
    """`lines` are for the app's own template; `too_many`: nothing was added up."""

    template: str = ""
    count: int = 0
    lines: object = None
    too_many: bool = False


_kind, _template, _summed = "", "", None


def register_sums(kind: str, template: str, summed: Callable[[list[str]], object]) -> None:
    """Register `summed(keys of objects of that kind) -> lines`, and the template that shows its `lines`."""
    global _kind, _template, _summed
    _kind, _template, _summed = kind, template, summed


def sums_of(outcome: SearchOutcome, index: SearchIndex) -> Sums | None:
    """Return sums over what has every word of the query; None where there is nothing to add up."""
    if _summed is None or (outcome.parsed.is_empty and not outcome.request.filters):
        return None
    found = search_strictly(outcome, index, (AnyOf("kind", (_kind,)),), 2 * MOST)
    if not found.total:
        return None
    if found.total > 2 * MOST:
        return Sums(too_many=True)
    codes = sorted({Entry.object_of(hit.key) for hit in found.hits})
    if len(codes) < 2:
        return None
    return Sums(_template, len(codes), _summed(codes))
