"""What rows name of the ledger: records by their ids, a statement for each kind, however many rows there are."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache

from django.db.models import Model, QuerySet, TextField
from django.utils.functional import cached_property

from programs.facts import AssistanceKind, DistributionEvent, Edition, Indicator, Observation, Program, Trade
from programs.statistics.compile.compiled import MOMENT, Given, Prepared
from programs.statistics.compile.selection import ListedCodes, ListedIds
from programs.statistics.shared_records import sharing_records
from programs.statistics.sources.decisions import RELATED, with_decisions

#: The records behind the dimensions of a question; of territories see `Territory`, whose ref names their scheme.
MEMBERS = {
    "edition": Edition,
    "program": Program,
    "event": DistributionEvent,
    "trade": Trade,
    "assistance_kind": AssistanceKind,
}


IDS, CODES = Given("ids", TextField()), Given("codes", TextField())

#: What answers say of an event, of which they may list thousands: whatever else is asked of one is read then.
SHOWN = {DistributionEvent: ("id", "code", "name_ar", "name_fr", "date_start", "date_end", "date_precision")}


def by_id(model: type[Model], ids: Iterable[int], related: tuple[str, ...] = ()) -> dict[int, Model]:
    """Return {id: record}. `in_bulk` would take a statement for every thousand."""
    wanted = sorted(ids)
    return {one.id: one for one in _records_of(model, related).records(ids=str(wanted))} if wanted else {}


@cache
def _records_of(model: type[Model], related: tuple[str, ...]) -> Prepared:
    found = model.objects.filter(pk__in=ListedIds(IDS)).order_by()
    return Prepared(model, lambda: found, related, SHOWN.get(model, ()))


def indicators_by_code(codes: Iterable[str]) -> dict[str, Indicator]:
    """Return {code: indicator} of those that exist, with their units."""
    return {one.code: one for one in _INDICATORS.records(codes=json.dumps(sorted(codes)))}


_INDICATORS = Prepared(Indicator, lambda: Indicator.objects.filter(code__in=ListedCodes(CODES)).order_by(), ("unit",))


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


def rivals_of(ids: Iterable[int], moment: datetime) -> list[Observation]:
    """Return what the ledger had at a moment for the questions that some observations answer, with its sources and the
    decisions between them."""
    return list(_RIVALS.records(ids=str(sorted(ids)), moment=moment))


def _rivals() -> QuerySet[Observation]:
    keys = Observation.objects.filter(pk__in=ListedIds(IDS)).values("series_key")
    return with_decisions(Observation.objects.as_of(MOMENT).filter(series_key__in=keys), MOMENT)


_RIVALS = Prepared(Observation, _rivals, ("source",))
