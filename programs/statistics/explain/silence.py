"""Why there is no answer, and what could be asked instead; and what a measure of money stands for."""

from collections.abc import Callable
from dataclasses import replace

from django.db.models import CharField, IntegerField, Value

from programs.facts import RECORD_DIMENSIONS, Indicator, Observation, TerritorialScheme
from programs.statistics import refusals
from programs.statistics.answers import Answer
from programs.statistics.compile.selection import of_events
from programs.statistics.compile.statement import TERMS
from programs.statistics.explain.nearest import answered, around
from programs.statistics.fold.rollup import territory_map
from programs.statistics.questions import Question

MEASURE_PREFIX = "measure:"

#: What a question names by a code of its own; territories by that of their scheme too.
MODELS = {**{one.code: one.model for one in RECORD_DIMENSIONS if one.code != "territory"}, "scheme": TerritorialScheme}


def with_measures(questions: list[Question]) -> list[Question]:
    """Replace “measure:delivered” by the indicator of that measure; by several, where there are several."""
    asked = {q.indicator.removeprefix(MEASURE_PREFIX) for q in questions if q.indicator.startswith(MEASURE_PREFIX)}
    if not asked:
        return questions
    codes: dict[str, list[str]] = {}
    for measure, code in Indicator.objects.filter(measure__in=asked).values_list("measure", "code").order_by("code"):
        codes.setdefault(MEASURE_PREFIX + measure, []).append(code)
    return [replace(q, indicator="|".join(codes.get(q.indicator, [q.indicator]))) for q in questions]


def explain_silence(answers: list[Answer]) -> list[Answer]:
    """Say why answers without rows have none: an unknown indicator or code, or no dates."""
    silent = {answer.question for answer in answers if not answer.rows and not answer.refusal}
    if not silent:
        return answers
    indicators = _indicators(silent)
    known = _known_codes(silent)
    undated = _lacking_dates(silent)
    return [
        _explained(answer, indicators, known, undated) if answer.question in silent else answer for answer in answers
    ]


def _indicators(questions: set[Question]) -> dict[str, Indicator]:
    codes = {code for question in questions for code in question.indicators}
    return Indicator.objects.filter(code__in=codes).select_related("unit").by_code()


def _known_codes(questions: set[Question]) -> set[tuple[str, str]]:
    """Return {(name of a field, code)} of what the ledger knows of all that the questions name."""
    statements = []
    for name, model in MODELS.items():
        if codes := {getattr(question, name) for question in questions} - {""}:
            found = model.objects.filter(code__in=codes).order_by()
            statements.append(found.annotate(field=Value(name, CharField())).values_list("field", "code"))
    known = set(statements[0].union(*statements[1:])) if statements else set()
    if any(question.territory for question in questions):
        known |= {("territory", ref) for ref in territory_map().refs}
    return known


def _lacking_dates(questions: set[Question]) -> set[Question]:
    """Return those that would have a sum if dates were known: of a year nobody can say, and one event needs none."""
    asked = [q for q in questions if q.role == "result" and q.basis != "reported" and not _needs_no_sum(q)]
    statements = [
        # Of single events, what has no date belongs to the question too.
        of_events(question.narrowed({"by": (*question.by, "event")}), Observation.objects.current())
        .filter(indicator__code__in=question.indicators, period_type=Observation.PeriodType.UNSTATED)
        .order_by()
        .values_list(Value(number, IntegerField()))
        for number, question in enumerate(asked)
    ]
    found = (
        number
        for start in range(0, len(statements), TERMS)
        for (number,) in statements[start].union(*statements[start + 1 : start + TERMS])
    )
    return {asked[number] for number in found}


def _needs_no_sum(question: Question) -> bool:
    return bool(question.event or "event" in question.by or question.year or question.period_start)


def _explained(answer: Answer, indicators: dict, known: set, undated: set[Question]) -> Answer:
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


def explain_refusals(answers: list[Answer], ask_many: Callable) -> list[Answer]:
    """Find the nearest question with an answer for each refusal: all neighbours are asked at once."""
    near = {
        answer.question: around(answer.question, answer.refusal)
        for answer in answers
        if answer.refusal and answer.refusal is not refusals.UNKNOWN_INDICATOR and not answer.refusal.nearest
    }
    found = answered(near, ask_many)
    return [
        replace(
            answer,
            refusal=replace(answer.refusal, nearest=next(iter(found[answer.question]), None), candidates=()),
        )
        if answer.question in near
        else answer
        for answer in answers
    ]
