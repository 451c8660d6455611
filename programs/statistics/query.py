"""The door: questions in, answers out. What is asked of one moment is folded by the database in one statement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from programs.facts import Indicator
from programs.statistics.answers import Answer, Comparison
from programs.statistics.compile import fetch as fetching
from programs.statistics.compile.statement import Term
from programs.statistics.explain.silence import explain_refusals, explain_silence, with_measures
from programs.statistics.explain.splits import explain_splits
from programs.statistics.fold.cells import Cell
from programs.statistics.fold.groups import fold
from programs.statistics.questions import Question
from programs.statistics.records import indicators_by_code
from programs.statistics.row_assembler import Faces
from programs.statistics.sources.decisions import end_of_day


def ask(question: Question) -> Answer:
    return ask_many([question])[0]


def ask_many(questions: Iterable[Question], *, explain: bool = True) -> list[Answer]:
    """Answer all questions, in their order.

    One statement reads the indicators. For each moment asked of, one folds the ledger, one reads each kind of record
    that rows name, and one what several sources dispute. The observations behind the rows are read by one more, once
    something of one is shown. Where there is no answer, a few more find out why, and what could be asked instead;
    pages that show what there is and nothing else do without (`explain=False`).
    """
    questions = list(questions)
    meant = with_measures(questions)
    indicators = _indicators(meant)
    answers: dict[Question, Answer] = {}
    for moment, asked in _by_moment(meant).items():
        answers.update(zip(asked, _answer(asked, moment, indicators), strict=True))
    found = [replace(answers[real], question=question) for question, real in zip(questions, meant, strict=True)]
    if explain:
        found = explain_refusals(explain_splits(explain_silence(found), ask_many), ask_many)
    return found


def compare(question: Question) -> Comparison:
    """Answer a question three times: computed from events, as reported, and as planned."""
    return compare_many([question])[0]


def compare_many(questions: Iterable[Question]) -> list[Comparison]:
    """Return the three answers to each question, for the statements of one `ask_many`."""
    asked = [
        kind
        for question in questions
        for kind in (
            replace(question, basis="computed", role="result"),
            replace(question, basis="reported", role="result"),
            replace(question, basis="reported", role="target"),
        )
    ]
    answers = iter(ask_many(asked, explain=False))
    return [Comparison(*three) for three in zip(answers, answers, answers, strict=True)]


def _by_moment(questions: list[Question]) -> dict[datetime, list[Question]]:
    moments = defaultdict(list)
    now = timezone.now()
    for question in dict.fromkeys(questions):
        moments[end_of_day(question.as_of) if question.as_of else now].append(question)
    return moments


def _indicators(questions: list[Question]) -> dict[str, Indicator]:
    codes = {code for question in questions for code in question.indicators}
    return indicators_by_code(codes) if codes else {}


def _answer(questions: list[Question], moment: datetime, indicators: dict[str, Indicator]) -> list[Answer]:
    terms, of_question = _terms(questions)
    found = defaultdict(list)
    for cell in fetching.read(terms, moment, indicators):
        found[cell.term, cell.indicator, cell.event].append(cell)
    drafts = [
        fold(question, *(_of(question, found, number, indicators) for number in of_question[question]))
        for question in questions
    ]
    return Faces(drafts, moment, indicators).answers()


def _of(question: Question, found: dict, number: int | None, indicators: dict[str, Indicator]) -> list[Cell]:
    """Return the cells of a term that belong to a question."""
    event = question.event or None
    ids = [indicators[code].pk for code in question.indicators if code in indicators]
    return [cell for pk in ids for cell in found.get((number, pk, event), ())]


def _terms(questions: list[Question]) -> tuple[list[Term], dict[Question, tuple[int | None, int | None]]]:
    """Return few terms for many questions, and which terms each question needs: of events, and as reported.

    A page may ask for each figure of each of a hundred events: questions that differ in indicator or event only
    share a term, unless they add up indicators.
    """
    shared: dict[tuple[Question, bool], tuple[set[str], set[str]]] = {}
    keys = {}
    for question in questions:
        added = question.indicator if "+" in question.indicator else ""
        bare = replace(question, indicator=added, event="*" if question.event else "", basis="")
        of_events = question.basis != "reported"
        reported = question.basis != "computed" and not (question.event or question.events or "event" in question.by)
        keys[question] = ((bare, False) if of_events else None, (bare, True) if reported else None)
        for key in filter(None, keys[question]):
            indicators, events = shared.setdefault(key, (set(), set()))
            indicators.update(question.indicators)
            events.update({question.event} - {""})
    numbers = {key: number for number, key in enumerate(shared)}
    terms = [
        Term(bare, frozenset(indicators), frozenset(events), reported)
        for (bare, reported), (indicators, events) in shared.items()
    ]
    return terms, {question: tuple(numbers.get(key) for key in keys[question]) for question in questions}
