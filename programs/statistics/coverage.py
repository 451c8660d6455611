"""Which sums a value is in. The rows of a sum say how many parts it has, and not which."""

from collections.abc import Iterable

from django.db.models import IntegerField, Value
from django.utils import timezone

from programs.facts import Observation
from programs.statistics.compile import selection
from programs.statistics.compile.statement import TERMS
from programs.statistics.explain.silence import MEASURE_PREFIX
from programs.statistics.fold.rollup import SplitTerritory, territory_map
from programs.statistics.questions import Question


def sums_including(questions: Iterable[Question], observation: Observation) -> set[Question]:
    """Return the questions among whose values of events one is, as the ledger stands now.

    What sources gave is never summed. One statement, unless there are more questions than one may have.
    """
    indicator = observation.indicator
    named = {indicator.code, *([MEASURE_PREFIX + indicator.measure] if indicator.measure else [])}
    questions = [
        question
        for question in dict.fromkeys(questions)
        if named & set(question.indicators) and _is_placed(question, observation)
    ]
    current = Observation.objects.as_of(timezone.now()).filter(pk=observation.pk)
    found = set()
    for start in range(0, len(questions), TERMS):
        parts = [_numbered(question, current, number) for number, question in enumerate(questions[start:][:TERMS])]
        numbers = parts[0].union(*parts[1:], all=True)
        found |= {questions[start + number] for (number,) in numbers}
    return found


def _numbered(question: Question, current, number: int):
    kept = selection.of_events(question, current)
    if question.event:
        kept = kept.filter(event__code=question.event)
    return kept.order_by().annotate(number=Value(number, IntegerField())).values_list("number")


def _is_placed(question: Question, observation: Observation) -> bool:
    """Whether a value lies in one of the territories that are asked for as rows."""
    if not question.scheme or question.exact_territory:
        return True
    try:
        return territory_map().in_scheme(observation.territory_id, question.scheme) is not None
    except SplitTerritory:
        return False
