"""Territories as facets: each with all that contain the whole of it, in both schemes."""

from dataclasses import dataclass, field

from portal.l10n import comma_join, current_language
from programs.facts import Territory
from programs.statistics import TerritoryMap, territory_map


@dataclass
class TerritoryNames:
    """Refs and names of all territories in the active language, read in one statement."""

    map: TerritoryMap = field(default_factory=territory_map)
    refs: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def __post_init__(self):
        for territory in Territory.objects.select_related("scheme").order_by("scheme__code", "code"):
            self.refs[territory.pk] = territory.ref
            self.names[territory.pk] = territory.name

    def with_holders(self, *ids: int | None) -> list[int]:
        """Return the ids, then those of the territories that contain them."""
        known = [pk for pk in ids if pk]
        holders = {holder for pk in known for holder in self.map.holders(pk)}
        return [*dict.fromkeys(known), *sorted(holders - set(known), key=self.refs.__getitem__)]

    def facet(self, *ids: int | None) -> tuple[str, ...]:
        return tuple(self.refs[pk] for pk in self.with_holders(*ids))

    def text(self, *ids: int | None) -> str:
        return comma_join(dict.fromkeys(self.names[pk] for pk in self.with_holders(*ids)), current_language())

    def subjects(self, *ids: int | None) -> set[str]:
        return {f"territory:{ref}" for ref in self.facet(*ids)}
