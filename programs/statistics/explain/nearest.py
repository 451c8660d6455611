"""The nearest question that has an answer: what could be asked instead, the nearest first, and what of it is answered."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from programs.facts import BREAKDOWNS, DIMENSIONS, RECORD_DIMENSIONS
from programs.statistics.answers import Answer
from programs.statistics.questions import Question
from programs.statistics.refusals import Refusal

Key = TypeVar("Key", bound=Hashable)

#: What names a record, and may name one that the ledger does not know.
NAMING = tuple(one.code for one in RECORD_DIMENSIONS)

#: What narrows a question; without one of these it may have an answer, the least telling first.
NARROWING = (
    *(one.code for one in reversed(BREAKDOWNS) if one.choices),
    "basis",
    "status",
    "period_type",
    *(one.code for one in reversed(BREAKDOWNS) if one.model),
    "territory",
    "edition",
    "event",
    "program",
)

#: What there are several of. The parts of a breakdown (women, men) are no cases of one thing: the mean of two sexes
#: is half of the whole.
CASES = frozenset(one.code for one in DIMENSIONS if not one.breakdown)


def has_rows(answer: Answer) -> bool:
    return bool(answer.rows)


def answered(
    near: Mapping[Key, Iterable[Question]], ask_many: Callable, has_answer: Callable[[Answer], bool] = has_rows
) -> dict[Key, list[Question]]:
    """Return {key: those of its questions that have an answer}, in their order. All are asked at once."""
    listed = {key: list(dict.fromkeys(questions)) for key, questions in near.items()}
    asked = list(dict.fromkeys(question for questions in listed.values() for question in questions))
    answers = ask_many(asked, explain=False) if asked else []
    found = {answer.question for answer in answers if has_answer(answer)}
    return {key: [question for question in questions if question in found] for key, questions in listed.items()}


def nearest_answered(
    questions: Iterable[Question], ask_many: Callable, has_answer: Callable[[Answer], bool] = has_rows
) -> Question | None:
    """Return the first question that has an answer."""
    return next(iter(answered({"": questions}, ask_many, has_answer)[""]), None)


def around(question: Question, refusal: Refusal) -> Iterator[Question]:
    """Yield what lies around a refused question."""
    yield from refusal.candidates
    if refusal.code in ("across-units", "across-measures", "several-indicators", "not-additive"):
        for code in question.indicators if len(question.indicators) > 1 else ():
            yield replace(question, indicator=code)
    if refusal.code == "split-territory":
        yield replace(question, scheme="")
    if refusal.code == "unknown-code":
        for name in NAMING:
            if getattr(question, name):
                yield replace(question, **{name: ""})
    if refusal.code in ("not-additive", "no-sum-without-dates") and "event" not in question.by:
        yield replace(question, by=("event",), scheme="", basis="")
    if question.by:
        yield replace(question, by=(), scheme="")


def coarser(question: Question) -> Iterator[Question]:
    """Yield what asks for the same split less."""
    if question.scheme:
        yield replace(question, scheme="")
    if len(question.by) > 1:
        for name in question.by:
            yield replace(question, by=(name,), scheme=question.scheme if name == "territory" else "")
    yield replace(question, by=(), scheme="")


def of_cases(question: Question) -> Iterator[Question]:
    """Yield what has cases of one kind: an event has its own period, and no value of a source among those of others."""
    by = tuple(name for name in question.by if name in CASES and name != "territory")
    if by:
        yield replace(question, by=by, scheme="", basis="computed")
    yield replace(question, by=("event",), scheme="", basis="")
    yield replace(question, by=("edition",), scheme="")


def edition_questions(question: Question, ask_many: Callable) -> list[Question]:
    """Return what asks for one edition instead of the whole, for each of which something is known; the latest first.

    What is known of editions says nothing of the whole: a question about the whole has no answer then.
    """
    if question.by or question.edition or question.event:
        return []
    [answer] = ask_many([replace(question, by=("edition",))], explain=False)
    return [replace(question, edition=row.group.code) for row in reversed(answer.rows)]


def other_splits(question: Question) -> list[Question]:
    """Return what asks for rows of another kind: without the second dimension first."""
    first = [replace(question, by=question.by[:1])] if len(question.by) > 1 else []
    others = [replace(question, by=(one.code,), scheme="") for one in DIMENSIONS if (one.code,) != question.by]
    return [*first, *others]


def wider_questions(question: Question) -> list[Question]:
    """Return what asks for one thing less, the least telling first, then for the other role, then for nothing but
    that."""
    found = (
        [replace(question, period_start=None, period_end=None)] if question.period_start or question.period_end else []
    )
    found += [replace(question, **{name: ""}) for name in NARROWING if getattr(question, name)]
    other_role = "result" if question.role == "target" else "target"
    bare = [Question(question.indicator, role=role) for role in (question.role, other_role)]
    return list(dict.fromkeys([*found, replace(question, role=other_role), *bare]))


def unrestricted_question(question: Question) -> list[Question]:
    """Return what asks for the indicator and nothing else."""
    bare = Question(indicator=question.indicator)
    return [bare] if bare != question else []
