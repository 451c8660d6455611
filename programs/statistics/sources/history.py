"""Chains of corrections: the versions of a published value, masked like everything else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models.expressions import RawSQL

from programs.facts import Observation
from programs.statistics.answers import Row
from programs.statistics.sources.decisions import decision_on, restore_sources, with_decisions
from programs.statistics.sources.series import row_of

#: All observations that corrections connect with some, in both directions.
CONNECTED = """
    WITH RECURSIVE connected(id, supersedes_id) AS (
        SELECT id, supersedes_id FROM programs_observation WHERE {start}
        UNION
        SELECT other.id, other.supersedes_id
        FROM programs_observation other JOIN connected ON other.supersedes_id = connected.id OR other.id = connected.supersedes_id
    ) SELECT id FROM connected
"""
WITH_CODES = "code IN ({places})"
IN_SERIES = "series_key IN (SELECT series_key FROM programs_observation WHERE code = %s)"


@dataclass(frozen=True)
class Chain:
    """A published value and its corrections, oldest first."""

    rows: tuple[Row, ...]

    def known(self, moment: datetime) -> list[Row]:
        return [row for row in self.rows if row.released_at and row.released_at <= moment]

    def standing(self, moment: datetime) -> Row | None:
        """Return the latest value that was public at a moment."""
        known = self.known(moment)
        return known[-1] if known else None

    def find(self, code: str) -> Row | None:
        return next((row for row in self.rows if row.observation.code == code), None)


def chains_of(codes: Iterable[str], moment: datetime | None = None) -> dict[str, Chain]:
    """Return {code: chain} for all public observations of the chains of these. One statement.

    Decisions between sources are those taken by the moment.
    """
    codes = list(codes)
    if not codes:
        return {}
    return _chains(WITH_CODES.format(places=", ".join(["%s"] * len(codes))), codes, moment)


def chains_in_series(code: str, moment: datetime | None = None) -> dict[str, Chain]:
    """Return {code: chain} for all public observations of the series of this one. One statement."""
    return _chains(IN_SERIES, [code], moment)


def rows_at(codes: Iterable[str], moment: datetime) -> list[Row]:
    """Return those of the observations that were current at a moment, by period. One statement."""
    codes = set(codes)
    found = (chain.standing(moment) for code, chain in chains_of(codes, moment).items() if code in codes)
    standing = {row.observation.code: row for row in found if row and row.observation.code in codes}.values()
    return sorted(standing, key=lambda row: (row.period_end is None, row.period_end, row.observation.code))


def _chains(start: str, parameters: list[str], moment: datetime | None) -> dict[str, Chain]:
    public = Observation.objects.released().filter(pk__in=RawSQL(CONNECTED.format(start=start), parameters))
    found = list(with_decisions(public, moment))
    if moment:
        restore_sources([observation.source for observation in found], moment)
    after = {observation.supersedes_id: observation for observation in found if observation.supersedes_id}
    known = {observation.pk for observation in found}
    chains: dict[str, Chain] = {}
    for first in (observation for observation in found if observation.supersedes_id not in known):
        links = [first]
        while links[-1].pk in after:
            links.append(after[links[-1].pk])
        chain = Chain(tuple(replace(row_of(one), preference=decision_on(one)) for one in links))
        chains |= {observation.code: chain for observation in links}
    return chains
