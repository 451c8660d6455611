"""Programme pages as lists and links need them."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models.signals import post_delete
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from programs.figures import Figure
from programs.models.pages import ProgramPage

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
        ProgramPage.objects.live()
        .public()
        .filter(locale__language_code=language)
        .select_related("program", "image")
        .order_by("path")
    )
    return [
        ProgramCard(
            page.program.code, page.title, page.get_url() or "", page.lead, page.image, page.image_alt
        )
        for page in pages
    ]


def program_urls(language: str) -> dict[str, str]:
    """Return {programme code: address of its page}, kept in the cache until a programme page changes."""
    key = f"{KEY}.{language}"
    urls = cache.get(key)
    if urls is None:
        urls = {card.code: card.url for card in program_cards(language)}
        cache.set(key, urls, SECONDS)
    return urls


def forget_program_urls(**kwargs) -> None:
    cache.delete_many([f"{KEY}.ar", f"{KEY}.fr"])


for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
    signal.connect(forget_program_urls)
post_delete.connect(forget_program_urls, sender=ProgramPage)
