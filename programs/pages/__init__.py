from programs.pages.listings import card_questions, program_cards, program_urls, with_figures
from programs.pages.models import ProgramIndexPage, ProgramPage
from programs.pages.usage import pages_asking, pages_showing

__all__ = [
    "ProgramIndexPage",
    "ProgramPage",
    "card_questions",
    "pages_asking",
    "pages_showing",
    "program_cards",
    "program_urls",
    "with_figures",
]
