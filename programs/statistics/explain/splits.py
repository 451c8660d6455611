"""Why a question split by dimensions has no answer where the ledger has what it asks for, split otherwise or whole."""

from collections.abc import Callable
from dataclasses import replace

from programs.statistics import refusals
from programs.statistics.answers import Answer
from programs.statistics.explain.nearest import answered, coarser
from programs.statistics.questions import Question
from programs.statistics.refusals import Refusal


def explain_splits(answers: list[Answer], ask_many: Callable) -> list[Answer]:
    """Say by what the ledger has nothing, with the nearest question that it answers: all are asked at once."""
    near = {
        answer.question: coarser(answer.question)
        for answer in answers
        if answer.question.by and not answer.rows and not answer.refusal
    }
    found = answered(near, ask_many)
    return [
        replace(answer, refusal=why_not_split(answer.question, found[answer.question]))
        if answer.question in near
        else answer
        for answer in answers
    ]


def why_not_split(question: Question, near: list[Question]) -> Refusal | None:
    """Return why there is nothing, from what `coarser` ones are answered; None where none of them is."""
    if not near:
        return None
    refusal = _lacking(question, {other.by for other in near})
    return replace(refusal, nearest=near[0])


def _lacking(question: Question, answered: set[tuple[str, ...]]) -> Refusal:
    if question.by in answered:
        return refusals.NOT_IN_SCHEME
    missing = [name for name in question.by if (name,) not in answered]
    return refusals.NOT_BY[missing[0]] if missing else refusals.NOT_BY_BOTH
