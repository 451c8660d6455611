"""What lies above this app tells it here how to list itself: news register the cards of their articles."""

from collections.abc import Callable

_article_cards: Callable[..., list] | None = None


def register_article_cards(function: Callable[..., list]) -> None:
    """Register `function(language, *, program='', event='') -> list of cards`, newest first, a handful."""
    global _article_cards
    _article_cards = function


def article_cards(language: str, *, program: str = "", event: str = "") -> list:
    """Return cards of articles about a programme or an event; none where no news app is installed."""
    return _article_cards(language, program=program, event=event) if _article_cards else []
