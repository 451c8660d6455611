"""Programme pages as lists and links need them."""

from dataclasses import dataclass, replace

from django.core.cache import cache

from portal.cached_lookup import forget
from portal.pages import open_to_all, when_pages_change
from programs.facts import Placement, indicators_at
from programs.pages.models import ProgramPage
from programs.presentation import Figure, figure_of, with_as_of
from programs.statistics import Answer, Question

KEY = "programs.pages"
SECONDS = 3600


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
        open_to_all(ProgramPage.objects.filter(locale__language_code=language))
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
    return [Question(indicator, program=program) for indicator in indicators_at(Placement.CARD)]


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
    key = f"{KEY}.{language}"
    urls = cache.get(key)
    if urls is None:
        urls = {card.code: card.url for card in program_cards(language)}
        cache.set(key, urls, SECONDS)
    return {code: with_as_of(url) for code, url in urls.items()}


def forget_program_urls(**kwargs) -> None:
    forget([f"{KEY}.ar", f"{KEY}.fr"])


when_pages_change(forget_program_urls)
