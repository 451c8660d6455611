"""The language in which readers ask: words, "phrases", -without, and fields in both languages. No engine's syntax."""

from search.query.engine_request import request_for
from search.query.parsed import Asked
from search.query.parser import asked
from search.query.syntax import LONGEST, plain

__all__ = [
    "LONGEST",
    "Asked",
    "asked",
    "plain",
    "request_for",
]
