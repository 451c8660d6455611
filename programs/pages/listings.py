"""Programme pages as lists and links need them."""

from dataclasses import dataclass, replace

from django.core.cache import cache
from wagtail.query import PageQuerySet

from portal.cached_lookup import forget
from portal.pages import open_to_all, when_pages_change
from programs.facts import Placement, placed
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


class ProgramPageQuerySet(PageQuerySet):
    def cards(self, language: str) -> list[ProgramCard]:
        """Return the live pages of a language in their order. One statement, two with their pictures."""
        pages = open_to_all(self.filter(locale__language_code=language)).select_related("program", "image")
        return [
            ProgramCard(page.program.code, page.title, page.get_url() or "", page.lead, page.image, page.image_alt)
            for page in pages.defer_streamfields().order_by("path")
        ]

    def urls(self, language: str) -> dict[str, str]:
        """Return {programme code: URL of its page}, cached until a programme page changes.

        On a page of a past day the URLs are of that day.
        """
        key = f"{KEY}.{language}"
        urls = cache.get(key)
        if urls is None:
            urls = {card.code: card.url for card in self.cards(language)}
            cache.set(key, urls, SECONDS)
        return {code: on_that_day(url) for code, url in urls.items()}


def _read_urls() -> dict[str, dict[str, str]]:
    pages = public_pages(ProgramPage.objects.select_related("program", "locale")).defer_streamfields()
    urls: dict[str, dict[str, str]] = {language: {} for language in language_codes()}
    for page in pages.order_by("path"):
        urls[page.locale.language_code][page.program.code] = page.get_url() or ""
    return urls


when_pages_change(forget_program_urls)


def card_questions(cards: list[ProgramCard]) -> list[Question]:
    """Return the questions for the figures of some cards; a page asks them together with its own."""
    return [question for card in cards for question in questions_of_program(card.code)]


def questions_of_program(program: str) -> list[Question]:
    """Return the questions for a programme's card, which shows the first one that has an answer."""
    return [Question(indicator, program=program) for indicator in placed(Placement.CARD)]


def add_figures(cards: list[ProgramCard], answers: dict[Question, Answer]) -> list[ProgramCard]:
    """Return the cards, each with the first figure that its programme has."""
    found: dict[str, Figure] = {}
    for question in card_questions(cards):
        if (row := answers[question].row) and question.program not in found:
            found[question.program] = figure_of(row)
    return [replace(card, figure=found.get(card.code)) for card in cards]
