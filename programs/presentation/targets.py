"""Targets of results. The target of a result may be recorded under another indicator (`Indicator.compared_with`)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from portal.cached_lookup import CachedLookup
from programs.facts import Indicator
from programs.statistics import Answer, Question, Row


def target_questions(question: Question) -> list[Question]:
    """Return the questions for the targets of a result; the first with an answer stands beside it.

    Targets of the same indicator come first, then those of indicators that are compared with it.
    """
    named = (question.indicator, *_targets_by_result().get(question.indicator, ()))
    return [replace(question, indicator=indicator, role="target", basis="") for indicator in named]


def first_target(answers: Iterable[Answer]) -> Answer | None:
    """Return the first answer about targets that has rows."""
    return next((answer for answer in answers if answer.question.role == "target" and answer.rows), None)


def target_row(answers: Iterable[Answer]) -> Row | None:
    answer = first_target(answers)
    return answer.row if answer else None


def _read() -> dict[str, list[str]]:
    """Return {indicator of a result: indicators of its targets}."""
    found = defaultdict(list)
    planned = Indicator.objects.filter(compared_with__isnull=False).order_by("code")
    for target, result in planned.values_list("code", "compared_with__code"):
        found[result].append(target)
    return dict(found)


_targets_by_result = CachedLookup("programs.presentation.targets", _read, (Indicator,))
