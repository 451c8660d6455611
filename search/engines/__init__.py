"""Engines behind one small interface: what each must do is in `interface`, and kept by one contract for all."""

from django.db import connection

from search.engines.embedded import DatabaseEngine


def embedded() -> DatabaseEngine:
    """The engine within the portal's own database."""
    return DatabaseEngine(connection.vendor)
