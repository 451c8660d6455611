"""The statement that folds observations into cells, in the SQL that both databases have in common."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from programs.models.judgements import Preference
from programs.models.sources import Source
from programs.models.vocabulary import Qualifier
from programs.statistics import selection
from programs.statistics.questions import Question

QUALIFIERS = tuple(q for q in Qualifier.values if q != Qualifier.EXACT)
STATUSES = ("provisional", "estimated")

#: How a column by which observations are grouped is read, and what a cell calls it.
OF_CELL = {
    "indicator_id": ("indicator_id", "least_indicator"),
    "territory_id": ("territory_id", "least_place"),
    "of_event": ("of_event", "of_event"),
    "first": ("CAST(first AS TEXT)", "first"),
    "second": ("CAST(second AS TEXT)", "second"),
}

_COLUMNS = ", ".join(selection.COLUMNS_TO_FOLD)
#: Keeps one observation of each series: of several for the same question the one of the latest decision, then a value
#: before none, then the earliest source. `versions` is how many there are, `disagree` whether they differ. Few series
#: have several, and only these are ranked: to rank all would sort the whole ledger.
PREFERRED = f"""
    contested AS (SELECT series_key FROM candidates GROUP BY series_key HAVING COUNT(*) > 1),
    preferred AS (
        SELECT {_COLUMNS}, 1 AS versions, 0 AS disagree FROM candidates
        WHERE series_key NOT IN (SELECT series_key FROM contested)
        UNION ALL
        SELECT {_COLUMNS}, versions, disagree FROM (
            SELECT candidates.*, ROW_NUMBER() OVER (
                PARTITION BY series_key ORDER BY
                    (SELECT MAX(decided_at) FROM {Preference._meta.db_table} AS decision
                     WHERE decision.observation_id = candidates.id AND decision.decided_at <= %s) DESC NULLS LAST,
                    CASE WHEN value IS NULL THEN 1 ELSE 0 END,
                    (SELECT date FROM {Source._meta.db_table} AS source WHERE source.id = candidates.source_id)
                        ASC NULLS LAST,
                    code
            ) AS place,
            COUNT(*) OVER (PARTITION BY series_key) AS versions,
            CASE WHEN MAX(COALESCE(value, -1)) OVER (PARTITION BY series_key)
                    = MIN(COALESCE(value, -1)) OVER (PARTITION BY series_key) THEN 0 ELSE 1 END AS disagree
            FROM candidates WHERE series_key IN (SELECT series_key FROM contested)
        ) AS ranked WHERE place = 1
    )"""


@dataclass(frozen=True)
class Term:
    """Questions that differ in their indicator or their event only, of events or as reported."""

    question: Question
    indicators: frozenset[str]
    events: frozenset[str]
    reported: bool

    @property
    def adds_up(self) -> bool:
        """Whether values of all its indicators are one sum: an event behind several of them is one event."""
        return bool(self.question.indicator) and not self.reported


def folded(rows: QuerySet, term: Term, number: int, moment: datetime, connection) -> tuple[str, list]:
    """Return the statement that folds observations into cells, and its parameters."""
    inner, parameters = rows.query.get_compiler(connection=connection).as_sql()
    instant = connection.ops.adapt_datetimefield_value(moment)
    parameters = [*parameters, instant, instant]
    groups = [*([] if term.adds_up else ["indicator_id"]), "of_event", "first", "second", *_finer(term)]
    if term.reported:
        inner = _leading(inner, by_type=bool(set(term.question.by) - {"edition"}))
        groups.append("id")
    aggregates = f"SELECT {number}, {_aggregates(connection)} FROM preferred GROUP BY {', '.join(groups)}"
    statement = f"""
        SELECT * FROM (
            WITH candidates AS ({inner}), {PREFERRED}, folded AS ({aggregates})
            SELECT folded.*, {_decided("folded.least_id")}, {_beside(term, groups)}
        ) AS cells"""
    return statement, parameters


def _beside(term: Term, groups: list[str]) -> str:
    """Return the columns that say which events are behind a cell and those beside it in a breakdown, and where it all
    comes from: the first of these events, which tells them from any others, and how many they are.

    An event has one year, place and edition, but may have several trades: its cells of a breakdown overlap. The events
    of all candidates are those of the preferred ones, for each series has one that is.
    """
    broken = {
        name for name, by in zip(("first", "second"), term.question.by, strict=False) if by in selection.BREAKDOWNS
    }
    if term.reported or not broken:
        return "CAST(NULL AS bigint), CAST(NULL AS bigint) FROM folded"
    kept = [name for name in groups if name not in broken]
    columns = ", ".join(f"{OF_CELL[name][0]} AS {name}" for name in kept)
    same = " AND ".join(f"folded.{OF_CELL[name][1]} IS NOT DISTINCT FROM beside.{name}" for name in kept)
    return f"""beside.least_event, beside.events FROM folded JOIN (
        SELECT {columns}, MIN(event_id) AS least_event, COUNT(DISTINCT event_id) AS events
        FROM candidates GROUP BY {", ".join(kept)}
    ) AS beside ON {same}"""


def _finer(term: Term) -> list[str]:
    """Events are folded by the place where they were recorded, where it must be seen in which others that lies."""
    question = term.question
    rolled = question.scheme or (question.territory and not question.exact_territory)
    return ["territory_id"] if rolled and not term.reported else []


def _leading(reported: str, *, by_type: bool) -> str:
    """Keep the reported values that answer for their group: those for the whole country (a region's value is no
    total), of the latest period, of the period type that leads. Those of one series are left, or the question is too
    wide.

    All of it is the same for all values of a series: the few that lead are found before sources are compared.
    """
    order = "of_country DESC, period_end DESC NULLS LAST, standing, period_start DESC NULLS LAST"
    leading = f"""
        SELECT * FROM (
            SELECT r.*, RANK() OVER (
                PARTITION BY indicator_id, first, second ORDER BY {"standing, " if by_type else ""}{order}
            ) AS turn FROM ({reported}) AS r
        ) AS turns WHERE turn = 1"""
    if not by_type:
        return leading
    return f"""
        SELECT * FROM (
            SELECT l.*, MIN(standing) OVER (PARTITION BY indicator_id) AS lead FROM ({leading}) AS l
        ) AS leads WHERE standing = lead"""


def _decided(pk: str) -> str:
    """Return the expression that says whether a decision prefers an observation; of sums it says nothing.

    A value and not EXISTS, for which PostgreSQL would read all decisions.
    """
    return f"""CASE WHEN parts = 1 THEN (
        SELECT MAX(1) FROM {Preference._meta.db_table} AS decision
        WHERE decision.observation_id = {pk} AND decision.decided_at <= %s) END"""


def _aggregates(connection) -> str:
    sources = (
        "ARRAY_AGG(DISTINCT source_id)" if connection.vendor == "postgresql" else "GROUP_CONCAT(DISTINCT source_id)"
    )
    flags = [
        *(f"MAX(CASE WHEN value IS NOT NULL AND qualifier = '{name}' THEN 1 ELSE 0 END)" for name in QUALIFIERS),
        *(f"MAX(CASE WHEN value IS NOT NULL AND status = '{name}' THEN 1 ELSE 0 END)" for name in STATUSES),
    ]
    return ", ".join(
        [
            "MIN(indicator_id) AS least_indicator, of_event, CAST(first AS TEXT) AS first, CAST(second AS TEXT) AS second",
            "MIN(territory_id) AS least_place, MAX(territory_id)",
            "COUNT(*) AS parts, COUNT(value), SUM(value), SUM(COALESCE(value_high, value)), MAX(small)",
            f"COUNT(DISTINCT event_id), MIN(period_start), MAX(period_end), {sources}, MIN(id) AS least_id",
            "MAX(versions), MAX(disagree), MAX(CASE WHEN supersedes_id IS NULL THEN 0 ELSE 1 END)",
            "MAX(released_at), MIN(period_type), MAX(period_type), MIN(qualifier)",
            *flags,
        ]
    )
