"""Several sources for one question: which value comes first, what confirms it, and what contradicts it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from programs.facts import Observation
from programs.statistics.answers import Asked, Member, Row
from programs.statistics.disclosure.masking import must_mask
from programs.statistics.sources.decisions import decision_on


def series_of(observations: Iterable[Observation]) -> list[list[Observation]]:
    """Group observations that answer the same question; the preferred one of each group first."""
    groups = defaultdict(list)
    for observation in observations:
        groups[observation.series_key].append(observation)
    return [sorted(group, key=rank) for group in groups.values()]


def rank(observation: Observation) -> tuple:
    """The latest decision first; without one a value before none, the earliest source, then the code."""
    decision = decision_on(observation)
    source = observation.source
    return (
        -decision.decided_at.timestamp() if decision else 0.0,
        observation.value is None,
        source.date or date.max,
        observation.code,
    )


def one_row(series: list[Observation], **answered) -> Row:
    """Return the preferred value of a series, with what confirms it and what contradicts it.

    `answered` may have the `groups` that the row stands for in an answer, and what was `asked`.
    """

    def said(row: Row) -> tuple:
        return row.value, row.value_high, row.qualifier, row.status == Observation.Status.MISSING, row.masked

    first, decision = row_of(series[0], **answered), decision_on(series[0])
    if len(series) == 1 and decision is None:
        return first
    rest = [row_of(observation) for observation in series[1:]]
    same = [row for row in rest if said(row) == said(first)]
    others = tuple(row for row in rest if said(row) != said(first))
    return replace(
        first,
        sources=tuple(dict.fromkeys(source for row in (first, *same) for source in row.sources)),
        others=others,
        disputed=bool(others),
        preference=decision,
    )


def row_of(observation: Observation, *, groups: tuple[Member, ...] = (), asked: Asked | None = None) -> Row:
    indicator = observation.indicator
    small = must_mask(counts_people=indicator.counts_people, value=observation.value, threshold=indicator.threshold)
    # Of a past day the database knows what a value became since.
    masked = small or bool(getattr(observation, "small", False))
    return Row(
        indicator=indicator,
        role=observation.role,
        basis="computed" if observation.event_id else "reported",
        value=None if masked else observation.value,
        value_high=None if masked else observation.value_high,
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
        masked=masked,
    )


def time_key(row: Row) -> tuple:
    return (
        row.period_end is None,
        row.period_end or date.min,
        row.period_start or date.min,
        row.observation.code,
    )
