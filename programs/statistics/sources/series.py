"""Series: the values of several sources for one question, as one row with confirming and contradicting ones; and lists of
such rows, which sum nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from programs.facts import DistributionEvent, Observation, Territory
from programs.statistics.answers import Row
from programs.statistics.disclosure.masking import is_small, threshold_of
from programs.statistics.sources.decisions import decision_on, end_of_day, with_decisions
from programs.statistics.sources.ranking import by_preference, stated_value


def series_of(observations: Iterable[Observation]) -> list[list[Observation]]:
    """Group observations by series, the preferred one of each first."""
    groups: dict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        groups[observation.series_key].append(observation)
    return [by_preference(group) for group in groups.values()]


def one_row(series: list[Observation]) -> Row:
    """Return the preferred value of a series, with the values that confirm and contradict it."""
    first, decision = row_of(series[0]), decision_on(series[0])
    if len(series) == 1 and decision is None:
        return first
    return replace(merge_sources(first, map(row_of, series[1:])), preference=decision)


def merge_sources(row: Row, rest: Iterable[Row]) -> Row:
    """Return a row with the sources of equal rows, and with the other rows as contradicting ones."""
    same: list[Row] = [row]
    others: list[Row] = []
    for other in rest:
        (same if stated_value(other) == stated_value(row) else others).append(other)
    sources = tuple(dict.fromkeys(source for one in same for source in one.sources))
    return replace(row, sources=sources, others=tuple(others), disputed=bool(others))


def row_of(observation: Observation) -> Row:
    """Return a value, masked if need be; `with_decisions` tells whether a small count superseded it."""
    small = is_small(observation.value, threshold_of(observation.indicator))
    row = unmasked_row(observation)
    return row.suppressed() if small or bool(getattr(observation, "became_small", 0)) else row


def unmasked_row(observation: Observation) -> Row:
    """Return a value without disclosure control: for the forms where it is entered, never for readers."""
    return Row(
        indicator=observation.indicator,
        role=observation.role,
        basis="computed" if observation.event_id else "reported",
        value=observation.value,
        value_high=observation.value_high,
        qualifier=observation.qualifier,
        status=observation.status,
        period_type=observation.period_type,
        period_start=observation.period_start,
        period_end=observation.period_end,
        territory=observation.territory,
        observation_id=observation.pk,
        observations={observation.pk: observation},
        events=1 if observation.event_id else 0,
        sources=(observation.source,),
        released_at=observation.released_at,
        corrected=observation.supersedes_id is not None,
    )


def time_key(row: Row) -> tuple[bool, date, date, str]:
    return (row.period_end is None, row.period_end or date.min, row.period_start or date.min, row.observation.code)


def reported_series(codes: Iterable[str]) -> QuerySet[Observation]:
    """Return all current values of the series of some reported ones."""
    keys = Observation.objects.filter(code__in=list(codes), event=None).series_keys()
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
    return sorted(_rows_of_series(day, indicator__code=code), key=lambda row: row.period_end is None)


def reported_at(territory: Territory, day: date | None = None) -> list[Row]:
    """Return a row for each reported series of a territory itself, by indicator, the latest period first."""
    return sorted(_rows_of_series(day, territory=territory, event__isnull=True), key=lambda row: row.indicator.code)


def _rows_of_series(day: date | None, **conditions: object) -> list[Row]:
    """Return a row for each series, as current now or at the end of a day."""
    moment = end_of_day(day) if day else timezone.now()
    found = with_decisions(Observation.objects.as_of(moment).filter(**conditions), moment)
    return sorted((one_row(series) for series in series_of(found)), key=time_key, reverse=True)
