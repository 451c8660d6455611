"""What rows name of the ledger: records by their ids, a statement for each kind, however many rows there are."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db.models import Model
from django.utils.functional import cached_property

from programs.facts import RECORD_DIMENSIONS, DistributionEvent, Indicator, Observation
from programs.statistics.compile.selection import ListedIds
from programs.statistics.sources.decisions import with_decisions
from programs.statistics.sources.past_sources import tell_as_of

#: The records behind the dimensions of a question; of territories see `Territory`, whose ref names their scheme.
MEMBERS = {one.code: one.model for one in RECORD_DIMENSIONS if one.code != "territory"}


#: What answers say of an event, of which they may list thousands: whatever else is asked of one is read then.
SHOWN = {DistributionEvent: ("id", "code", "name_ar", "name_fr", "date_start", "date_end", "date_precision")}


def by_id(model: type[Model], ids: Iterable[int], related: tuple[str, ...] = ()) -> dict[int, Model]:
    """Return {id: record}. `in_bulk` would take a statement for every thousand."""
    wanted = sorted(ids)
    if not wanted:
        return {}
    found = model.objects.filter(pk__in=ListedIds(wanted)).order_by()
    if related:
        found = found.select_related(*related)
    if model in SHOWN:
        found = found.only(*SHOWN[model])
    return {one.pk: one for one in found}


def indicators_by_code(codes: Iterable[str]) -> dict[str, Indicator]:
    """Return {code: indicator} of those that exist, with their units."""
    return {one.code: one for one in Indicator.objects.filter(code__in=codes).select_related("unit").order_by()}


class Observations(Mapping):
    """The observations behind the rows of some answers: read all together, once something of one of them is shown.

    An answer says its values without them. What is not said by values, as a note or a programme, is only read by who
    asks for it, and then for all rows at once.
    """

    def __init__(self, ids: set[int], moment: datetime):
        self.ids = ids
        self.moment = moment

    @cached_property
    def found(self) -> dict[int, Observation]:
        observations = Observation.objects.filter(pk__in=ListedIds(sorted(self.ids)))
        return {one.pk: one for one in with_decisions(observations, self.moment)}

    def __getitem__(self, pk: int) -> Observation:
        return self.found[pk]

    def __iter__(self) -> Iterator[int]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.ids)


def rivals_of(ids: Iterable[int], moment: datetime) -> list[Observation]:
    """Return what the ledger had at a moment for the questions that some observations answer, with its sources and the
    decisions between them."""
    keys = Observation.objects.filter(pk__in=ListedIds(sorted(ids))).values("series_key")
    found = list(with_decisions(Observation.objects.as_of(moment).filter(series_key__in=keys), moment))
    tell_as_of([one.source for one in found], moment)
    return found
