"""The language in which readers ask: words, "phrases", -without, and fields in both languages. No engine's syntax."""

from search.query.engine_request import request_for
from search.query.facets import (
    KIND,
    LANGUAGE,
    YEAR,
    Choice,
    Choices,
    Facet,
    Number,
    facet,
    register_facet,
    register_kind,
    register_number,
)
from search.query.parsed import Asked
from search.query.syntax import LONGEST, plain

__all__ = [
    "Asked",
    "Choice",
    "Choices",
    "Facet",
    "KIND",
    "LANGUAGE",
    "LONGEST",
    "Number",
    "YEAR",
    "facet",
    "plain",
    "register_facet",
    "register_kind",
    "register_number",
    "request_for",
]
