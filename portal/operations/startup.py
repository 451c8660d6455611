"""What a process that serves does beside its first answers, so that no reader waits for it."""

import logging
from collections.abc import Callable
from threading import Thread

from django.db import connections

logger = logging.getLogger(__name__)

_begun: list[Callable[[], None]] = []


def register_beginning(do: Callable[[], None]) -> None:
    """`do` may fail: it is done again when it is needed."""
    _begun.append(do)


def begin() -> Thread:
    """Do it in a thread of its own, which holds up neither the start nor the end of the process."""
    thread = Thread(target=_begin, name="beginning", daemon=True)
    thread.start()
    return thread


def _begin() -> None:
    try:
        for do in _begun:
            try:
                do()
            except Exception as error:
                # A process boundary: there may be no database yet, or no index.
                logger.info("Not done at the start: %s", error)
    finally:
        connections.close_all()
