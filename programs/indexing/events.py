"""What search entries say of territories and of distribution events; articles about events reuse it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects

from portal.l10n import comma_join, current_language, labelled
from programs.facts import PLACEMENTS, SINGLE_PLACEMENTS, DistributionEvent, Territory, indicators_at
from programs.presentation import FactsBox, collect_event_figures, event_answers, facts_boxes
from programs.statistics import TerritoryMap, territory_map


@dataclass
class TerritoryNames:
    """Refs and names of all territories in the active language, read in one statement.

    A territory is indexed with all that contain the whole of it, in both schemes.
    """

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


def measures() -> dict[str, str]:
    """Return {indicator: name of the number that ranges filter by}."""
    return {code: one.value for one in SINGLE_PLACEMENTS for code in indicators_at(one)}


@dataclass
class EventFacts:
    """Texts of an event in the active language, with its codes."""

    event: DistributionEvent
    box: FactsBox
    facets: dict[str, tuple[str, ...]]
    territory_text: str
    numbers: dict[str, float] = field(default_factory=dict)
    subjects: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """All facts as text, one a line."""
        box = self.box
        organizers = [name for role in box.organizers for name in role["names"]]
        language = current_language()
        lines = [
            labelled(box.program.name, box.edition, language),
            labelled(box.when_text, box.when_note, language),
            labelled(box.venue_text, box.target_text, language),
            comma_join(box.trades, language),
            comma_join(box.assistance_kinds, language),
            box.centre,
            comma_join(organizers, language),
            *(figure.sentence for figure in box.figures if not figure.masked),
            box.note,
        ]
        return "\n".join(lines).strip()

    @property
    def figures(self) -> list[dict[str, str]]:
        return shown_figures(self.box.figures)


def shown_figures(figures) -> list[dict[str, str]]:
    return [{"label": figure.label, "text": figure.quantity_text} for figure in figures if figure.number]


def describe_events(events: list[DistributionEvent]) -> dict[int, EventFacts]:
    """Return {event id: facts} of public events from `for_facts()`, in a fixed number of statements."""
    if not events:
        return {}
    answers = event_answers(events)
    boxes = facts_boxes(events, {}, collect_event_figures(answers))
    territories = TerritoryNames()
    prefetch_related_objects(events, "trades", "assistance_kinds")
    found = {}
    for event, box in zip(events, boxes, strict=True):
        where = (event.target_territory_id, event.venue_territory_id)
        years = range(event.date_start.year, event.date_end.year + 1) if event.date_start else ()
        facets = {
            "program": (event.program.code,),
            "territory": territories.facet(*where),
            "year": tuple(map(str, years)),
            "trade": tuple(sorted(trade.code for trade in event.trades.all())),
            "assistance": tuple(sorted(kind.code for kind in event.assistance_kinds.all())),
        }
        found[event.pk] = EventFacts(event, box, facets, territories.text(*where))
        found[event.pk].subjects = {*territories.subjects(*where), *_subjects(event, facets)}
    _add_numbers(found, answers)
    return found


def _subjects(event: DistributionEvent, facets: dict[str, tuple[str, ...]]) -> Iterator[str]:
    yield PLACEMENTS
    yield f"event:{event.code}"
    for name in ("program", "trade", "assistance"):
        yield from (f"{name}:{code}" for code in facets[name])
    for name in ("edition", "centre"):
        if record := getattr(event, name):
            yield f"{name}:{record.code}"


def _add_numbers(found: dict[int, EventFacts], answers) -> None:
    names = measures()
    for answer in answers:
        name = names.get(answer.question.indicator)
        for row in answer.rows:
            if name and row.value is not None:
                found[row.observation.event_id].numbers[name] = float(row.value)
            found[row.observation.event_id].subjects.add(f"indicator:{row.indicator.code}")
    for facts in found.values():
        if facts.event.date_start:
            facts.numbers["year"] = facts.event.date_start.year


def merge_facets(many: Iterable[dict[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for facets in many:
        for name, codes in facets.items():
            found[name].update(dict.fromkeys(codes))
    return {name: tuple(codes) for name, codes in found.items()}
