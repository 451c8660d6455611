"""Series: the values of several sources for one question, as one row with confirming and contradicting ones."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from programs.facts import Observation
from programs.statistics.answers import AnsweredQuestion, Member, Row
from programs.statistics.disclosure.masking import is_small, threshold_of
from programs.statistics.sources.decisions import decision_on
from programs.statistics.sources.ranking import by_preference, stated_value


def series_of(observations: Iterable[Observation]) -> list[list[Observation]]:
    """Group observations by series, the preferred one of each first."""
    groups: dict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        groups[observation.series_key].append(observation)
    return [by_preference(group) for group in groups.values()]


def one_row(
    series: list[Observation], *, groups: tuple[Member, ...] = (), answered: AnsweredQuestion | None = None
) -> Row:
    """Return the preferred value of a series, with the values that confirm and contradict it."""
    first, decision = row_of(series[0], groups=groups, answered=answered), decision_on(series[0])
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


def row_of(
    observation: Observation, *, groups: tuple[Member, ...] = (), answered: AnsweredQuestion | None = None
) -> Row:
    """Return a value, masked if need be; `with_decisions` tells whether a small count superseded it."""
    small = is_small(observation.value, threshold_of(observation.indicator))
    row = unmasked_row(observation, groups=groups, answered=answered)
    return row.suppressed() if small or bool(getattr(observation, "became_small", 0)) else row


def unmasked_row(
    observation: Observation, *, groups: tuple[Member, ...] = (), answered: AnsweredQuestion | None = None
) -> Row:
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
        groups=groups,
        answered=answered,
    )


def time_key(row: Row) -> tuple[bool, date, date, str]:
    return (row.period_end is None, row.period_end or date.min, row.period_start or date.min, row.observation.code)
