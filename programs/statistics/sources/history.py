"""What the ledger said before: chains of corrections, value by value, masked like everything else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models.expressions import RawSQL

from programs.facts import Observation
from programs.statistics.answers import Row
from programs.statistics.sources.decisions import decision_on, with_decisions
from programs.statistics.sources.past_sources import tell_as_of
from programs.statistics.sources.series import row_of

#: All that corrections tie to some observations, forward and back, however long the chain is.
TIED = """
    WITH RECURSIVE tied(id, supersedes_id) AS (
        SELECT id, supersedes_id FROM programs_observation WHERE {begin}
        UNION
        SELECT other.id, other.supersedes_id
        FROM programs_observation other JOIN tied ON other.supersedes_id = tied.id OR other.id = tied.supersedes_id
    ) SELECT id FROM tied
"""
THESE = "code IN ({places})"
SAME_QUESTION = "series_key IN (SELECT series_key FROM programs_observation WHERE code = %s)"


@dataclass(frozen=True)
class Chain:
    """A published value and its corrections, oldest first."""

    rows: tuple[Row, ...]

    def known(self, moment: datetime) -> list[Row]:
        return [row for row in self.rows if row.released_at <= moment]

    def standing(self, moment: datetime) -> Row | None:
        """Return what the portal said at a moment: the latest value that was known."""
        return (self.known(moment) or [None])[-1]

    def before(self, row: Row) -> Row | None:
        """Return what a row supersedes."""
        place = self._codes.index(row.observation.code)
        return self.rows[place - 1] if place else None

    def find(self, code: str) -> Row | None:
        return self.rows[self._codes.index(code)] if code in self._codes else None

    @property
    def _codes(self) -> list[str]:
        return [row.observation.code for row in self.rows]


def chains_of(codes: Iterable[str], moment: datetime | None = None) -> dict[str, Chain]:
    """Return {code of an observation: the chain that it belongs to}, of what is public. One statement.

    Decisions between sources are those that were taken by the moment.
    """
    codes = list(codes)
    if not codes:
        return {}
    return _chains(THESE.format(places=", ".join(["%s"] * len(codes))), codes, moment)


def chains_in_series(code: str, moment: datetime | None = None) -> dict[str, Chain]:
    """Return the chain of an observation and those of all sources that answer its question, by code. One statement."""
    return _chains(SAME_QUESTION, [code], moment)


def rows_at(codes: Iterable[str], moment: datetime) -> list[Row]:
    """Return those of the observations that stood at a moment, in the order of their periods. One statement."""
    codes = set(codes)
    found = (chain.standing(moment) for code, chain in chains_of(codes, moment).items() if code in codes)
    standing = {row.observation.code: row for row in found if row and row.observation.code in codes}.values()
    return sorted(standing, key=lambda row: (row.period_end is None, row.period_end, row.observation.code))


def _chains(begin: str, parameters: list[str], moment: datetime | None) -> dict[str, Chain]:
    public = Observation.objects.released().filter(pk__in=RawSQL(TIED.format(begin=begin), parameters))
    found = list(with_decisions(public, moment))
    if moment:
        tell_as_of([observation.source for observation in found], moment)
    after = {observation.supersedes_id: observation for observation in found if observation.supersedes_id}
    known = {observation.pk for observation in found}
    chains = {}
    for first in (observation for observation in found if observation.supersedes_id not in known):
        links = [first]
        while links[-1].pk in after:
            links.append(after[links[-1].pk])
        chain = Chain(tuple(_row(observation) for observation in links))
        chains |= {observation.code: chain for observation in links}
    return chains


def _row(observation: Observation) -> Row:
    return replace(row_of(observation), preference=decision_on(observation))
