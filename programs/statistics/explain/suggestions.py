"""Suggest other questions, the nearest first, and find those that have an answer."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import TypeAlias, TypeVar

from programs.facts import BREAKDOWNS, DIMENSION_MODELS, DIMENSIONS
from programs.statistics.answers import Answer, code_of
from programs.statistics.questions import Question
from programs.statistics.refusals import Refusal

Key = TypeVar("Key", bound=Hashable)

#: Fields that narrow a question, the least important first.
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

#: Dimensions whose members are cases of one thing. Parts of a breakdown (women, men) are not: their mean is half of the
#: whole.
CASES = frozenset(one.code for one in DIMENSIONS if not one.breakdown)


#: `programs.statistics.query.ask_many`, passed in, as the query API uses these suggestions itself.
AskMany: TypeAlias = Callable[..., list[Answer]]
has_rows = attrgetter("rows")


def answered(
    near: Mapping[Key, Iterable[Question]], ask_many: AskMany, has_answer: Callable[[Answer], object] = has_rows
) -> dict[Key, list[Question]]:
    """Return {key: its questions that have an answer}, in their order, asking all at once."""
    listed = {key: list(dict.fromkeys(questions)) for key, questions in near.items()}
    asked = list(dict.fromkeys(question for questions in listed.values() for question in questions))
    answers = ask_many(asked, explain=False) if asked else []
    found = {answer.question for answer in answers if has_answer(answer)}
    return {key: [question for question in questions if question in found] for key, questions in listed.items()}


def nearest_answered(
    questions: Iterable[Question], ask_many: AskMany, has_answer: Callable[[Answer], object] = has_rows
) -> Question | None:
    """Return the first question that has an answer."""
    return next(iter(answered({"": questions}, ask_many, has_answer)[""]), None)


def related(question: Question, refusal: Refusal) -> Iterator[Question]:
    """Yield questions near a refused one, by the reason of the refusal."""
    yield from refusal.candidates
    if refusal.code in ("across-units", "across-measures", "several-indicators", "not-additive"):
        for code in question.indicators if len(question.indicators) > 1 else ():
            yield replace(question, indicator=code)
    if refusal.code == "split-territory":
        yield replace(question, scheme="")
    if refusal.code == "unknown-code":
        for name in DIMENSION_MODELS:
            if getattr(question, name):
                yield question.with_codes({name: ""})
    if refusal.code in ("not-additive", "no-sum-without-dates") and "event" not in question.by:
        yield replace(question, by=("event",), scheme="", basis="")
    if question.by:
        yield replace(question, by=(), scheme="")


def coarser(question: Question) -> Iterator[Question]:
    """Yield questions for the same, split less."""
    if question.scheme:
        yield replace(question, scheme="")
    if len(question.by) > 1:
        for name in question.by:
            yield replace(question, by=(name,), scheme=question.scheme if name == "territory" else "")
    yield replace(question, by=(), scheme="")


def by_cases(question: Question) -> Iterator[Question]:
    """Yield questions whose rows are cases of one kind, of which there may be a mean."""
    by = tuple(name for name in question.by if name in CASES and name != "territory")
    if by:
        yield replace(question, by=by, scheme="", basis="computed")
    yield replace(question, by=("event",), scheme="", basis="")
    yield replace(question, by=("edition",), scheme="")


def edition_questions(question: Question, ask_many: AskMany) -> list[Question]:
    """Return a question about each edition that has a value, the latest first, for one about the whole."""
    if question.by or question.edition or question.event:
        return []
    [answer] = ask_many([replace(question, by=("edition",))], explain=False)
    return [replace(question, edition=code_of(row.groups[0])) for row in reversed(answer.rows)]


def other_splits(question: Question) -> list[Question]:
    """Return questions split by one dimension, the first of the present ones first."""
    first = [replace(question, by=question.by[:1])] if len(question.by) > 1 else []
    others = [replace(question, by=(one.code,), scheme="") for one in DIMENSIONS if (one.code,) != question.by]
    return [*first, *others]


def wider_questions(question: Question) -> list[Question]:
    """Return questions with one restriction less, the least important first, then in the other role, then with no
    restriction but the role."""
    found = (
        [replace(question, period_start=None, period_end=None)] if question.period_start or question.period_end else []
    )
    found += [question.with_codes({name: ""}) for name in NARROWING if getattr(question, name)]
    other_role = "result" if question.role == "target" else "target"
    bare = [Question(question.indicator, role=role) for role in (question.role, other_role)]
    return list(dict.fromkeys([*found, replace(question, role=other_role), *bare]))
