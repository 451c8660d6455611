"""Rank the values of several sources for one question, and tell whether they disagree: in Python and in SQL."""

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from programs.facts import Observation, Preference, Source

if TYPE_CHECKING:
    from programs.statistics.answers import Row


class Criterion(NamedTuple):
    """`attribute` of an observation from `with_decisions`, `column` of the candidates of a statement. Nulls are last;
    without a direction nothing else counts."""

    attribute: str
    column: str
    direction: str = ""


def decided_at(pk: str) -> str:
    """Return the SQL of the latest decision for an observation by a moment, its parameter.

    A scalar, as PostgreSQL would read all decisions for EXISTS.
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

#: What two sources must have in common to agree; a masked value has none of it.
STATED = ("value", "value_high", "qualifier")


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
    """Return the same order in SQL, comparing texts by code point as Python does, whatever the collation."""
    ordered = ", ".join(
        f"{column} {direction} NULLS LAST" if direction else f"{column} IS NULL"
        for _attribute, column, direction in RANKING
    )
    return ordered.format(bytewise=' COLLATE "C"' if vendor == "postgresql" else "")


def stated_value(row: "Row") -> tuple[object, ...]:
    """Return what a row states: sources agree if it is equal."""
    return row.masked, *(getattr(row, name) for name in STATED)


def disagreement(window: str) -> str:
    """Return the SQL condition that the values of a window of candidates differ."""
    shown = ("small", *(f"CASE WHEN small = 0 THEN {name} END" for name in STATED))
    return " OR ".join(
        f"MIN({one}) OVER {window} <> MAX({one}) OVER {window}"
        f" OR COUNT({one}) OVER {window} BETWEEN 1 AND COUNT(*) OVER {window} - 1"
        for one in shown
    )
