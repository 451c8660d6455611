"""What was planned of a result may go by another name: an envelope was announced, an amount was handed over."""

from dataclasses import replace

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save

from portal.navigation import forget
from programs.models.indicators import Indicator
from programs.statistics import Answer, Question, Row

KEY = "programs.targets"
SECONDS = 3600


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


def _planned_as() -> dict[str, tuple[str, ...]]:
    """Return {result: indicators of its targets}. They are few and change seldom: one statement, or none."""
    found = cache.get(KEY)
    if found is None:
        found = {}
        planned = Indicator.objects.filter(compared_with__isnull=False).order_by("code")
        for target, result in planned.values_list("code", "compared_with__code"):
            found[result] = (*found.get(result, ()), target)
        cache.set(KEY, found, SECONDS)
    return found


def forget_targets(**kwargs) -> None:
    forget([KEY])


post_save.connect(forget_targets, sender=Indicator)
post_delete.connect(forget_targets, sender=Indicator)
