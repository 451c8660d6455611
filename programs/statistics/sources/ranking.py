"""Several sources for one question: which value answers it, and whether they disagree. Each rule for both, the database
and Python."""

from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from programs.facts import Observation, Preference, Source


class Criterion(NamedTuple):
    """What values are ranked by: `attribute` of an observation that `with_decisions` has fetched, `column` of what a
    statement calls candidates. What has none stands last; without a direction this is all that counts."""

    attribute: str
    column: str
    direction: str = ""


def decided_at(pk: str) -> str:
    """Return the expression for the latest decision for an observation. The moment is to be given.

    A value and not EXISTS, for which PostgreSQL would read all decisions.
    """
    return f"""(SELECT MAX(decided_at) FROM {Preference._meta.db_table} AS decision
        WHERE decision.observation_id = {pk} AND decision.decided_at <= %s)"""


SOURCE_DATE = f"(SELECT date FROM {Source._meta.db_table} AS source WHERE source.id = candidates.source_id)"

#: The latest decision first; without one a value before none, the earliest source, then the code.
RANKING = (
    Criterion("decided_at", decided_at("candidates.id"), "DESC"),
    Criterion("value", "value"),
    Criterion("source.date", SOURCE_DATE, "ASC"),
    Criterion("code", "code{bytewise}", "ASC"),
)

#: What two sources must say alike to agree; of what is masked nobody knows.
SAYING = ("value", "value_high", "qualifier")


def by_preference(observations: Iterable[Observation]) -> list[Observation]:
    """Return the values of one question, the preferred one first."""
    found = list(observations)
    for attribute, _column, direction in reversed(RANKING):
        of = attrgetter(attribute)
        known = [one for one in found if of(one) is not None]
        if direction:
            known.sort(key=of, reverse=direction == "DESC")
        found = [*known, *(one for one in found if of(one) is None)]
    return found


def order_by(vendor: str) -> str:
    """Return the same order for a database; texts are compared as Python does, whatever its collation."""
    ordered = ", ".join(
        f"{column} {direction} NULLS LAST" if direction else f"{column} IS NULL"
        for _attribute, column, direction in RANKING
    )
    return ordered.format(bytewise=' COLLATE "C"' if vendor == "postgresql" else "")


def stated_value(row) -> tuple:
    """Return what a row says: sources agree whose rows say the same."""
    return row.masked, *(getattr(row, name) for name in SAYING)


def disagreement(window: str) -> str:
    """Return the condition that values of a window of candidates do not say the same."""
    shown = ("small", *(f"CASE WHEN small = 0 THEN {name} END" for name in SAYING))
    return " OR ".join(
        f"MIN({one}) OVER {window} <> MAX({one}) OVER {window}"
        f" OR COUNT({one}) OVER {window} BETWEEN 1 AND COUNT(*) OVER {window} - 1"
        for one in shown
    )
