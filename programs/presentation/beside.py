"""What stands beside a figure: the target of a result, what other sources say, and articles.

The target of a result may be recorded under another indicator (`Indicator.compared_with`). Articles come from the news
app, which lies above and registers what makes them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypedDict

from django.db.models import Model
from django.utils import timezone

from portal.cached_lookup import CachedLookup
from programs.facts import Discrepancy, Indicator
from programs.presentation.figures import Figure, figure_of
from programs.statistics import Answer, Question, Row, rows_at


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


class Disagreement(TypedDict):
    name: str
    diagnosis: str
    figures: list[Figure]


def disagreements(moment: datetime | None = None, **conditions: Model | str) -> list[Disagreement]:
    """Return discrepancies of published observations that match `conditions`, each with all its figures.

    Two queries, one where there are none.
    """
    moment = moment or timezone.now()
    touching = {f"observations__{name}": value for name, value in conditions.items()}
    concerning = Discrepancy.objects.filter(observations__released_at__lte=moment, **touching)
    links = Discrepancy.observations.through.objects.filter(discrepancy__in=concerning.values("pk"))
    found: dict[int, Discrepancy] = {}
    by_code: dict[str, list[int]] = defaultdict(list)
    for link in links.select_related("discrepancy", "observation").order_by("pk"):
        found[link.discrepancy_id] = link.discrepancy
        by_code[link.observation.code].append(link.discrepancy_id)
    figures: dict[int, list[Figure]] = defaultdict(list)
    for row in rows_at(by_code, moment) if by_code else ():
        for discrepancy in by_code[row.observation.code]:
            figures[discrepancy].append(figure_of(row))
    return [
        {"name": one.name, "diagnosis": one.diagnosis, "figures": figures[one.pk]}
        for one in sorted(found.values(), key=lambda one: one.code)
    ]


_article_cards: Callable[..., Sequence[object]] | None = None


def register_article_cards(function: Callable[..., Sequence[object]]) -> None:
    """Register `function(language, *, program='', event='') -> a handful of cards, newest first`."""
    global _article_cards
    _article_cards = function


def article_cards(language: str, *, program: str = "", event: str = "") -> Sequence[object]:
    """Return cards of articles about a programme or an event; none without a news app."""
    return _article_cards(language, program=program, event=event) if _article_cards else []
