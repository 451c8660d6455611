"""Find the sums that include a value: rows of a sum tell how many parts they have, but not which."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from programs.facts import Observation
from programs.statistics.compile.selection import matching, select_computed
from programs.statistics.explain.reasons import MEASURE_PREFIX
from programs.statistics.fold.rollup import SplitTerritory, territory_map
from programs.statistics.questions import Question


def sums_including(questions: Iterable[Question], observation: Observation) -> set[Question]:
    """Return the questions whose sums include the current value of an event. Reported values are in no sum."""
    indicator = observation.indicator
    names = {indicator.code, *([MEASURE_PREFIX + indicator.measure] if indicator.measure else [])}
    current = Observation.objects.as_of(timezone.now()).filter(pk=observation.pk)

    def select(question: Question) -> QuerySet[Observation]:
        selected = select_computed(question, current)
        return selected.filter(event__code=question.event) if question.event else selected

    candidates = [question for question in dict.fromkeys(questions) if names & set(question.indicators)]
    return matching([question for question in candidates if _is_in_scheme(question, observation)], select)


def _is_in_scheme(question: Question, observation: Observation) -> bool:
    """Whether the value belongs to one of the rows of a question by the territories of a scheme."""
    if not question.scheme or question.exact_territory:
        return True
    try:
        return territory_map().in_scheme(observation.territory_id, question.scheme) is not None
    except SplitTerritory:
        return False
