"""The engines that keep the contract: the embedded one of the database under test, and a real Elasticsearch."""

import itertools
from collections.abc import Iterator

import pytest
from django.db import connection

from search.engines import embedded
from search.engines.elasticsearch import ElasticsearchEngine
from tests import elasticsearch
from tests.conditions import REQUIRE_ALL

#: No two indexes of a run have a number in common.
numbers = itertools.count(900_001)


def started(nodes: int, **options) -> Iterator[elasticsearch.Cluster]:
    """Yield a cluster; skip, or fail under REQUIRE_ALL, where something that it needs is missing."""
    try:
        with elasticsearch.cluster(nodes, is_brief=True, **options) as running:
            yield running
    except elasticsearch.Missing as missing:
        if REQUIRE_ALL:
            pytest.fail(str(missing), pytrace=False)
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def cluster():
    """One node of Elasticsearch for all tests that want one."""
    yield from started(1)


#: The embedded engine is another one on each database; Elasticsearch is the same beside both, and need be asked once.
ENGINES = ["embedded", "elasticsearch"] if connection.vendor == "sqlite" else ["embedded"]


@pytest.fixture(params=ENGINES)
def engine(request, db):
    if request.param == "embedded":
        return embedded()
    from elasticsearch import Elasticsearch

    cluster = request.getfixturevalue("cluster")
    return ElasticsearchEngine(Elasticsearch(cluster.urls, request_timeout=10))


@pytest.fixture
def index(engine):
    """An empty index of an engine."""
    made = engine.index(next(numbers))
    made.create()
    yield made
    made.drop()
