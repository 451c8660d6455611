"""Asking the database for cells: one statement for all that is asked at one moment, compiled once for what is asked again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from django.db import connections, router

from programs.facts import Indicator, Observation
from programs.statistics.compile import selection
from programs.statistics.compile.compiled import MOMENT, bound
from programs.statistics.compile.decode import day_of, decimal_of, ids_of, moment_of
from programs.statistics.compile.statement import TERMS, Folding, Term, folded
from programs.statistics.disclosure.masking import threshold_of
from programs.statistics.fold.cells import Cell


def read(terms: list[Term], moment: datetime, indicators: dict[str, Indicator]) -> list[Cell]:
    """Return the cells of all terms. One statement, unless there are more terms than one may have.

    `indicators` are {code: record} of those that exist: what counts too few people is a constant of the statement, and
    the database knows how many observations to expect.
    """
    selections: dict[Term, list[Folding]] = defaultdict(list)
    for number, term in enumerate(terms):
        if known := tuple(sorted(indicators[code].pk for code in term.indicators if code in indicators)):
            selections[term.selected].append(Folding(number, term, known))
    records = {indicator.pk: indicator for indicator in indicators.values()}
    asked = list(selections.items())
    cells: list[Cell] = []
    for start in range(0, len(asked), TERMS):
        cells += map(Cell._make, _read(asked[start : start + TERMS], moment, records))
    return cells


def _read(
    selections: list[tuple[Term, list[Folding]]], moment: datetime, indicators: dict[int, Indicator]
) -> Iterable[Sequence]:
    connection = connections[router.db_for_read(Observation)]
    statements, parameters = [], []
    for selected, foldings in selections:
        ids = sorted({pk for folding in foldings for pk in folding.indicators})
        thresholds = tuple((pk, threshold_of(indicators[pk])) for pk in ids)
        named = selection.Ids.of(selected.question)
        compile_ = _kept_statement if selected.is_short else _statement
        sql, given = compile_(selected, tuple(foldings), thresholds, named, connection.alias, connection.vendor)
        statements.append(sql)
        parameters += given
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), bound(parameters, moment, connection))
        rows = cursor.fetchall()
    return map(_decoded, rows) if connection.vendor == "sqlite" else rows


def _statement(
    selected: Term,
    foldings: tuple[Folding, ...],
    thresholds: tuple[tuple[int, int], ...],
    named: selection.Ids,
    alias: str,
    vendor: str,
) -> tuple[str, list]:
    """Compile what folds one selection. Pages ask the same again and again, and all that a statement depends on is given,
    but for the moment: what is told here by ids and thresholds must not be looked up."""
    connection = connections[alias]
    ids = [pk for pk, _threshold in thresholds]
    candidates = Observation.objects.using(alias).as_of(MOMENT).filter(indicator__in=ids)
    if selected.events:
        candidates = candidates.filter(event__code__in=sorted(selected.events))
    kept = (selection.as_reported if selected.reported else selection.of_events)(selected.question, candidates, named)
    dimensions = dict.fromkeys(name for folding in foldings for name in folding.term.question.by)
    rows, columns = selection.prepared(
        selected.question, kept, dict(thresholds), dimensions, reported=selected.reported
    )
    return folded(rows, columns, ids, foldings, connection)


_kept_statement = lru_cache(maxsize=500)(_statement)


#: SQLite has neither decimals nor dates nor lists of its own.
_DECODED = {
    Cell._fields.index(name): decode
    for name, decode in (
        ("bottom", decimal_of),
        ("top", decimal_of),
        ("period_start", day_of),
        ("period_end", day_of),
        ("sources", ids_of),
        ("released_at", moment_of),
    )
}


def _decoded(row: tuple) -> list:
    values = list(row)
    for place, decode in _DECODED.items():
        values[place] = decode(values[place])
    return values
