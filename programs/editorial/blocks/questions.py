"""What a page asks: the questions of all its figures, asked once; those of blocks, and those within sentences."""

from collections.abc import Iterator

from wagtail import blocks
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

from programs.editorial.blocks.selection import SelectionBlock, SelectionValue
from programs.editorial.live_figures.element import questions_of
from programs.statistics import Answer, Question, ask_many


def questions_in(*streams) -> list[Question]:
    """Return the questions of all figures in the streams, each once, in their order."""
    return list(dict.fromkeys(question for stream in streams for question in _questions(stream)))


def main_questions_in(*streams) -> list[Question]:
    """Return the questions without whose answers a figure would show nothing at all."""
    return list(dict.fromkeys(question for stream in streams for question in _questions(stream, main=True)))


def answers_for(*streams, more: list[Question] = ()) -> dict[Question, Answer]:
    """Ask the door once for all figures of a page, and for whatever `more` the page wants to know."""
    questions = list(dict.fromkeys([*questions_in(*streams), *more]))
    return dict(zip(questions, ask_many(questions, explain=False), strict=True))


def may_ask(block: blocks.Block | None) -> bool:
    """Whether values of a block may hold a figure."""
    if isinstance(block, blocks.RichTextBlock | SelectionBlock):
        return True
    if isinstance(block, blocks.ListBlock):
        return may_ask(block.child_block)
    return any(map(may_ask, getattr(block, "child_blocks", {}).values()))


def _questions(value, *, main: bool = False) -> Iterator[Question]:
    """Yield the questions of a value of a block, and of whatever lies within it."""
    if isinstance(value, SelectionValue):
        yield from value.main_questions if main else value.questions
    elif isinstance(value, RichText):
        yield from questions_of(value.source)
    elif isinstance(value, StreamValue):
        # To look into pictures, pages and documents would fetch them.
        for number, item in enumerate(value.raw_data):
            if may_ask(value.stream_block.child_blocks.get(item["type"])):
                yield from _questions(value[number].value, main=main)
    elif isinstance(value, ListValue):
        for child in value:
            yield from _questions(child, main=main)
    elif isinstance(value, StructValue):
        for child in value.values():
            yield from _questions(child, main=main)
