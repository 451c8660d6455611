from programs.editorial.blocks import body_field, figure_blocks
from programs.editorial.blocks.changes import code_in, describe_changes
from programs.editorial.blocks.questions import (
    answers_for,
    main_questions_in,
    questions_in,
    streams_of,
    unanswered_figures,
)
from programs.editorial.blocks.selection import FIRST, MORE, NO_VALUE, Objection, SelectionBlock, SelectionValue
from programs.editorial.fact_blocks import FactChoiceBlock
from programs.editorial.live_figures import (
    CODES,
    EMBED_TYPE,
    FigureHandler,
    codes_in,
    in_words,
    question_of,
    resolve_answers,
)
from programs.editorial.page_questions import (
    PageQuestion,
    connect_page_questions,
    every_page,
    record_pages,
    record_pages_about,
    record_pages_beside,
    rows_of,
)
from programs.editorial.prose import LiveFigureInProse
from programs.editorial.widgets import CHOOSER_WORDS, FactChooser
