"""Engines behind one small interface: what each must do is in `interface`, and kept by one contract for all."""

from django.conf import settings

from search.engines import checks
from search.engines.documents import analysis_version, document_of, typed_prefix, typed_words
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.index import EmbeddedIndex
from search.engines.failover import Breaker, FailoverIndex
from search.engines.interface import (
    AccessError,
    AccessProblem,
    AnyOf,
    Document,
    Engine,
    EngineError,
    Filter,
    IndexLostError,
    NumberRange,
    Order,
    Rejection,
    Request,
    SearchIndex,
    SearchResponse,
    WriteLockedError,
)

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
