"""A circuit breaker: what has failed several times in a row is left alone for a while, and then tried once.

M. Nygard, “Release It!”, 2007. It keeps readers from waiting for the time limit of something that is away.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

#: Failures in a row after which it opens, and the seconds that it stays open at first and at most.
FAILURES = 3
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 60.0


@dataclass
class Breaker:
    """Safe for the threads of one process. `now` is a clock in seconds that never goes back."""

    failures_allowed: int = FAILURES
    first_pause: float = FIRST_PAUSE
    longest_pause: float = LONGEST_PAUSE
    now: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _failures: int = 0
    _pauses: int = 0
    _open_until: float | None = None

    def allows(self) -> bool:
        """Whether to try. While it is open, nobody; when the pause is over, one, and the others wait for its outcome."""
        with self._lock:
            if self._open_until is None:
                return True
            if self.now() < self._open_until:
                return False
            # Whoever asks next waits for another pause, unless this one succeeds.
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
