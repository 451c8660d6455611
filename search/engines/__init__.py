"""Engines behind one small interface: what each must do is in `interface`, and kept by one contract for all."""

from search.engines.breaker import Breaker
from search.engines.documents import analysis_version, document_of, words_begun, words_typed
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.index import EmbeddedIndex
from search.engines.interface import (
    AnyOf,
    Between,
    BusyError,
    Document,
    Engine,
    EngineError,
    Filter,
    Found,
    GoneError,
    Order,
    Refusal,
    Refused,
    Request,
    SearchIndex,
    UnwelcomeError,
)
from search.engines.serving import Serving

__all__ = [
    "AnyOf",
    "Between",
    "Breaker",
    "BusyError",
    "Document",
    "EmbeddedIndex",
    "Engine",
    "EngineError",
    "Filter",
    "Found",
    "GoneError",
    "Order",
    "Refusal",
    "Refused",
    "Request",
    "SearchIndex",
    "Serving",
    "UnwelcomeError",
    "analysis_version",
    "document_of",
    "embedded_engine",
    "engines_in_use",
    "words_begun",
    "words_typed",
]


from django.conf import settings

from search.engines import checks  # noqa: F401  (system checks register themselves)

ELASTICSEARCH = "elasticsearch"


def embedded_engine() -> EmbeddedEngine:
    """The engine within the portal's own processes."""
    return EmbeddedEngine(settings.SEARCH_ROOT)


def engines_in_use() -> list[Engine]:
    """The engine of the settings, and last the embedded one, which answers while the other does not."""
    if settings.SEARCH_ENGINE != ELASTICSEARCH:
        return [embedded_engine()]
    # Whoever does without a cluster does not load its client.
    from search.engines.elasticsearch import configured

    return [configured(), embedded_engine()]
