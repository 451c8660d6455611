"""Fetch cells: one statement for all questions about one moment, compiled once and executed again and again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from django.db import connections, router

from programs.facts import Indicator, Observation
from programs.statistics.compile import selection
from programs.statistics.compile.moment import MOMENT, bind
from programs.statistics.compile.selection import MAX_SELECTS
from programs.statistics.compile.statement import Folding, Subquery, fold_statement
from programs.statistics.disclosure.masking import threshold_of
from programs.statistics.fold.cells import Cell

#: Parameters of a statement, with placeholders for the moment.
Parameters: TypeAlias = list[object]


def read(subqueries: list[Subquery], moment: datetime, indicators: dict[str, Indicator]) -> list[Cell]:
    """Return the cells of all subqueries: one statement for every MAX_SELECTS of them.

    `indicators` are {code: record} of those that exist. Their ids and thresholds become constants of the statement,
    so that the database can estimate how many observations to expect.
    """
    scopes: dict[Subquery, list[Folding]] = defaultdict(list)
    for number, subquery in enumerate(subqueries):
        if known := tuple(sorted(indicators[code].pk for code in subquery.indicators if code in indicators)):
            scopes[subquery.scope].append(Folding(number, subquery, known))
    records = {indicator.pk: indicator for indicator in indicators.values()}
    listed = list(scopes.items())
    cells: list[Cell] = []
    for start in range(0, len(listed), MAX_SELECTS):
        cells += map(Cell._make, _read(listed[start : start + MAX_SELECTS], moment, records))
    return cells


def _read(
    scopes: list[tuple[Subquery, list[Folding]]], moment: datetime, indicators: dict[int, Indicator]
) -> Iterable[Sequence[object]]:
    connection = connections[router.db_for_read(Observation)]
    statements: list[str] = []
    parameters: Parameters = []
    for scope, foldings in scopes:
        ids = sorted({pk for folding in foldings for pk in folding.indicators})
        thresholds = tuple((pk, threshold_of(indicators[pk])) for pk in ids)
        named = selection.Ids.of(scope.question)
        compile_ = _cached_statement if scope.is_cacheable else _statement
        sql, given = compile_(scope, tuple(foldings), thresholds, named, connection.alias, connection.vendor)
        statements.append(sql)
        parameters += given
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), bind(parameters, moment, connection))
        rows = cursor.fetchall()
    return map(_decoded, rows) if connection.vendor == "sqlite" else rows


def _statement(
    scope: Subquery,
    foldings: tuple[Folding, ...],
    thresholds: tuple[tuple[int, int], ...],
    named: selection.Ids,
    alias: str,
    vendor: str,
) -> tuple[str, Parameters]:
    """Compile the statement that folds one scope. The arguments are its cache key: nothing else may be looked up here,
    and the moment is bound later."""
    connection = connections[alias]
    ids = [pk for pk, _threshold in thresholds]
    candidates = Observation.objects.using(alias).as_of(MOMENT).filter(indicator__in=ids)
    if scope.events:
        candidates = candidates.filter(event__code__in=sorted(scope.events))
    select = selection.select_reported if scope.reported else selection.select_computed
    dimensions = dict.fromkeys(name for folding in foldings for name in folding.subquery.question.by)
    rows, columns = selection.with_fold_columns(
        scope.question, select(scope.question, candidates, named), dict(thresholds), dimensions, reported=scope.reported
    )
    return fold_statement(rows, columns, ids, foldings, connection)


_cached_statement = lru_cache(maxsize=500)(_statement)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


#: Decoders of what raw statements return on SQLite, which has neither decimals nor dates nor arrays.
_DECODERS: dict[str, Callable[..., object]] = {
    # Sums are floating point: back to the four places that the ledger has.
    "bottom": lambda value: Decimal(repr(value)).quantize(Decimal("0.0001")),
    "top": lambda value: Decimal(repr(value)).quantize(Decimal("0.0001")),
    "period_start": _day,
    "period_end": _day,
    "sources": lambda value: sorted(map(int, value.split(","))),
    "released_at": lambda value: datetime.fromisoformat(value).replace(tzinfo=UTC),
}
_DECODERS_BY_POSITION = {Cell._fields.index(name): decode for name, decode in _DECODERS.items()}


def _decoded(row: tuple[object, ...]) -> list[object]:
    values = list(row)
    for position, decode in _DECODERS_BY_POSITION.items():
        values[position] = decode(values[position])
    return values
