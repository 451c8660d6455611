"""Subjects: the names under which search entries depend on facts, and which of them a changed record affects."""

from collections.abc import Iterable, Iterator

from django.db.models import Model

from programs.facts.events import DistributionEvent, EventOrganizer
from programs.facts.indicators import Indicator, UnitOfMeasure
from programs.facts.judgements import Preference
from programs.facts.observations import Observation, ObservationQuerySet
from programs.facts.programs import AssistanceKind, Centre, Edition, Organization, Program, ProgramAlias, Trade
from programs.facts.reference import Reference
from programs.facts.sources import Source
from programs.facts.territories import TerritorialScheme, Territory, TerritoryRelation

#: Subject of entries whose figures depend on the placements of indicators.
PLACEMENTS = "placements"

#: {model: prefix of the subject "prefix:code"}
CODED: dict[type[Reference], str] = {
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
    """Return the subjects that a change of a record affects."""
    return set(_subjects_of(record))


def _subjects_of(record: Model) -> Iterator[str]:
    if isinstance(record, Reference) and (name := CODED.get(type(record))):
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
            yield from (f"territory:{territory.ref}" for territory in (record.territory, record.related))
        case UnitOfMeasure():
            yield from (f"indicator:{code}" for code in record.indicators.values_list("code", flat=True))
        case Organization():
            events = DistributionEvent.objects.filter(organizers__organization=record)
            yield from (f"event:{code}" for code in events.order_by().values_list("code", flat=True))
        case EventOrganizer():
            yield f"event:{record.event.code}"
        case Observation():
            yield from observation_subjects(Observation.objects.filter(pk=record.pk))
        case Preference():
            yield from observation_subjects(Observation.objects.filter(pk=record.observation_id))


def subjects_of_stored(model: type[Model], keys: Iterable[int | str]) -> set[str]:
    """Return the subjects that a change of many records of a model affects, by primary key."""
    keys = list(keys)
    records = model._default_manager.filter(pk__in=keys)
    if model is Observation:
        return observation_subjects(Observation.objects.filter(pk__in=keys))
    if issubclass(model, Reference) and (prefix := CODED.get(model)) and model is not Edition:
        placements = {PLACEMENTS} if model is Indicator else set()
        return placements | {f"{prefix}:{code}" for code in records.order_by().values_list("code", flat=True)}
    fields = {field.name for field in model._meta.concrete_fields}
    paths = ("program", "scheme", "territory__scheme", "related__scheme")
    related = [path for path in paths if path.partition("__")[0] in fields]
    return {subject for record in records.select_related(*related) for subject in _subjects_of(record)}


def observation_subjects(observations: ObservationQuerySet) -> set[str]:
    """Return the subjects of published values and of all that sums or shows them, in one statement."""
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
