"""Roll territories up: from a recorded territory to those that contain it, across schemes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.cached_lookup import CachedLookup
from programs.facts import TerritorialScheme, Territory, TerritoryRelation

#: Relations by which the whole of a territory lies in the related one; of a split only a part does.
WHOLE = ("within", "whole", "same")


@dataclass
class TerritoryMap:
    """Containment of territories by database id. `refs` is {"SCHEME:CODE": id}, `schemes` {id: scheme code}."""

    refs: dict[str, int] = field(default_factory=dict)
    schemes: dict[int, str] = field(default_factory=dict)
    whole: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    split: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def holders(self, territory: int) -> set[int]:
        """Return every territory that contains the whole of a territory, itself included."""
        return _reach([territory], self.whole)

    def partial_holders(self, territory: int) -> set[int]:
        """Return every territory that contains an unknown part of a territory."""
        whole = self.holders(territory)
        pieces = {piece for holder in whole for piece in self.split.get(holder, ())}
        return _reach(pieces, self.whole) - whole

    def holders_in(self, territory: int, scheme: str) -> set[int]:
        """Return the territories of a scheme that contain the whole of a territory."""
        return {holder for holder in self.holders(territory) if self.schemes.get(holder) == scheme}

    def in_scheme(self, territory: int, scheme: str) -> int | None:
        """Return the territory of a scheme that contains a territory, or None.

        Raises SplitTerritory where it lies in that scheme in parts only, or would count in several territories.
        """
        found = self.holders_in(territory, scheme)
        if len(found) == 1:
            return found.pop()
        if found or any(self.schemes.get(holder) == scheme for holder in self.partial_holders(territory)):
            raise SplitTerritory(territory)
        return None

    def within(self, ref: str) -> tuple[set[int], set[int]]:
        """Return the territories wholly within a territory, itself included, and those partly within it.

        What lies wholly in another territory of the scheme is no part of this one, though both share a split region.
        """
        target = self.refs.get(ref)
        if target is None:
            return set(), set()
        below, partly = _inverse(self.whole), _inverse(self.split)
        whole = _reach([target], below)
        pieces = {piece for territory in whole for piece in partly.get(territory, ())}
        scheme = self.schemes[target]
        return whole, {one for one in _reach(pieces, below) - whole if not self.holders_in(one, scheme)}


class SplitTerritory(Exception):
    """A territory lies in several territories of a scheme, in each with a part."""


def _reach(start: Iterable[int], edges: dict[int, set[int]]) -> set[int]:
    found: set[int] = set()
    waiting = list(start)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(edges.get(node, ()))
    return found


def _inverse(edges: dict[int, set[int]]) -> dict[int, set[int]]:
    inverse = defaultdict(set)
    for node, related in edges.items():
        for other in related:
            inverse[other].add(node)
    return inverse


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


#: Two statements, or none while it is cached.
territory_map = CachedLookup("programs.places", _read, (TerritorialScheme, Territory, TerritoryRelation))
