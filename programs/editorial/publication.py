"""No page goes public with a figure that has no answer."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from programs.editorial.blocks.questions import main_questions_in
from programs.editorial.live_figures.records import in_words
from programs.presentation import missing_reasons


def unanswered_figures(page: Page) -> Iterator[str]:
    """Yield which figures of a page have no answer, and why. Figures that a page will publish in time are none."""
    streams = [getattr(page, field.name) for field in page._meta.fields if isinstance(field, StreamField)]
    is_due_later = page.go_live_at is not None and page.go_live_at > timezone.now()
    found = missing_reasons(main_questions_in(*streams), with_its_page=is_due_later)
    words = in_words(found)
    for question, reason in found.items():
        yield _("The figure “%(figure)s” cannot be answered. %(reason)s") % {
            "figure": words[question],
            "reason": reason,
        }
