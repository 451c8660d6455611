"""Rows of single values, for lists that sum nothing."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from programs.facts import DistributionEvent, Observation, Territory
from programs.statistics.answers import Row
from programs.statistics.sources.decisions import end_of_day, with_decisions
from programs.statistics.sources.series import one_row, row_of, series_of, time_key


def reported_series(codes: Iterable[str]) -> QuerySet[Observation]:
    """Return all current values of the series of some reported ones."""
    keys = Observation.objects.filter(code__in=list(codes), event=None).order_by().values("series_key")
    return Observation.objects.current().filter(event=None, series_key__in=keys)


def preferred_rows(codes: Iterable[str]) -> list[Row]:
    """Return those of some reported values that are the preferred ones of their series, with the other values."""
    codes = set(codes)
    rows = [one_row(series) for series in series_of(with_decisions(reported_series(codes)))]
    return [row for row in rows if row.observation.code in codes]


def draft_rows(event: DistributionEvent) -> list[Row]:
    """Return the figures of an event as its form holds them, unsaved and unpublished ones too: for its preview."""
    figures = [o for o in event.observations.all() if not hasattr(o, "superseded_by")]
    for observation in figures:
        if not observation.is_released:
            observation.event = event
            observation.copy_event_dimensions()
    return [row_of(observation) for observation in figures]


def rows_of_indicator(code: str, day: date | None = None) -> list[Row]:
    """Return a row for each series of an indicator, the latest period first and those without one last."""
    return sorted(_rows(day, indicator__code=code), key=lambda row: row.period_end is None)


def reported_at(territory: Territory, day: date | None = None) -> list[Row]:
    """Return a row for each reported series of a territory itself, by indicator, the latest period first."""
    return sorted(_rows(day, territory=territory, event__isnull=True), key=lambda row: row.indicator.code)


def _rows(day: date | None, **conditions: object) -> list[Row]:
    """Return a row for each series, as current now or at the end of a day."""
    moment = end_of_day(day) if day else timezone.now()
    found = with_decisions(Observation.objects.as_of(moment).filter(**conditions), moment)
    return sorted((one_row(series) for series in series_of(found)), key=time_key, reverse=True)
