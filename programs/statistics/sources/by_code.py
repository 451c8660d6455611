"""Rows of the ledger by the codes of their values, for lists that show them and sum none."""

from collections.abc import Iterable

from django.db.models import QuerySet

from programs.facts import DistributionEvent, Observation
from programs.statistics.answers import Row
from programs.statistics.sources.decisions import with_decisions
from programs.statistics.sources.series import one_row, row_of, series_of


def reported_series(codes: Iterable[str]) -> QuerySet[Observation]:
    """Return all that sources say now for the questions that some reported values answer, themselves included."""
    asked = Observation.objects.filter(code__in=list(codes), event=None).order_by().values("series_key")
    return Observation.objects.current().filter(event=None, series_key__in=asked)


def preferred_rows(codes: Iterable[str]) -> list[Row]:
    """Return those of some reported values that their sources' questions are answered with, with what others say."""
    codes = set(codes)
    rows = [one_row(series) for series in series_of(with_decisions(reported_series(codes)))]
    return [row for row in rows if row.observation.code in codes]


def draft_rows(event: DistributionEvent) -> list[Row]:
    """Return the figures of an event as its form holds them, saved or not, published or not: for its preview only."""
    figures = [o for o in event.observations.all() if not hasattr(o, "superseded_by")]
    for observation in figures:
        if not observation.is_released:
            observation.event = event
            observation.copy_event_dimensions()
    return [row_of(observation) for observation in figures]
