from programs.pages.listings import add_figures, card_questions
from programs.pages.models import ProgramIndexPage, ProgramPage
from programs.pages.usage import pages_showing, pages_with_question
