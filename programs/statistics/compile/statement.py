"""Build the statement that folds observations into cells, in the SQL that both databases share."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from programs.facts import BREAKDOWN_CODES, Observation, Qualifier, Status
from programs.statistics.compile import selection
from programs.statistics.compile.moment import MOMENT, compiled
from programs.statistics.questions import Question
from programs.statistics.sources import ranking

#: Statements that name more events are not cached: a search finds thousands, and few searches are repeated.
MAX_CACHED_EVENTS = 50

QUALIFIERS = tuple(q for q in Qualifier.values if q != Qualifier.EXACT)
STATUSES = (Status.PROVISIONAL, Status.ESTIMATED)

#: The bits of a cell's `flags`: set where the condition holds for one of its observations.
CONDITIONS: dict[str, str] = {
    **{name: f"value IS NOT NULL AND qualifier = '{name}'" for name in QUALIFIERS},
    **{name: f"value IS NOT NULL AND status = '{name}'" for name in STATUSES},
    "small": "small = 1",
    "disagree": "disagree = 1",
    "corrected": "supersedes_id IS NOT NULL",
}


@dataclass(frozen=True)
class Subquery:
    """Questions that differ in indicator or event only, computed from events or reported."""

    question: Question
    indicators: frozenset[str]
    events: frozenset[str]
    reported: bool

    @property
    def is_cacheable(self) -> bool:
        return len(self.events) + len(self.question.events) <= MAX_CACHED_EVENTS

    @property
    def scope(self) -> "Subquery":
        """The part that decides which observations count, whatever their indicator and grouping.

        Subqueries of one scope share their candidates: a page may ask for the same events by year, by edition and by
        territory. Reported values that lead their group depend on the grouping, which stays in their scope.
        """
        if self.reported:
            return replace(self, indicators=frozenset())
        narrowing = tuple(name for name in sorted(self.question.by) if name in (*BREAKDOWN_CODES, "event"))
        question = replace(self.question, indicator="", by=narrowing, scheme="")
        return replace(self, question=question, indicators=frozenset())


@dataclass(frozen=True)
class Folding:
    """How the candidates of a scope are folded for the subquery at position `number`."""

    number: int
    subquery: Subquery
    indicators: tuple[int, ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The columns behind the two members of a cell, or NULL."""
        columns = [selection.COLUMNS[name] for name in self.subquery.question.by]
        return (*columns, "NULL", "NULL")[:2]

    @property
    def groups(self) -> dict[str, str]:
        """{field of a cell: column} of the columns to group by."""
        question = self.subquery.question
        # Where values of all indicators are added up, an event behind several of them counts once.
        is_sum = question.indicator and not self.subquery.reported
        columns = {} if is_sum else {"least_indicator": "indicator_id"}
        columns["of_event"] = "of_event"
        columns |= dict(zip(("first", "second"), (selection.COLUMNS[name] for name in question.by), strict=False))
        # Keep the recorded territories apart where they are rolled up later.
        rolled = question.scheme or (question.territory and not question.exact_territory)
        if rolled and not self.subquery.reported:
            columns["least_territory"] = "territory_id"
        if self.subquery.reported:
            columns["least_id"] = "id"
        return columns

    def condition(self, indicators: Collection[int]) -> str:
        """Return the condition for its own observations among the candidates, which are of these indicators."""
        is_all = len(self.indicators) == len(indicators)
        conditions = [] if is_all else [f"indicator_id IN ({', '.join(map(str, self.indicators))})"]
        if not self.subquery.reported:
            by = set(self.subquery.question.by) & set(selection.REQUIRED)
            conditions += [f"{selection.COLUMNS[name]} IS NOT NULL" for name in sorted(by)]
        return " AND ".join(conditions) or "TRUE"


def fold_statement(
    rows: QuerySet[Observation, Any],
    columns: list[str],
    indicators: list[int],
    foldings: Sequence[Folding],
    connection: BaseDatabaseWrapper,
) -> tuple[str, list[object]]:
    """Return the statement that folds the candidates of one scope into cells, and its parameters.

    `rows` are the candidates, of `indicators` and with these columns. The moment remains a placeholder.
    """
    inner, parameters = compiled(rows, connection)
    first = foldings[0]
    if first.subquery.reported:
        inner = _leading(inner, first.dimensions, by_type=bool(set(first.subquery.question.by) - {"edition"}))
    aggregates = _aggregates(connection.vendor)
    steps = [f"folded_{folding.number} AS ({_fold(folding, indicators, aggregates)})" for folding in foldings]
    cells = [_cells(folding, indicators) for folding in foldings]
    statement = f"""
        SELECT * FROM (
            WITH candidates AS ({inner}), {_preferred(", ".join(columns), connection.vendor)}, {", ".join(steps)}
            {" UNION ALL ".join(cells)}
        ) AS cells"""
    return statement, [*parameters, MOMENT, *(MOMENT for _one in foldings)]


