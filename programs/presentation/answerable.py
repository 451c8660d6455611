"""Which questions have nothing to show, and why: what may not be published, and what an editor is told."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from programs.facts import DistributionEvent, Observation
from programs.statistics import Answer, Question, ask_many

NO_VALUE = _("No published value fits this selection. Widen it, or publish the figure first.")


def missing_reason(answer: Answer) -> str:
    """Return why an answer has nothing to show, '' where it has something."""
    if answer.refusal:
        return answer.refusal.message
    return "" if answer.rows else NO_VALUE


def missing_reasons(questions: Iterable[Question], *, with_its_page: bool = False) -> dict[Question, str]:
    """Return {question: reason} of those that have no answer.

    `with_its_page` leaves out those whose value becomes public together with the page: the figures of an event that
    the publication of its article publishes.
    """
    questions = list(dict.fromkeys(questions))
    if not questions:
        return {}
    answers = ask_many(questions)
    found = {answer.question: reason for answer in answers if (reason := missing_reason(answer))}
    return {q: reason for q, reason in found.items() if not (with_its_page and is_pending_release(q))}


def is_pending_release(question: Question) -> bool:
    """Whether a question is about an event that is a draft, and holds the value already."""
    if not question.event or not DistributionEvent.objects.filter(code=question.event, released_at=None).exists():
        return False
    drafts = Observation.objects.filter(event__code=question.event, role=question.role, released_at=None)
    return drafts.filter(indicator__code__in=question.indicators).exists()
