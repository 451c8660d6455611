"""An index of an engine's own in a scratch database or on a scratch cluster, which goes with whoever made it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

ENGINES = ("sqlite", "postgresql", "elasticsearch")

#: Of a node of Elasticsearch, in megabytes.
HEAP = 384


@contextmanager
def scratch_index(name: str, heap: int = HEAP) -> Iterator:
    """Yield an empty SearchIndex of an engine, and set Django up for it: once in a process.

    PostgreSQL and Elasticsearch are servers that are started for it; Elasticsearch has SQLite beside it.
    """
    if name not in ENGINES:
        raise ValueError(f"“{name}” is no engine: {', '.join(ENGINES)}")
    with ExitStack() as stack:
        os.environ["DATA_DIR"] = stack.enter_context(tempfile.TemporaryDirectory())
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
        os.environ["DATABASE_URL"] = stack.enter_context(new_postgresql()) if name == "postgresql" else ""
        import django

        django.setup()
        engine = stack.enter_context(_elasticsearch(heap)) if name == "elasticsearch" else _embedded()
        index = engine.index(1)
        index.create()
        try:
            yield index
        finally:
            index.drop()
            _close_connections()


@contextmanager
def new_postgresql() -> Iterator[str]:
    import psycopg

    from tests import postgresql

    with postgresql.server() as url:
        host = url.removeprefix("postgres://shafafiya@/").rpartition("/")[0]
        with psycopg.connect(host=host, user="shafafiya", dbname="postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE shafafiya")
        yield url


@contextmanager
def _elasticsearch(heap: int) -> Iterator:
    from elasticsearch import Elasticsearch

    from search.engines.elasticsearch import ElasticsearchEngine
    from tests.elasticsearch import cluster

    with cluster(heap=heap) as running:
        yield ElasticsearchEngine(Elasticsearch(running.urls, request_timeout=30))


def _embedded():
    from search.engines import embedded

    return embedded()


def _close_connections() -> None:
    from django.db import connections

    for connection in connections.all():
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()
