"""What lies within what: from a territory as it was recorded to those that hold it, over both schemes.

The relations are few and change seldom: they are kept in the cache until one changes.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.cached_lookup import CachedLookup
from programs.facts import TerritorialScheme, Territory, TerritoryRelation

#: By these the whole of a territory lies in the related one; by a split only a part does.
WHOLE = ("within", "whole", "same")


@dataclass
class TerritoryMap:
    """The map of territories, by database id. `refs` is {"SCHEME:CODE": id}, `schemes` {id: scheme code}."""

    refs: dict[str, int] = field(default_factory=dict)
    schemes: dict[int, str] = field(default_factory=dict)
    whole: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    split: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def holders(self, place: int) -> set[int]:
        """Return every territory that holds the whole of a place, itself included."""
        return _reach([place], self.whole)

    def partial_holders(self, place: int) -> set[int]:
        """Return every territory that holds a part of a place, of which nobody knows what belongs to it."""
        whole = self.holders(place)
        pieces = {piece for holder in whole for piece in self.split.get(holder, ())}
        return _reach(pieces, self.whole) - whole

    def in_scheme(self, place: int, scheme: str) -> int | None:
        """Return the territory of a scheme that holds a place; None where none does.

        Raises SplitTerritory where only parts of the place lie in territories of that scheme, or where it would
        count in several.
        """
        found = {holder for holder in self.holders(place) if self.schemes.get(holder) == scheme}
        if len(found) == 1:
            return found.pop()
        if found or any(self.schemes.get(holder) == scheme for holder in self.partial_holders(place)):
            raise SplitTerritory(place)
        return None

    def within(self, ref: str) -> tuple[set[int], set[int]]:
        """Return what lies wholly within a territory, itself included, and what lies in it in part."""
        target = self.refs.get(ref)
        if target is None:
            return set(), set()
        below, partly = _inverse(self.whole), _inverse(self.split)
        whole = _reach([target], below)
        pieces = {piece for place in whole for piece in partly.get(place, ())}
        return whole, _reach(pieces, below) - whole


class SplitTerritory(Exception):
    """A place lies in several territories of a scheme, in each with a part."""


def _reach(start: Iterable[int], edges: dict[int, set[int]]) -> set[int]:
    found, waiting = set(), list(start)
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting.extend(edges.get(place, ()))
    return found


def _inverse(edges: dict[int, set[int]]) -> dict[int, set[int]]:
    turned = defaultdict(set)
    for place, related in edges.items():
        for other in related:
            turned[other].add(place)
    return turned


def _read() -> TerritoryMap:
    found = TerritoryMap()
    for pk, scheme, code in Territory.objects.order_by().values_list("pk", "scheme__code", "code"):
        found.refs[f"{scheme}:{code}"] = pk
        found.schemes[pk] = scheme
    relations = TerritoryRelation.objects.order_by().values_list("territory_id", "relation", "related_id")
    for territory, relation, related in relations:
        if relation in WHOLE:
            found.whole[territory].add(related)
            if relation == TerritoryRelation.Kind.SAME:
                found.whole[related].add(territory)
        else:
            found.split[territory].add(related)
    return TerritoryMap(found.refs, found.schemes, dict(found.whole), dict(found.split))


#: Two statements, or none while it is in the cache.
territory_map = CachedLookup("programs.places", _read, (TerritorialScheme, Territory, TerritoryRelation))
