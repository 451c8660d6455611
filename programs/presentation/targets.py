"""What was planned of a result may go by another name: an envelope was announced, an amount was handed over."""

from dataclasses import replace

from portal.cached_lookup import CachedLookup
from programs.facts import Indicator
from programs.statistics import Answer, Question, Row


def target_questions(question: Question) -> list[Question]:
    """Return what to ask for the targets of a result, of which the first that has an answer stands beside it.

    First the targets of the same indicator, then those of the indicators that are compared with it.
    """
    named = (question.indicator, *_planned_as().get(question.indicator, ()))
    return [replace(question, indicator=indicator, role="target", basis="") for indicator in named]


def target_among(answers: list[Answer]) -> Answer | None:
    """Return the first answer about targets that has rows."""
    return next((answer for answer in answers if answer.question.role == "target" and answer.rows), None)


def target_row(answers: list[Answer]) -> Row | None:
    answer = target_among(answers)
    return answer.row if answer else None


def _read() -> dict[str, tuple[str, ...]]:
    """Return {result: indicators of its targets}."""
    found: dict[str, tuple[str, ...]] = {}
    planned = Indicator.objects.filter(compared_with__isnull=False).order_by("code")
    for target, result in planned.values_list("code", "compared_with__code"):
        found[result] = (*found.get(result, ()), target)
    return found


_planned_as = CachedLookup("programs.presentation.targets", _read, (Indicator,))
