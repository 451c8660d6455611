"""Every value one by one, as the ledger has it now or had it at the end of a day; nothing is summed."""

from datetime import date

from django.utils import timezone

from programs.facts import Observation, Territory
from programs.statistics.answers import Row
from programs.statistics.sources.decisions import end_of_day, with_decisions
from programs.statistics.sources.series import one_row, series_of, time_key


def rows_of_indicator(code: str, day: date | None = None) -> list[Row]:
    """Return a row for each question that the ledger answers for an indicator, the latest period first."""
    # What has no period stands last.
    return sorted(_rows(day, indicator__code=code), key=lambda row: row.period_end is None)


def reported_at(territory: Territory, day: date | None = None) -> list[Row]:
    """Return a row for each question that a source answers for a territory itself, by indicator, latest first."""
    return sorted(_rows(day, territory=territory, event__isnull=True), key=lambda row: row.indicator.code)


def _rows(day: date | None, **conditions) -> list[Row]:
    moment = end_of_day(day) if day else timezone.now()
    found = with_decisions(Observation.objects.as_of(moment).filter(**conditions), moment)
    return sorted((one_row(series) for series in series_of(found)), key=time_key, reverse=True)
