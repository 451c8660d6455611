"""By which names entries know facts: a change of a fact is told as a change of these."""

from collections.abc import Iterable, Iterator

from django.db.models import Model, QuerySet

from programs.facts.events import DistributionEvent, EventOrganizer
from programs.facts.indicators import Indicator, UnitOfMeasure
from programs.facts.judgements import Preference
from programs.facts.observations import Observation
from programs.facts.programs import AssistanceKind, Centre, Edition, Organization, Program, ProgramAlias, Trade
from programs.facts.sources import Source
from programs.facts.territories import TerritorialScheme, Territory, TerritoryRelation

#: What entries are known by whose figures depend on which indicators are shown where.
PLACEMENTS = "placements"

#: Records that their code names.
CODED: dict[type[Model], str] = {
    Program: "program",
    Edition: "edition",
    Trade: "trade",
    AssistanceKind: "assistance",
    Centre: "centre",
    Indicator: "indicator",
    Source: "source",
    TerritorialScheme: "scheme",
    DistributionEvent: "event",
}


def subjects_of(record: Model) -> set[str]:
    """Return all that changes with a record."""
    return set(_subjects_of(record))


def _subjects_of(record: Model) -> Iterator[str]:
    if name := CODED.get(type(record)):
        yield f"{name}:{record.code}"
    match record:
        case Indicator():
            if getattr(record, "placement_changed", False):
                yield PLACEMENTS
        case Edition():
            # The page of a programme names its editions.
            yield f"program:{record.program.code}"
        case ProgramAlias():
            yield f"program:{record.program.code}"
        case Territory():
            yield f"territory:{record.ref}"
        case TerritoryRelation():
            yield from (f"territory:{place.ref}" for place in (record.territory, record.related))
        case UnitOfMeasure():
            yield from (f"indicator:{code}" for code in record.indicators.values_list("code", flat=True))
        case Organization():
            events = DistributionEvent.objects.filter(organizers__organization=record)
            yield from (f"event:{code}" for code in events.order_by().values_list("code", flat=True))
        case EventOrganizer():
            yield f"event:{record.event.code}"
        case Observation():
            yield from of_observations(Observation.objects.filter(pk=record.pk))
        case Preference():
            yield from of_observations(Observation.objects.filter(pk=record.observation_id))


def subjects_of_stored(model: type[Model], keys: Iterable) -> set[str]:
    """Return all that changes with many records of a model, by their keys in the database."""
    records = model._default_manager.filter(pk__in=list(keys))
    if model is Observation:
        return of_observations(records)
    if CODED.get(model) and model is not Edition:
        placed = {PLACEMENTS} if model is Indicator else set()
        return placed | {f"{CODED[model]}:{code}" for code in records.order_by().values_list("code", flat=True)}
    related = [name for name in ("program", "scheme", "territory__scheme", "related__scheme") if has(model, name)]
    return {subject for record in records.select_related(*related) for subject in _subjects_of(record)}


def has(model: type[Model], path: str) -> bool:
    return path.partition("__")[0] in {field.name for field in model._meta.concrete_fields}


def of_observations(observations: QuerySet) -> set[str]:
    """Return what changes with published values, in one statement: themselves, and all that sums or shows them."""
    columns = {
        "code": "observation",
        "supersedes__code": "observation",
        "event__code": "event",
        "indicator__code": "figures:indicator",
        "program__code": "figures:program",
        "edition__code": "figures:edition",
    }
    found = observations.released().order_by().values_list(*columns)
    return {f"{name}:{code}" for row in found for name, code in zip(columns.values(), row, strict=True) if code}
