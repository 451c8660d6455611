"""Failover from the configured engine's index to the embedded one, by a circuit breaker."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from search.engines.interface import EngineError, Request, SearchIndex, SearchResponse

logger = logging.getLogger(__name__)

#: Failures in a row that open the breaker, and the seconds that it stays open at first and at most.
FAILURES, FIRST_PAUSE, LONGEST_PAUSE = 3, 5.0, 60.0

Response = TypeVar("Response")


@dataclass
class Breaker:
    """A circuit breaker (M. Nygard, “Release It!”, 2007), safe for threads. `now` is a monotonic clock in seconds."""

    failures_allowed: int = FAILURES
    first_pause: float = FIRST_PAUSE
    longest_pause: float = LONGEST_PAUSE
    now: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _failures: int = 0
    _pauses: int = 0
    _open_until: float | None = None

    def allows(self) -> bool:
        """Whether to try: while it is open, not; when the pause is over, one caller, whose outcome the others await."""
        with self._lock:
            if self._open_until is None:
                return True
            if self.now() < self._open_until:
                return False
            self._open_until = self.now() + self._pause()
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failures = self._pauses = 0
            self._open_until = None

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._open_until is not None or self._failures >= self.failures_allowed:
                self._open_until = self.now() + self._pause()
                self._pauses += 1

    @property
    def is_open(self) -> bool:
        with self._lock:
            return self._open_until is not None

    def _pause(self) -> float:
        return min(self.first_pause * 2**self._pauses, self.longest_pause)


class FailoverIndex:
    """An index for one reader's search, with a stand-in for when it fails; `stood_in` tells which one answered.

    Raises EngineError only if both fail.
    """

    def __init__(self, index: SearchIndex, stand_in: SearchIndex | None = None, breaker: Breaker | None = None):
        self.index = index
        self.stand_in = stand_in
        self.stood_in = False
        self._breaker = breaker or Breaker()

    def search(self, request: Request) -> SearchResponse:
        return self._try(lambda index: index.search(request))

    def known_terms(self, terms: Iterable[str]) -> set[str]:
        listed = list(terms)
        return self._try(lambda index: index.known_terms(listed))

    def suggest(self, words: Sequence[str], language: str, limit: int) -> list[str]:
        return self._try(lambda index: index.suggest(words, language, limit))

    def _try(self, call: Callable[[SearchIndex], Response]) -> Response:
        if self.stand_in is None:
            return call(self.index)
        if not self.stood_in and self._breaker.allows():
            try:
                response = call(self.index)
            except EngineError as error:
                self._breaker.failed()
                logger.warning("The search engine does not answer, the embedded one stands in: %s", error)
            else:
                self._breaker.succeeded()
                return response
        self.stood_in = True
        return call(self.stand_in)
