"""Which index answers readers: the configured engine's, and while that is away the embedded one, kept up to date beside."""

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from search.engines.breaker import Breaker
from search.engines.interface import EngineError, Request, SearchIndex, SearchResponse

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")


class FailoverIndex:
    """What one reader's search asks: all of it of the same index, unless that goes away in the middle.

    `stood_in` tells afterwards whether the stand-in answered. Raises EngineError only where both do not answer.
    """

    def __init__(self, index: SearchIndex, stand_in: SearchIndex | None = None, breaker: Breaker | None = None):
        self.index = index
        self.stand_in = stand_in
        self._breaker = breaker or Breaker()
        self.stood_in = False

    def search(self, request: Request) -> SearchResponse:
        return self._ask(lambda index: index.search(request))

    def known_terms(self, terms: Iterable[str]) -> set[str]:
        asked = list(terms)
        return self._ask(lambda index: index.known_terms(asked))

    def suggest(self, words: Sequence[str], language: str, limit: int) -> list[str]:
        return self._ask(lambda index: index.suggest(words, language, limit))

    def _ask(self, ask: Callable[[SearchIndex], Answer]) -> Answer:
        if self.stand_in is None:
            return ask(self.index)
        if not self.stood_in and self._breaker.allows():
            try:
                answer = ask(self.index)
            except EngineError as error:
                self._breaker.failed()
                logger.warning("The search engine does not answer, the embedded one stands in: %s", error)
            else:
                self._breaker.succeeded()
                return answer
        self.stood_in = True
        return ask(self.stand_in)
