"""Places as search narrows by them: each with all that hold the whole of it, over both schemes."""

from dataclasses import dataclass, field

from portal.l10n import comma_join, current_language
from programs.facts import Territory
from programs.statistics import TerritoryMap, territory_map


@dataclass
class TerritoryNames:
    """The map of territories and their names in the active language: one statement, whatever is asked of it."""

    map: TerritoryMap = field(default_factory=territory_map)
    refs: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def __post_init__(self):
        for territory in Territory.objects.select_related("scheme").order_by("scheme__code", "code"):
            self.refs[territory.pk] = territory.ref
            self.names[territory.pk] = territory.name

    def held(self, *places: int | None) -> list[int]:
        """Return the places and their holders, the places first."""
        known = [place for place in places if place]
        holders = {holder for place in known for holder in self.map.holders(place)}
        return [*dict.fromkeys(known), *sorted(holders - set(known), key=self.refs.__getitem__)]

    def facet(self, *places: int | None) -> tuple[str, ...]:
        return tuple(self.refs[place] for place in self.held(*places))

    def words(self, *places: int | None) -> str:
        return comma_join(dict.fromkeys(self.names[place] for place in self.held(*places)), current_language())

    def subjects(self, *places: int | None) -> set[str]:
        return {f"territory:{ref}" for ref in self.facet(*places)}
