"""The engines that keep the contract: the embedded one of the database under test, and a real Elasticsearch."""

import itertools
from collections.abc import Iterator

import pytest
from django.db import connection

from search.engines import embedded_engine
from search.engines.elasticsearch import ElasticsearchEngine
from tests import elasticsearch
from tests.certificate_authority import Missing
from tests.elasticsearch_server import VERSIONS
from tests.system_programs import REQUIRE_ALL

#: No two indexes of a run have a number in common.
numbers = itertools.count(900_001)


def started(nodes: int, **options) -> Iterator[elasticsearch.Cluster]:
    """Yield a cluster; skip, or fail under REQUIRE_ALL, where something that it needs is missing."""
    try:
        with elasticsearch.cluster(nodes, is_brief=True, **options) as running:
            yield running
    except Missing as missing:
        if REQUIRE_ALL:
            pytest.fail(str(missing), pytrace=False)
        pytest.skip(str(missing))


#: Whether tests that need a cluster run: it is the same beside each database, and need be asked once.
CLUSTERS = connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def cluster_8():
    """One node of Elasticsearch for all tests that want one."""
    yield from started(1, version=8)


@pytest.fixture(scope="session")
def cluster_9():
    yield from started(1, version=9)


@pytest.fixture(params=VERSIONS, ids="elasticsearch-{}".format)
def cluster(request):
    return request.getfixturevalue(f"cluster_{request.param}")


#: The embedded engine is another one on each database.
ENGINES = ["embedded", *(f"elasticsearch-{version}" for version in VERSIONS if CLUSTERS)]


@pytest.fixture(params=ENGINES)
def engine(request, db):
    name, _hyphen, version = request.param.partition("-")
    if name == "embedded":
        return embedded_engine()
    from elasticsearch import Elasticsearch

    cluster = request.getfixturevalue(f"cluster_{version}")
    return ElasticsearchEngine(Elasticsearch(cluster.urls, request_timeout=10))


@pytest.fixture
def index(engine):
    """An empty index of an engine."""
    made = engine.index(next(numbers))
    made.create()
    yield made
    made.drop()
