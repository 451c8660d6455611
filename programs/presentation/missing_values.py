"""Questions that have nothing to show, with the reason an editor reads; they stop a publication."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from programs.facts import DistributionEvent
from programs.statistics import Answer, Question, ask_many

NO_VALUE_TEXT = _("No published value fits this selection. Widen it, or publish the figure first.")


def missing_reason(answer: Answer) -> str:
    """Return why an answer has nothing to show, in the active language; '' if it has rows."""
    if answer.refusal:
        return str(answer.refusal.message)
    return "" if answer.rows else str(NO_VALUE_TEXT)


def missing_reasons(questions: Iterable[Question], *, with_its_page: bool = False) -> dict[Question, str]:
    """Return {question: reason} of the questions without an answer.

    `with_its_page` leaves out values that become public together with the page: the figures of an event that the
    publication of its article publishes.
    """
    questions = list(dict.fromkeys(questions))
    answers = ask_many(questions) if questions else []
    found = {answer.question: reason for answer in answers if (reason := missing_reason(answer))}
    return {q: reason for q, reason in found.items() if not (with_its_page and is_pending_release(q))}


def is_pending_release(question: Question) -> bool:
    """Return whether a question is about a draft event that already holds the value."""
    drafts = DistributionEvent.objects.filter(
        code=question.event,
        released_at=None,
        observations__released_at=None,
        observations__role=question.role,
        observations__indicator__code__in=question.indicators,
    )
    return bool(question.event) and drafts.exists()
