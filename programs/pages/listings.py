"""Programme pages as lists and links need them."""

from dataclasses import dataclass, replace

from django.apps import apps
from wagtail.query import PageQuerySet

from portal.cached_lookup import CachedLookup
from portal.l10n import language_codes
from portal.pages import on_page_change, public_pages
from programs.facts import Placement, indicators_at
from programs.presentation import Figure, figure_of, with_as_of
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
        pages = public_pages(self.filter(locale__language_code=language)).select_related("program", "image")
        return [
            ProgramCard(page.program.code, page.title, page.get_url() or "", page.lead, page.image, page.image_alt)
            for page in pages.defer_streamfields().order_by("path")
        ]

    def urls(self, language: str) -> dict[str, str]:
        """Return {programme code: URL of its page}. On a page of a past day the URLs are of that day."""
        return {code: with_as_of(url) for code, url in _urls()[language].items()}

    def urls_by_language(self) -> dict[str, dict[str, str]]:
        """Return {language: {programme code: URL of its live page}}. One statement."""
        pages = public_pages(self.select_related("program", "locale")).defer_streamfields()
        urls: dict[str, dict[str, str]] = {language: {} for language in language_codes()}
        for page in pages.order_by("path"):
            urls[page.locale.language_code][page.program.code] = page.get_url() or ""
        return urls


# The model is looked up by name: it stands above its queryset.
_urls = CachedLookup("programs.pages", lambda: apps.get_model("programs.ProgramPage").objects.urls_by_language())
on_page_change(_urls.clear)


def card_questions(cards: list[ProgramCard]) -> list[Question]:
    """Return the questions for the figures of some cards; a page asks them together with its own."""
    return [question for card in cards for question in questions_of_program(card.code)]


def questions_of_program(program: str) -> list[Question]:
    """Return the questions for a programme's card, which shows the first one that has an answer."""
    return [Question(indicator, program=program) for indicator in indicators_at(Placement.CARD)]


def add_figures(cards: list[ProgramCard], answers: dict[Question, Answer]) -> list[ProgramCard]:
    """Return the cards, each with the first figure that its programme has."""
    found: dict[str, Figure] = {}
    for question in card_questions(cards):
        if (row := answers[question].row) and question.program not in found:
            found[question.program] = figure_of(row)
    return [replace(card, figure=found.get(card.code)) for card in cards]
