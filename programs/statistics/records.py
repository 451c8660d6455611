"""What rows name of the ledger: records by their ids, a statement for each kind, however many rows there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Model, QuerySet
from django.utils.functional import cached_property

from programs.models.events import DistributionEvent
from programs.models.observations import Observation
from programs.models.programs import AssistanceKind, Edition, Program, Trade
from programs.statistics.decisions import RELATED, with_decisions
from programs.statistics.selection import ListedIds
from programs.statistics.sharing import sharing_records

#: The records behind the dimensions of a question; of territories see `Territory`, whose ref names their scheme.
MEMBERS = {
    "edition": Edition,
    "program": Program,
    "event": DistributionEvent,
    "trade": Trade,
    "assistance_kind": AssistanceKind,
}


def by_id(model: type[Model], ids: Iterable[int], related: Sequence[str] = ()) -> dict[int, Model]:
    """Return {id: record}. `in_bulk` would take a statement for every thousand."""
    wanted = sorted(ids)
    found = model.objects.filter(pk__in=ListedIds(wanted)).order_by()
    return {record.pk: record for record in sharing_records(found, related)} if wanted else {}


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
        return {one.pk: one for one in sharing_records(with_decisions(observations, self.moment), RELATED)}

    def __getitem__(self, pk: int) -> Observation:
        return self.found[pk]

    def __iter__(self) -> Iterator[int]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.ids)


def rivals_of(ids: Iterable[int], moment: datetime) -> QuerySet[Observation]:
    """Return what the ledger had at a moment for the questions that some observations answer."""
    keys = Observation.objects.filter(pk__in=ListedIds(sorted(ids))).values("series_key")
    return with_decisions(Observation.objects.as_of(moment).filter(series_key__in=keys), moment)