def _preferred(columns: str, vendor: str) -> str:
    """Keep one observation of each series: the first by `ranking`, with the number of `versions` and whether they
    `disagree`. Only the few series with several are ranked: ranking all would sort the whole ledger."""
    return f"""
    contested AS (SELECT series_key FROM candidates GROUP BY series_key HAVING COUNT(*) > 1),
    preferred AS (
        SELECT {columns}, 1 AS versions, 0 AS disagree FROM candidates
        WHERE series_key NOT IN (SELECT series_key FROM contested)
        UNION ALL
        SELECT {columns}, versions, disagree FROM (
            SELECT candidates.*, ROW_NUMBER() OVER (series ORDER BY {ranking.order_by(vendor)}) AS place,
                COUNT(*) OVER series AS versions,
                CASE WHEN {ranking.disagreement("series")} THEN 1 ELSE 0 END AS disagree
            FROM candidates WHERE series_key IN (SELECT series_key FROM contested)
            WINDOW series AS (PARTITION BY series_key)
        ) AS ranked WHERE place = 1
    )"""


def _fold(folding: Folding, indicators: list[int], aggregates: str) -> str:
    first, second = folding.dimensions
    return f"""
        SELECT {folding.number} AS subquery, MIN(indicator_id) AS least_indicator, of_event,
            CAST({first} AS TEXT) AS first, CAST({second} AS TEXT) AS second, {aggregates}
        FROM preferred WHERE {folding.condition(indicators)} GROUP BY {", ".join(folding.groups.values())}"""


def _cells(folding: Folding, indicators: list[int]) -> str:
    """Return the cells of a subquery with the latest decision for single values and, in a breakdown, the id of the
    first event and the number of events behind the cells that differ in the breakdown only.

    An event has one year, territory and edition but may have several trades, so cells of a breakdown share events.
    Counting the events of all candidates is right, as each series keeps one preferred value.
    """
    folded = f"folded_{folding.number}"
    decided = ranking.decided_at(f"{folded}.least_id")
    cells = f"SELECT {folded}.*, CASE WHEN parts = 1 THEN {decided} END"
    of_cell = dict(zip(("first", "second"), folding.subquery.question.by, strict=False))
    broken = {name for name, by in of_cell.items() if by in BREAKDOWN_CODES}
    if folding.subquery.reported or not broken:
        return f"{cells}, CAST(NULL AS bigint), CAST(NULL AS bigint) FROM {folded}"
    kept = {
        name: f"CAST({column} AS TEXT)" if name in of_cell else column
        for name, column in folding.groups.items()
        if name not in broken
    }
    columns = ", ".join(f"{column} AS {name}" for name, column in kept.items())
    same = " AND ".join(f"{folded}.{name} IS NOT DISTINCT FROM beside.{name}" for name in kept)
    return f"""{cells}, beside.least_event, beside.events FROM {folded} JOIN (
        SELECT {columns}, MIN(event_id) AS least_event, COUNT(DISTINCT event_id) AS events
        FROM candidates WHERE {folding.condition(indicators)} GROUP BY {", ".join(kept.values())}
    ) AS beside ON {same}"""


def _leading(reported: str, dimensions: Iterable[str], *, by_type: bool) -> str:
    """Keep the reported values that answer for their group: for the whole country (a region's value is no total), of
    the latest period, of the leading period type. If more than one series is left, the question is too wide.

    Runs before sources are compared, as all of it is the same within a series.
    """
    order = "of_country DESC, period_end DESC NULLS LAST, standing, period_start DESC NULLS LAST"
    leading = f"""
        SELECT * FROM (
            SELECT r.*, RANK() OVER (
                PARTITION BY indicator_id, {", ".join(dimensions)} ORDER BY {"standing, " if by_type else ""}{order}
            ) AS turn FROM ({reported}) AS r
        ) AS turns WHERE turn = 1"""
    if not by_type:
        return leading
    return f"""
        SELECT * FROM (
            SELECT l.*, MIN(standing) OVER (PARTITION BY indicator_id) AS lead FROM ({leading}) AS l
        ) AS leads WHERE standing = lead"""


def _aggregates(vendor: str) -> str:
    sources = "ARRAY_AGG(DISTINCT source_id)" if vendor == "postgresql" else "GROUP_CONCAT(DISTINCT source_id)"
    flags = (
        f"{1 << place} * MAX(CASE WHEN {condition} THEN 1 ELSE 0 END)"
        for place, condition in enumerate(CONDITIONS.values())
    )
    return ", ".join(
        [
            "MIN(territory_id) AS least_territory, MAX(territory_id)",
            "COUNT(*) AS parts, COUNT(value), COALESCE(SUM(value), 0), COALESCE(SUM(COALESCE(value_high, value)), 0)",
            f"COUNT(DISTINCT event_id), MIN(period_start), MAX(period_end), {sources}, MIN(id) AS least_id",
            "MAX(versions), MAX(released_at), MIN(period_type), MAX(period_type), MIN(qualifier)",
            " + ".join(flags),
        ]
    )
