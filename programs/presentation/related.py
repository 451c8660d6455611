"""Cards of articles about a programme or an event; the news app, which lies above, registers what makes them."""

from collections.abc import Callable, Sequence

_article_cards: Callable[..., Sequence[object]] | None = None


def register_article_cards(function: Callable[..., Sequence[object]]) -> None:
    """Register `function(language, *, program='', event='') -> a handful of cards, newest first`."""
    global _article_cards
    _article_cards = function


def article_cards(language: str, *, program: str = "", event: str = "") -> Sequence[object]:
    """Return cards of articles about a programme or an event; none without a news app."""
    return _article_cards(language, program=program, event=event) if _article_cards else []
