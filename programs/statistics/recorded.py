"""What sources gave for a place as it stands, value by value; nothing is summed."""

from programs.models.observations import Observation
from programs.models.territories import Territory
from programs.statistics.answers import Row
from programs.statistics.decisions import with_decisions
from programs.statistics.series import one_row, series_of, time_key


def reported_at(territory: Territory) -> list[Row]:
    """Return a row for each question that a source answers for a territory itself, by indicator, latest first."""
    observations = with_decisions(Observation.objects.current().filter(territory=territory, event__isnull=True))
    rows = sorted((one_row(series) for series in series_of(observations)), key=time_key, reverse=True)
    return sorted(rows, key=lambda row: row.indicator.code)
