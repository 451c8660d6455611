"""Records that rows name, loaded by id: one statement for each kind, however many rows there are."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db.models import Model

from programs.facts import DistributionEvent, Observation
from programs.statistics.compile.selection import IsListed
from programs.statistics.sources.decisions import restore_sources, with_decisions

Record = TypeVar("Record", bound=Model)

#: The fields of events that answers show, which may list thousands; the others are deferred.
SHOWN: dict[type[Model], tuple[str, ...]] = {
    DistributionEvent: ("id", "code", "name_ar", "name_fr", "date_start", "date_end", "date_precision")
}


def by_id(model: type[Record], ids: Iterable[int], related: tuple[str, ...] = ()) -> dict[int, Record]:
    """Return {id: record}. `in_bulk` would take a statement for every thousand."""
    if not (ids := set(ids)):
        return {}
    found = model._default_manager.filter(IsListed("pk", ids)).order_by()
    if related:
        found = found.select_related(*related)
    if model in SHOWN:
        found = found.only(*SHOWN[model])
    return {one.pk: one for one in found}


class Observations(dict[int | None, Observation]):
    """The observations behind the rows of some answers by id: all are loaded together, on first access to one."""

    def __init__(self, ids: set[int], moment: datetime):
        super().__init__()
        self.ids = ids
        self.moment = moment

    def __missing__(self, pk: int | None) -> Observation:
        observations = Observation.objects.filter(IsListed("pk", self.ids))
        found: dict[int | None, Observation] = {one.pk: one for one in with_decisions(observations, self.moment)}
        self.update(found)
        return found[pk]


def rivals_of(ids: Iterable[int], moment: datetime) -> list[Observation]:
    """Return all observations of the series of these, as they stood at a moment, with sources and decisions."""
    keys = Observation.objects.filter(IsListed("pk", ids)).series_keys()
    found = list(with_decisions(Observation.objects.as_of(moment).filter(series_key__in=keys), moment))
    restore_sources([one.source for one in found], moment)
    return found
