"""Explain why there is no answer, with the nearest question that has one; and resolve measures of money."""

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import CharField, Model, Value

from programs.facts import DIMENSION_MODELS, Indicator, Observation, TerritorialScheme
from programs.statistics import refusals
from programs.statistics.answers import Answer
from programs.statistics.compile.selection import matching, select_computed
from programs.statistics.explain.suggestions import AskMany, answered, coarser, related
from programs.statistics.fold.rollup import territory_map
from programs.statistics.questions import Question
from programs.statistics.refusals import Refusal

MEASURE_PREFIX = "measure:"

#: {field of a question: model of the records it names by a bare code}
MODELS: dict[str, type[Model]] = {
    **{code: model for code, model in DIMENSION_MODELS.items() if code != "territory"},
    "scheme": TerritorialScheme,
}


def with_measures(questions: list[Question]) -> list[Question]:
    """Replace “measure:delivered” by the indicators of that measure, joined by “|”."""
    measures = {q.indicator.removeprefix(MEASURE_PREFIX) for q in questions if q.indicator.startswith(MEASURE_PREFIX)}
    if not measures:
        return questions
    codes: dict[str, list[str]] = {}
    for measure, code in Indicator.objects.filter(measure__in=measures).values_list("measure", "code").order_by("code"):
        codes.setdefault(MEASURE_PREFIX + measure, []).append(code)
    return [replace(q, indicator="|".join(codes.get(q.indicator, [q.indicator]))) for q in questions]


def explain_empty(answers: list[Answer]) -> list[Answer]:
    """Refuse empty answers that have a reason: an unknown indicator or code, or events without dates."""
    empty = {answer.question for answer in answers if not answer.rows and not answer.refusal}
    if not empty:
        return answers
    codes = {code for question in empty for code in question.indicators}
    indicators = Indicator.objects.filter(code__in=codes).select_related("unit").by_code()
    known = _known_codes(empty)
    undated = _undated(empty)
    return [
        _explained(answer, indicators, known, undated) if answer.question in empty else answer for answer in answers
    ]


def _known_codes(questions: set[Question]) -> set[tuple[str, str]]:
    """Return {(field, code)} of the existing records that the questions name."""
    statements = []
    for name, model in MODELS.items():
        if codes := {getattr(question, name) for question in questions} - {""}:
            found = model._default_manager.filter(code__in=codes).order_by()
            statements.append(found.annotate(field=Value(name, CharField())).values_list("field", "code"))
    known = set(statements[0].union(*statements[1:])) if statements else set()
    if any(question.territory for question in questions):
        known |= {("territory", ref) for ref in territory_map().refs}
    return known


def _undated(questions: set[Question]) -> set[Question]:
    """Return the questions that would have a sum if the dates of some events were known."""
    summed = [q for q in questions if q.role == "result" and q.basis != "reported" and not _needs_no_sum(q)]
    return matching(
        summed,
        # Lists of events include undated ones.
        lambda question: select_computed(
            question.with_codes({"by": (*question.by, "event")}), Observation.objects.current()
        ).filter(indicator__code__in=question.indicators, period_type=Observation.PeriodType.UNSTATED),
    )


def _needs_no_sum(question: Question) -> bool:
    """Whether the question lists events, or bounds their dates, which undated ones cannot meet."""
    return bool(question.event or "event" in question.by or question.year or question.period_start)


def _explained(
    answer: Answer, indicators: dict[str, Indicator], known: set[tuple[str, str]], undated: set[Question]
) -> Answer:
    question = answer.question
    if question.indicator.startswith(MEASURE_PREFIX) or not all(code in indicators for code in question.indicators):
        return replace(answer, refusal=refusals.UNKNOWN_INDICATOR)
    answer = replace(answer, indicator=indicators[question.indicators[0]])
    for name in (*MODELS, "territory"):
        if (code := getattr(question, name)) and (name, code) not in known:
            return replace(answer, refusal=refusals.UNKNOWN_CODE)
    if question in undated:
        return replace(answer, refusal=refusals.NO_SUM_WITHOUT_DATES)
    return answer


def explain_splits(answers: list[Answer], ask_many: AskMany) -> list[Answer]:
    """Refuse empty answers to split questions where the ledger has values split otherwise, or whole."""
    near = {
        answer.question: coarser(answer.question)
        for answer in answers
        if answer.question.by and not answer.rows and not answer.refusal
    }
    found = answered(near, ask_many)
    return _with_refusals(answers, {question: _why_not_split(question, others) for question, others in found.items()})


def _why_not_split(question: Question, near: list[Question]) -> Refusal | None:
    """Return the refusal, given the `coarser` questions with an answer; None without any."""
    if not near:
        return None
    splits = {other.by for other in near}
    missing = [name for name in question.by if (name,) not in splits]
    refusal = refusals.NOT_BY[missing[0]] if missing else refusals.NOT_BY_BOTH
    return replace(refusals.NOT_IN_SCHEME if question.by in splits else refusal, nearest=near[0])


def explain_refusals(answers: list[Answer], ask_many: AskMany) -> list[Answer]:
    """Add the nearest question with an answer to each refusal, asking all related questions at once."""
    refused = {
        answer.question: answer.refusal
        for answer in answers
        if answer.refusal and answer.refusal is not refusals.UNKNOWN_INDICATOR and not answer.refusal.nearest
    }
    found = answered({question: related(question, refusal) for question, refusal in refused.items()}, ask_many)
    explained = {
        question: replace(refusal, nearest=next(iter(found[question]), None), candidates=())
        for question, refusal in refused.items()
    }
    return _with_refusals(answers, explained)


def _with_refusals(answers: list[Answer], found: Mapping[Question, Refusal | None]) -> list[Answer]:
    return [replace(one, refusal=found[one.question]) if one.question in found else one for one in answers]
