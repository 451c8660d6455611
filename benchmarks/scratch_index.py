"""An index of an engine's own in a scratch folder or on a scratch cluster.

It goes with whoever made it, unless it is kept.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.kept import Kept

ENGINES = ("embedded", "elasticsearch")

#: Of a node of Elasticsearch, in megabytes.
HEAP = 384


@contextmanager
def scratch_index(name: str, heap: int = HEAP, kept: Kept | None = None) -> Iterator:
    """Yield a SearchIndex of an engine, empty or what is kept of it, and set Django up for it: once in a process.

    Elasticsearch is a server that is started for it.
    """
    if name not in ENGINES:
        raise ValueError(f"“{name}” is no engine: {', '.join(ENGINES)}")
    with ExitStack() as stack:
        folder = kept.folder if kept else Path(stack.enter_context(tempfile.TemporaryDirectory()))
        os.environ["DATA_DIR"] = str(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
        os.environ["DATABASE_URL"] = ""
        import django

        django.setup()
        is_cluster = name == "elasticsearch"
        engine = stack.enter_context(_elasticsearch(heap, kept and folder / name)) if is_cluster else _embedded()
        index = engine.index(1)
        if not (kept and kept.filled):
            index.create()
        try:
            yield index
        finally:
            if not kept:
                index.drop()
            _close_connections()


@contextmanager
def new_postgresql(keep: Path | None = None) -> Iterator[str]:
    import psycopg

    from tests import postgresql

    with postgresql.server(keep) as url:
        host = url.removeprefix("postgres://shafafiya@/").rpartition("/")[0]
        with psycopg.connect(host=host, user="shafafiya", dbname="postgres", autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'shafafiya'").fetchone():
                connection.execute("CREATE DATABASE shafafiya")
        yield url


@contextmanager
def _elasticsearch(heap: int, keep: Path | None) -> Iterator:
    from elasticsearch import Elasticsearch

    from search.engines.elasticsearch import ElasticsearchEngine
    from tests.elasticsearch import cluster

    with cluster(heap=heap, keep=keep) as running:
        yield ElasticsearchEngine(Elasticsearch(running.urls, request_timeout=30))


def _embedded():
    from search.engines import embedded_engine

    return embedded_engine()


def _close_connections() -> None:
    from django.db import connections

    for connection in connections.all():
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()
