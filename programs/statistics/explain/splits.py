"""Why a question split by dimensions has no answer where the ledger has what it asks for, split otherwise or whole."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from programs.statistics import refusals
from programs.statistics.answers import Answer
from programs.statistics.questions import Question
from programs.statistics.refusals import Refusal


def explain_splits(answers: list[Answer], ask_many: Callable) -> list[Answer]:
    """Say by what the ledger has nothing, with the nearest question that it answers: all are asked at once."""
    near = {
        answer.question: list(coarser(answer.question))
        for answer in answers
        if answer.question.by and not answer.rows and not answer.refusal
    }
    asked = list(dict.fromkeys(question for questions in near.values() for question in questions))
    if not asked:
        return answers
    answered = {answer.question for answer in ask_many(asked, explain=False) if answer.rows}
    return [
        replace(answer, refusal=why_not_split(answer.question, [q for q in near[answer.question] if q in answered]))
        if answer.question in near
        else answer
        for answer in answers
    ]


def coarser(question: Question) -> Iterator[Question]:
    """Yield what asks for the same split less, the nearest first."""
    if question.scheme:
        yield replace(question, scheme="")
    if len(question.by) > 1:
        for name in question.by:
            yield replace(question, by=(name,), scheme=question.scheme if name == "territory" else "")
    yield replace(question, by=(), scheme="")


def why_not_split(question: Question, answered: list[Question]) -> Refusal | None:
    """Return why there is nothing, from what `coarser` ones are answered; None where none of them is."""
    if not answered:
        return None
    refusal = _lacking(question, {other.by for other in answered})
    return replace(refusal, nearest=answered[0])


def _lacking(question: Question, answered: set[tuple[str, ...]]) -> Refusal:
    if question.by in answered:
        return refusals.NOT_IN_SCHEME
    missing = [name for name in question.by if (name,) not in answered]
    return refusals.NOT_BY[missing[0]] if missing else refusals.NOT_BY_BOTH
