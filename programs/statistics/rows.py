"""Rows of the ledger one by one, for lists that show every value and sum none."""

from collections.abc import Iterable

from programs.models.events import DistributionEvent
from programs.models.observations import Observation
from programs.statistics.answers import Row
from programs.statistics.decisions import RELATED, with_decisions
from programs.statistics.series import one_row, row_of, series_of, time_key


def single_rows(codes: Iterable[str]) -> list[Row]:
    """Return current observations by their codes, masked like everything else."""
    observations = Observation.objects.current().filter(code__in=list(codes)).select_related(*RELATED)
    return [row_of(observation) for observation in observations.order_by("period_end", "code")]


def rows_of_indicator(code: str) -> list[Row]:
    """Return a row for each question that the ledger answers for an indicator, the latest period first."""
    observations = with_decisions(Observation.objects.current().filter(indicator__code=code))
    rows = sorted((one_row(series) for series in series_of(observations)), key=time_key, reverse=True)
    # What has no period stands last.
    return sorted(rows, key=lambda row: row.period_end is None)


def draft_rows(event: DistributionEvent) -> list[Row]:
    """Return the figures of an event as its form holds them, saved or not, published or not: for its preview only."""
    figures = [o for o in event.observations.all() if not hasattr(o, "superseded_by")]
    for observation in figures:
        if not observation.is_released:
            observation.event = event
            observation.take_from_event()
    return [row_of(observation) for observation in figures]
