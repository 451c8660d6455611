"""The questions of a page: of its blocks and of the figures in its sentences, asked in one batch."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from programs.editorial.blocks.selection import SelectionBlock, SelectionValue
from programs.editorial.live_figures import in_words, questions_of
from programs.presentation import missing_reasons
from programs.statistics import Answer, Question, ask_many


def stream_names(page: Page) -> list[str]:
    return [field.name for field in page._meta.fields if isinstance(field, StreamField)]


def streams_of(*pages: Page) -> list[StreamValue]:
    return [getattr(page, name) for page in pages for name in stream_names(page)]


def questions_in(*streams) -> list[Question]:
    """Return the questions of all figures in the streams, each once, in their order."""
    return list(dict.fromkeys(question for stream in streams for question in _questions(stream)))


def main_questions_in(*streams) -> list[Question]:
    """Return the questions without whose answers a figure would show nothing."""
    return list(dict.fromkeys(question for stream in streams for question in _questions(stream, main=True)))


def answers_for(*streams, more: Iterable[Question] = ()) -> dict[Question, Answer]:
    """Return {question: answer} of all figures of a page, and of `more` questions, in one batch."""
    questions = list(dict.fromkeys([*questions_in(*streams), *more]))
    return dict(zip(questions, ask_many(questions, explain=False), strict=True))


def unanswered_figures(page: Page) -> Iterator[str]:
    """Yield why figures of a page have no answer, so that it is not published; those it publishes in time are none."""
    is_due_later = page.go_live_at is not None and page.go_live_at > timezone.now()
    found = missing_reasons(main_questions_in(*streams_of(page)), with_its_page=is_due_later)
    words = in_words(found)
    for question, reason in found.items():
        yield _("The figure “%(figure)s” cannot be answered. %(reason)s") % {
            "figure": words[question],
            "reason": reason,
        }


def may_ask(block: blocks.Block | None) -> bool:
    """Return whether values of a block may hold a figure."""
    if isinstance(block, blocks.RichTextBlock | SelectionBlock):
        return True
    if isinstance(block, blocks.ListBlock):
        return may_ask(block.child_block)
    return any(map(may_ask, getattr(block, "child_blocks", {}).values()))


def _questions(value, *, main: bool = False) -> Iterator[Question]:
    """Yield the questions of a block value and of what is nested in it."""
    if isinstance(value, SelectionValue):
        yield from value.main_questions if main else value.questions
    elif isinstance(value, RichText):
        yield from questions_of(value.source)
    elif isinstance(value, StreamValue):
        # Only blocks that may ask: reading images, pages and documents would fetch them.
        for number, item in enumerate(value.raw_data):
            if may_ask(value.stream_block.child_blocks.get(item["type"])):
                yield from _questions(value[number].value, main=main)
    elif isinstance(value, ListValue | StructValue):
        for child in value.values() if isinstance(value, StructValue) else value:
            yield from _questions(child, main=main)
