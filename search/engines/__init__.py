"""Engines behind one small interface: what each must do is in `interface`, and kept by one contract for all."""

from django.conf import settings
from django.db import connection

from search.engines.embedded import DatabaseEngine
from search.engines.interface import Engine

ELASTICSEARCH = "elasticsearch"


def embedded() -> DatabaseEngine:
    """The engine within the portal's own database."""
    return DatabaseEngine(connection.vendor)


def engines_in_use() -> list[Engine]:
    """The engine of the settings, and last the embedded one, which answers while the other does not."""
    if settings.SEARCH_ENGINE != ELASTICSEARCH:
        return [embedded()]
    # Whoever does without a cluster does not load its client.
    from search.engines.elasticsearch import configured

    return [configured(), embedded()]
