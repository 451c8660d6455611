"""Rows of the ledger one by one, for lists that show every value and sum none."""

from collections.abc import Iterable

from programs.models.events import DistributionEvent
from programs.models.observations import Observation
from programs.statistics.answers import Row
from programs.statistics.decisions import RELATED
from programs.statistics.series import row_of


def single_rows(codes: Iterable[str]) -> list[Row]:
    """Return current observations by their codes, masked like everything else."""
    observations = Observation.objects.current().filter(code__in=list(codes)).select_related(*RELATED)
    return [row_of(observation) for observation in observations.order_by("period_end", "code")]


def draft_rows(event: DistributionEvent) -> list[Row]:
    """Return the figures of an event as its form holds them, saved or not, published or not: for its preview only."""
    figures = [o for o in event.observations.all() if not hasattr(o, "superseded_by")]
    for observation in figures:
        if not observation.is_released:
            observation.event = event
            observation.take_from_event()
    return [row_of(observation) for observation in figures]
