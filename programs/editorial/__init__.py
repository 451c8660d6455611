from programs.editorial.blocks import figure_blocks
from programs.editorial.blocks.changes import code_in, describe_changes
from programs.editorial.blocks.questions import answers_for, main_questions_in, questions_in, unanswered_figures
from programs.editorial.blocks.selection import FIRST, MORE, NO_VALUE, Objection, SelectionBlock, SelectionValue
from programs.editorial.fact_blocks import FactChoiceBlock
from programs.editorial.live_figures.element import CODES, EMBED_TYPE, codes_in, question_of
from programs.editorial.live_figures.prose import LiveFigureInProse
from programs.editorial.live_figures.records import in_words
from programs.editorial.live_figures.rendering import FigureHandler, resolve_answers
from programs.editorial.page_questions import (
    PageQuestion,
    connect_page_questions,
    every_page,
    record_pages,
    record_pages_about,
    record_pages_beside,
    rows_of,
)
from programs.editorial.widgets import CHOOSER_WORDS, FactChooser
