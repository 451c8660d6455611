from programs.editorial.blocks import figure_blocks
from programs.editorial.blocks.changes import changes_in_words, code_in
from programs.editorial.blocks.questions import answers_for, main_questions_in, questions_in
from programs.editorial.blocks.selection import FIRST, MORE, NO_VALUE, Objection, SelectionBlock, SelectionValue
from programs.editorial.fact_blocks import FactChoiceBlock
from programs.editorial.fact_chooser import CHOOSER_WORDS, FactChooser
from programs.editorial.live_figures.element import CODES, EMBED_TYPE, codes_in, question_of
from programs.editorial.live_figures.prose import LiveFigureInProse
from programs.editorial.live_figures.records import in_words
from programs.editorial.live_figures.rendering import FigureHandler, answers_to
from programs.editorial.page_question import PageQuestion
from programs.editorial.page_questions import (
    every_page,
    keep_recorded,
    record_pages,
    record_pages_about,
    record_pages_beside,
    rows_of,
)
from programs.editorial.publication import unanswered_figures

__all__ = [
    "CHOOSER_WORDS",
    "CODES",
    "EMBED_TYPE",
    "FIRST",
    "FactChoiceBlock",
    "FactChooser",
    "FigureHandler",
    "LiveFigureInProse",
    "MORE",
    "NO_VALUE",
    "Objection",
    "PageQuestion",
    "SelectionBlock",
    "SelectionValue",
    "answers_for",
    "answers_to",
    "changes_in_words",
    "code_in",
    "codes_in",
    "every_page",
    "figure_blocks",
    "in_words",
    "keep_recorded",
    "main_questions_in",
    "question_of",
    "questions_in",
    "record_pages",
    "record_pages_about",
    "record_pages_beside",
    "rows_of",
    "unanswered_figures",
]
