"""Folding in the database: what is asked at one moment, as one statement, however many questions and observations.

A cell is what observations of one group add up to, or a single reported value. Cells can be added to cells, so that
places are rolled up, and totals made, without asking again.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import connections
from django.db.models import QuerySet

from programs.models.indicators import Indicator
from programs.models.judgements import Preference
from programs.models.observations import Observation
from programs.models.sources import Source
from programs.models.vocabulary import Qualifier
from programs.statistics import rules, selection
from programs.statistics.questions import Question
from programs.statistics.stored import day_of, decimal_of, ids_of, moment_of

#: A compound statement has a limit in SQLite (SQLITE_MAX_COMPOUND_SELECT is 500).
TERMS = 200

QUALIFIERS = tuple(q for q in Qualifier.values if q != Qualifier.EXACT)
STATUSES = ("provisional", "estimated")
NONE, EXACT = frozenset(), frozenset({Qualifier.EXACT.value})


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


@dataclass(slots=True)
class Cell:
    """Never changed once made; not frozen, for answers of thousands of rows make as many, and that would double its cost.

    `bottom` and `top` are the sums of the lower and the upper ends of `known` parts out of `parts`.

    `indicator` is its code (of a sum of several the code of one), `event` that of the event asked for, if any. `members` are the ids (or years, or words) of
    the dimensions, in the order of the question's `by`. `first` is the id of one of its observations. `qualifier` and
    `decided` are said of a single value: its own qualifier, and whether a decision prefers it.
    """

    term: int
    indicator: str
    event: str | None
    members: tuple
    parts: int
    known: int
    bottom: Decimal
    top: Decimal
    qualifiers: frozenset[str]
    statuses: frozenset[str]
    small: bool
    events: int
    period_start: date | None
    period_end: date | None
    territories: frozenset[int]
    sources: frozenset[int]
    first: int
    versions: int
    disagree: bool
    corrected: bool
    released_at: datetime
    period_type: str
    qualifier: str
    decided: bool

    @property
    def contested(self) -> bool:
        """Whether a single value is not alone in its series, or is preferred by a decision."""
        return self.parts == 1 and (self.versions > 1 or self.decided)

    @property
    def total(self) -> rules.Sum:
        return rules.total(
            bottom=self.bottom,
            top=self.top,
            qualifiers=self.qualifiers,
            statuses=self.statuses,
            known=self.known,
            missing=self.parts - self.known,
        )


def together(cells: Collection[Cell]) -> Cell:
    """Add cells to one, which stands for what the first of them does."""
    first = next(iter(cells))
    if len(cells) == 1:
        return first
    types = {cell.period_type for cell in cells}
    return replace(
        first,
        parts=sum(cell.parts for cell in cells),
        known=sum(cell.known for cell in cells),
        bottom=sum(cell.bottom for cell in cells),
        top=sum(cell.top for cell in cells),
        qualifiers=frozenset().union(*(cell.qualifiers for cell in cells)),
        statuses=frozenset().union(*(cell.statuses for cell in cells)),
        small=any(cell.small for cell in cells),
        events=sum(cell.events for cell in cells),
        period_start=min(filter(None, (cell.period_start for cell in cells)), default=None),
        period_end=max(filter(None, (cell.period_end for cell in cells)), default=None),
        territories=frozenset().union(*(cell.territories for cell in cells)),
        sources=frozenset().union(*(cell.sources for cell in cells)),
        first=min(cell.first for cell in cells),
        versions=max(cell.versions for cell in cells),
        disagree=any(cell.disagree for cell in cells),
        corrected=any(cell.corrected for cell in cells),
        released_at=max(cell.released_at for cell in cells),
        period_type=types.pop() if len(types) == 1 else "unstated",
    )


def read(terms: list[Term], moment: datetime, indicators: dict[str, Indicator]) -> list[Cell]:
    """Return the cells of all terms. One statement, unless there are more terms than one may have.

    `indicators` are {code: record} of those that exist: what counts too few people is a constant of the statement, and
    the database knows how many observations to expect.
    """
    asked = [
        (number, term, known)
        for number, term in enumerate(terms)
        if (known := [indicators[code] for code in sorted(term.indicators) if code in indicators])
    ]
    codes = {indicator.pk: code for code, indicator in indicators.items()}
    cells = []
    for start in range(0, len(asked), TERMS):
        cells += (_cell(row, codes) for row in _read(asked[start : start + TERMS], moment))
    return cells


def _read(terms: list[tuple[int, Term, list[Indicator]]], moment: datetime) -> list[tuple]:
    current = Observation.objects.as_of(moment)
    connection = connections[current.db]
    statements, parameters = [], []
    for number, term, indicators in terms:
        candidates = current.filter(indicator__in=[indicator.pk for indicator in indicators])
        if term.events:
            candidates = candidates.filter(event__code__in=sorted(term.events))
        kept = (selection.as_reported if term.reported else selection.of_events)(term.question, candidates)
        rows = selection.prepared(term.question, kept, indicators, reported=term.reported)
        sql, given = _folded(rows, term, number, moment, connection)
        statements.append(sql)
        parameters += given
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), parameters)
        return cursor.fetchall()


def _folded(rows: QuerySet, term: Term, number: int, moment: datetime, connection) -> tuple[str, list]:
    """Return the statement that folds observations into cells, and its parameters."""
    inner, parameters = rows.query.get_compiler(connection=connection).as_sql()
    instant = connection.ops.adapt_datetimefield_value(moment)
    parameters = [instant, *parameters, instant]
    groups = [*([] if term.adds_up else ["indicator_id"]), "of_event", "first", "second", *_finer(term)]
    if term.reported:
        inner = _leading(inner, by_type=bool(set(term.question.by) - {"edition"}))
        groups.append("id")
    preferred = _preferred(inner)
    folded = f"SELECT {number}, {_aggregates(connection)} FROM ({preferred}) AS preferred GROUP BY {', '.join(groups)}"
    return f"SELECT folded.*, {_decided('folded.least_id')} FROM ({folded}) AS folded", parameters


def _finer(term: Term) -> list[str]:
    """Events are folded by the place where they were recorded, where it must be seen in which others that lies."""
    question = term.question
    rolled = question.scheme or (question.territory and not question.exact_territory)
    return ["territory_id"] if rolled and not term.reported else []


def _preferred(candidates: str) -> str:
    """Keep one observation of each series: of several for the same question the one of the latest decision, then a
    value before none, then the earliest source. `versions` is how many there are, `disagree` whether they differ.

    Few series have several, and only these are ranked: to rank all would sort the whole ledger.
    """
    columns = ", ".join(selection.COLUMNS_TO_FOLD)
    return f"""
        WITH candidates AS ({candidates}),
        contested AS (SELECT series_key FROM candidates GROUP BY series_key HAVING COUNT(*) > 1)
        SELECT {columns}, 1 AS versions, 0 AS disagree FROM candidates
        WHERE series_key NOT IN (SELECT series_key FROM contested)
        UNION ALL
        SELECT {columns}, versions, disagree FROM (
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
        ) AS ranked WHERE place = 1"""


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
            "MIN(indicator_id), of_event, CAST(first AS TEXT), CAST(second AS TEXT), MIN(territory_id), MAX(territory_id)",
            "COUNT(*) AS parts, COUNT(value), SUM(value), SUM(COALESCE(value_high, value)), MAX(small)",
            f"COUNT(DISTINCT event_id), MIN(period_start), MAX(period_end), {sources}, MIN(id) AS least_id",
            "MAX(versions), MAX(disagree), MAX(CASE WHEN supersedes_id IS NULL THEN 0 ELSE 1 END)",
            "MAX(released_at), MIN(period_type), MAX(period_type), MIN(qualifier)",
            *flags,
        ]
    )


def _cell(row: tuple, codes: dict[int, str]) -> Cell:
    (
        term, indicator, event, first, second, least_place, most_place,
        parts, known, bottom, top, small,
        events, period_start, period_end, sources, representative,
        versions, disagree, corrected,
        released_at, least_type, most_type, qualifier,
        *flags, decided,
    ) = row  # fmt: skip
    low = decimal_of(bottom)
    return Cell(
        term=term,
        indicator=codes[indicator],
        event=event,
        members=tuple(_member(text) for text in (first, second) if text is not None),
        parts=parts,
        known=known,
        bottom=low,
        top=low if top == bottom else decimal_of(top),
        qualifiers=_named(QUALIFIERS, flags) | EXACT if known else NONE,
        statuses=_named(STATUSES, flags[len(QUALIFIERS) :]),
        small=bool(small),
        events=events,
        period_start=day_of(period_start),
        period_end=day_of(period_end),
        territories=frozenset((least_place, most_place)),
        sources=ids_of(sources),
        first=representative,
        versions=versions,
        disagree=bool(disagree),
        corrected=bool(corrected),
        released_at=moment_of(released_at),
        period_type=least_type if least_type == most_type else "unstated",
        qualifier=qualifier,
        decided=bool(decided),
    )


def _named(names: tuple[str, ...], flags: list[int]) -> frozenset[str]:
    return frozenset(name for name, flag in zip(names, flags, strict=False) if flag) if any(flags) else NONE


def _member(text: str) -> int | str:
    """All terms of a statement have the same columns: ids and years come as texts, as words do."""
    return int(text) if text.isdecimal() else text
