"""Several sources for one question: which value comes first, what confirms it, and what contradicts it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from programs.facts import Observation
from programs.statistics.answers import Asked, Member, Row
from programs.statistics.disclosure.masking import is_small, threshold_of
from programs.statistics.sources.decisions import decision_on
from programs.statistics.sources.ranking import by_preference, stated_value


def series_of(observations: Iterable[Observation]) -> list[list[Observation]]:
    """Group observations that answer the same question; the preferred one of each group first."""
    groups = defaultdict(list)
    for observation in observations:
        groups[observation.series_key].append(observation)
    return [by_preference(group) for group in groups.values()]


def one_row(series: list[Observation], **answered) -> Row:
    """Return the preferred value of a series, with what confirms it and what contradicts it.

    `answered` may have the `groups` that the row stands for in an answer, and what was `asked`.
    """
    first, decision = row_of(series[0], **answered), decision_on(series[0])
    if len(series) == 1 and decision is None:
        return first
    return replace(merge_sources(first, map(row_of, series[1:])), preference=decision)


def merge_sources(row: Row, rest: Iterable[Row]) -> Row:
    """Return a row with the sources that confirm it, and the values that contradict it."""
    same, others = [row], []
    for other in rest:
        (same if stated_value(other) == stated_value(row) else others).append(other)
    sources = tuple(dict.fromkeys(source for one in same for source in one.sources))
    return replace(row, sources=sources, others=tuple(others), disputed=bool(others))


def row_of(observation: Observation, **answered) -> Row:
    """Return a value as it may be shown. What it became since is known of what `with_decisions` has fetched."""
    small = is_small(observation.value, threshold_of(observation.indicator))
    row = unmasked_row(observation, **answered)
    return row.suppressed() if small or getattr(observation, "became_small", 0) else row


def unmasked_row(observation: Observation, *, groups: tuple[Member, ...] = (), asked: Asked | None = None) -> Row:
    """Return a value as the ledger has it: for whoever types it, and nobody else."""
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
        asked=asked,
    )


def time_key(row: Row) -> tuple:
    return (
        row.period_end is None,
        row.period_end or date.min,
        row.period_start or date.min,
        row.observation.code,
    )
