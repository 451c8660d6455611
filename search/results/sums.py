"""Sums over what was found. Search adds nothing up: an app that owns the numbers registers who asks for them."""

from collections.abc import Callable
from dataclasses import dataclass

from search.engines import AnyOf, SearchIndex
from search.models import Entry
from search.results.answering import Answered, strictly

#: Things that are added up; of more the page says that they are too many.
MOST = 200


@dataclass(frozen=True)
class Sums:
    """`lines` are what the app makes of them, for its own template; `too_many` where nothing was added up."""

    template: str = ""
    count: int = 0
    lines: object = None
    too_many: bool = False


_kind, _template, _summed = "", "", None


def register_sums(kind: str, template: str, summed: Callable[[list[str]], object]) -> None:
    """Register what is added up: `summed(keys of objects of that kind) -> lines`, shown by a template as `lines`."""
    global _kind, _template, _summed
    _kind, _template, _summed = kind, template, summed


def sums_of(answered: Answered, index: SearchIndex) -> Sums | None:
    """Return the sums over what has all the words that were asked for; None where there is nothing to add up."""
    if _summed is None or (answered.asked.is_empty and not answered.request.filters):
        return None
    found = strictly(answered, index, (AnyOf("kind", (_kind,)),), 2 * MOST)
    if not found.total:
        return None
    if found.total > 2 * MOST:
        return Sums(too_many=True)
    codes = sorted({Entry.object_of(hit.key) for hit in found.hits})
    if len(codes) < 2:
        return None
    return Sums(_template, len(codes), _summed(codes))
