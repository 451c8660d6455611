"""The statement that folds observations into cells, in the SQL that both databases have in common."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from programs.facts import BREAKDOWN_CODES, Qualifier, Status
from programs.statistics.compile import selection
from programs.statistics.compile.compiled import MOMENT, compiled
from programs.statistics.questions import Question
from programs.statistics.sources import ranking

#: A compound statement has a limit in SQLite (SQLITE_MAX_COMPOUND_SELECT is 500).
TERMS = 200
#: Up to which number of events a statement that names them is kept for the next time.
FEW_EVENTS = 50

QUALIFIERS = tuple(q for q in Qualifier.values if q != Qualifier.EXACT)
STATUSES = (Status.PROVISIONAL, Status.ESTIMATED)

#: What is said of a cell where it is true of one of its observations, with that condition: the bits of its `flags`.
CONDITIONS = {
    **{name: f"value IS NOT NULL AND qualifier = '{name}'" for name in QUALIFIERS},
    **{name: f"value IS NOT NULL AND status = '{name}'" for name in STATUSES},
    "small": "small = 1",
    "disagree": "disagree = 1",
    "corrected": "supersedes_id IS NOT NULL",
}


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

    @property
    def is_short(self) -> bool:
        """Whether what is compiled of it may be kept. The events that a search finds may be thousands, and hardly any search is asked
        again."""
        return len(self.events) + len(self.question.events) <= FEW_EVENTS

    @property
    def selected(self) -> "Term":
        """Return what only says which observations count, whatever indicator they are of and however they are grouped.

        Terms that have it in common are read together: a page may ask for the same events by year, by edition and by
        territory. Of reported values those count that lead their group, which are others for each grouping.
        """
        if self.reported:
            return replace(self, indicators=frozenset())
        narrowing = tuple(name for name in sorted(self.question.by) if name in (*BREAKDOWN_CODES, "event"))
        question = replace(self.question, indicator="", by=narrowing, scheme="")
        return replace(self, question=question, indicators=frozenset())


@dataclass(frozen=True)
class Folding:
    """How what was selected is folded for a term, `number` in the answer: of which indicators, by which columns."""

    number: int
    term: Term
    indicators: tuple[int, ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Return the columns behind the members of a cell, NULL where there is none."""
        columns = [selection.COLUMNS[name] for name in self.term.question.by]
        return (*columns, "NULL", "NULL")[:2]

    @property
    def groups(self) -> dict[str, str]:
        """Return {what a cell calls it: the column} of all that tells one cell from another."""
        question = self.term.question
        columns = {} if self.term.adds_up else {"least_indicator": "indicator_id"}
        columns["of_event"] = "of_event"
        columns |= dict(zip(("first", "second"), (selection.COLUMNS[name] for name in question.by), strict=False))
        # Events are folded by the place where they were recorded, where it must be seen in which others that lies.
        rolled = question.scheme or (question.territory and not question.exact_territory)
        if rolled and not self.term.reported:
            columns["least_place"] = "territory_id"
        if self.term.reported:
            columns["least_id"] = "id"
        return columns

    def condition(self, selected: Collection[int]) -> str:
        """Return what tells its observations from others that were selected with them, of these indicators."""
        is_all = len(self.indicators) == len(selected)
        conditions = [] if is_all else [f"indicator_id IN ({', '.join(map(str, self.indicators))})"]
        if not self.term.reported:
            by = set(self.term.question.by) & set(selection.REQUIRED)
            conditions += [f"{selection.COLUMNS[name]} IS NOT NULL" for name in sorted(by)]
        return " AND ".join(conditions) or "TRUE"


def folded(
    rows: QuerySet, columns: list[str], indicators: list[int], foldings: Sequence[Folding], connection
) -> tuple[str, list]:
    """Return the statement that folds what was selected for some terms into cells, and its parameters.

    `rows` are the observations of `indicators` that count, with these columns. The moment is to be given.
    """
    inner, parameters = compiled(rows, connection)
    first = foldings[0]
    if first.term.reported:
        inner = _leading(inner, first.dimensions, by_type=bool(set(first.term.question.by) - {"edition"}))
    aggregates = _aggregates(connection)
    steps = [f"folded_{folding.number} AS ({_fold(folding, indicators, aggregates)})" for folding in foldings]
    cells = [_cells(folding, indicators) for folding in foldings]
    statement = f"""
        SELECT * FROM (
            WITH candidates AS ({inner}), {_preferred(", ".join(columns), connection.vendor)}, {", ".join(steps)}
            {" UNION ALL ".join(cells)}
        ) AS cells"""
    return statement, [*parameters, MOMENT, *(MOMENT for _one in foldings)]


def _preferred(columns: str, vendor: str) -> str:
    """Keep one observation of each series, of several for the same question the one that `ranking` puts first.
    `versions` is how many there are, `disagree` whether they differ.

    Few series have several, and only these are ranked: to rank all would sort the whole ledger.
    """
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
        SELECT {folding.number} AS term, MIN(indicator_id) AS least_indicator, of_event,
            CAST({first} AS TEXT) AS first, CAST({second} AS TEXT) AS second, {aggregates}
        FROM preferred WHERE {folding.condition(indicators)} GROUP BY {", ".join(folding.groups.values())}"""


def _cells(folding: Folding, indicators: list[int]) -> str:
    """Return the cells of a term, with what a decision prefers, and the events behind a cell and those beside it in a
    breakdown: the first of these events, which tells them from any others, and how many they are.

    An event has one year, place and edition, but may have several trades: its cells of a breakdown overlap. The events
    of all candidates are those of the preferred ones, for each series has one that is.
    """
    folded = f"folded_{folding.number}"
    decided = ranking.decided_at(f"{folded}.least_id")
    cells = f"SELECT {folded}.*, CASE WHEN parts = 1 THEN {decided} END"
    of_cell = dict(zip(("first", "second"), folding.term.question.by, strict=False))
    broken = {name for name, by in of_cell.items() if by in BREAKDOWN_CODES}
    if folding.term.reported or not broken:
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
    """Keep the reported values that answer for their group: those for the whole country (a region's value is no
    total), of the latest period, of the period type that leads. Those of one series are left, or the question is too
    wide.

    All of it is the same for all values of a series: the few that lead are found before sources are compared.
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


def _aggregates(connection) -> str:
    sources = (
        "ARRAY_AGG(DISTINCT source_id)" if connection.vendor == "postgresql" else "GROUP_CONCAT(DISTINCT source_id)"
    )
    flags = (
        f"{1 << place} * MAX(CASE WHEN {condition} THEN 1 ELSE 0 END)"
        for place, condition in enumerate(CONDITIONS.values())
    )
    return ", ".join(
        [
            "MIN(territory_id) AS least_place, MAX(territory_id)",
            "COUNT(*) AS parts, COUNT(value), COALESCE(SUM(value), 0), COALESCE(SUM(COALESCE(value_high, value)), 0)",
            f"COUNT(DISTINCT event_id), MIN(period_start), MAX(period_end), {sources}, MIN(id) AS least_id",
            "MAX(versions), MAX(released_at), MIN(period_type), MAX(period_type), MIN(qualifier)",
            " + ".join(flags),
        ]
    )
