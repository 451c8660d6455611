"""Programme pages as lists and links need them."""

from dataclasses import dataclass, replace

from portal.cached_lookup import CachedLookup
from portal.l10n import language_codes
from portal.pages import on_page_change, public_pages
from programs.facts import Placement, placed
from programs.pages.models import ProgramPage
from programs.presentation import Figure, figure_of, on_that_day
from programs.statistics import Answer, Question


@dataclass(frozen=True)
class ProgramCard:
    code: str
    title: str
    url: str
    lead: str
    image: object = None
    image_alt: str = ""
    figure: Figure | None = None


def program_cards(language: str) -> list[ProgramCard]:
    """Return the live programme pages of a language in their order. One statement, two with their pictures."""
    pages = (
        public_pages(ProgramPage.objects.filter(locale__language_code=language))
        .select_related("program", "image")
        .defer_streamfields()
        .order_by("path")
    )
    return [
        ProgramCard(page.program.code, page.title, page.get_url() or "", page.lead, page.image, page.image_alt)
        for page in pages
    ]


def card_questions(cards: list[ProgramCard]) -> list[Question]:
    """Return what the door is asked for the figures of some cards; a page asks it with whatever else it asks."""
    return [question for card in cards for question in questions_of_program(card.code)]


def questions_of_program(program: str) -> list[Question]:
    """Return what is asked of a programme for its card, which shows the first that has an answer."""
    return [Question(indicator, program=program) for indicator in placed(Placement.CARD)]


def with_figures(cards: list[ProgramCard], answers: dict[Question, Answer]) -> list[ProgramCard]:
    """Return the cards, each with the first figure that its programme has."""
    found: dict[str, Figure] = {}
    for question in card_questions(cards):
        if (row := answers[question].row) and question.program not in found:
            found[question.program] = figure_of(row)
    return [replace(card, figure=found.get(card.code)) for card in cards]


def program_urls(language: str) -> dict[str, str]:
    """Return {programme code: address of its page}, kept in the cache until a programme page changes.

    On a page of a past day the addresses are of that day.
    """
    return {code: on_that_day(url) for code, url in _urls()[language].items()}


def _read_urls() -> dict[str, dict[str, str]]:
    pages = public_pages(ProgramPage.objects.select_related("program", "locale")).defer_streamfields()
    urls: dict[str, dict[str, str]] = {language: {} for language in language_codes()}
    for page in pages.order_by("path"):
        urls[page.locale.language_code][page.program.code] = page.get_url() or ""
    return urls


_urls = CachedLookup("programs.pages", _read_urls)
on_page_change(_urls.clear)
