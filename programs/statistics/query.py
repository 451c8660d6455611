"""The query API: questions in, answers out. One statement folds all questions about one moment in the database."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from django.utils import timezone

from programs.facts import Indicator
from programs.statistics.answers import Answer
from programs.statistics.compile import fetch
from programs.statistics.compile.statement import Subquery
from programs.statistics.explain.reasons import explain_empty, explain_refusals, explain_splits, with_measures
from programs.statistics.fold.cells import Cell
from programs.statistics.fold.groups import fold
from programs.statistics.questions import Question
from programs.statistics.row_assembler import RowAssembler
from programs.statistics.sources.decisions import end_of_day

#: {(number of a subquery, id of an indicator, code of the event asked for): its cells}
Cells: TypeAlias = dict[tuple[int, int, str | None], list[Cell]]


def ask(question: Question) -> Answer:
    return ask_many([question])[0]


def ask_many(questions: Iterable[Question], *, explain: bool = True) -> list[Answer]:
    """Answer all questions, in their order.

    Statements do not grow with the number of questions: one reads the indicators; for each moment, one folds the
    ledger, one reads each kind of record that rows name, and one reads disputed values. Observations behind the rows
    load lazily. Answers without rows cost a few more that find the reason and an alternative; `explain=False` skips
    them.
    """
    questions = list(questions)
    resolved = with_measures(questions)
    codes = {code for question in resolved for code in question.indicators}
    indicators = Indicator.objects.filter(code__in=codes).select_related("unit").order_by().by_code() if codes else {}
    answers: dict[Question, Answer] = {}
    moments = defaultdict(list)
    now = timezone.now()
    for question in dict.fromkeys(resolved):
        moments[end_of_day(question.as_of) if question.as_of else now].append(question)
    for moment, group in moments.items():
        answers.update(zip(group, _answer(group, moment, indicators), strict=True))
    found = [replace(answers[real], question=question) for question, real in zip(questions, resolved, strict=True)]
    if explain:
        found = explain_refusals(explain_splits(explain_empty(found), ask_many), ask_many)
    return found


def _answer(questions: list[Question], moment: datetime, indicators: dict[str, Indicator]) -> list[Answer]:
    subqueries, numbers = _subqueries(questions)
    cells: Cells = defaultdict(list)
    for cell in fetch.read(subqueries, moment, indicators):
        cells[cell.subquery, cell.indicator, cell.event].append(cell)
    folded = [
        fold(question, *(_cells_of(question, cells, number, indicators) for number in numbers[question]))
        for question in questions
    ]
    return RowAssembler(folded, moment, indicators).answers()


def _cells_of(question: Question, cells: Cells, number: int | None, indicators: dict[str, Indicator]) -> list[Cell]:
    """Return the cells of a subquery that belong to a question."""
    if number is None:
        return []
    ids = [indicators[code].pk for code in question.indicators if code in indicators]
    return [cell for pk in ids for cell in cells.get((number, pk, question.event or None), ())]


def _subqueries(questions: list[Question]) -> tuple[list[Subquery], dict[Question, tuple[int | None, int | None]]]:
    """Return few subqueries for many questions, and the positions of each question's two: computed and reported.

    Questions that differ in indicator or event only share a subquery, unless they add up indicators: a page may ask
    for each figure of each of a hundred events.
    """
    shared: dict[tuple[Question, bool], tuple[set[str], set[str]]] = {}
    keys = {}
    for question in questions:
        added = question.indicator if "+" in question.indicator else ""
        bare = replace(question, indicator=added, event="*" if question.event else "", basis="")
        computed = question.basis != "reported"
        reported = question.basis != "computed" and not (question.event or question.events or "event" in question.by)
        keys[question] = ((bare, False) if computed else None, (bare, True) if reported else None)
        for key in filter(None, keys[question]):
            indicators, events = shared.setdefault(key, (set(), set()))
            indicators.update(question.indicators)
            events.update({question.event} - {""})
    numbers = {key: number for number, key in enumerate(shared)}
    subqueries = [
        Subquery(bare, frozenset(indicators), frozenset(events), reported)
        for (bare, reported), (indicators, events) in shared.items()
    ]
    return subqueries, {
        question: (numbers[computed] if computed else None, numbers[reported] if reported else None)
        for question, (computed, reported) in keys.items()
    }
