"""What a cluster does when something is wrong with it: nothing is lost, nothing is taken for nothing found."""

import socket
import time
from contextlib import contextmanager

import pytest
from elasticsearch import Elasticsearch

from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.connection import ClusterSettings, client_of
from search.engines.interface import EngineError, Request
from tests.search.engines.conftest import CLUSTERS, numbers
from tests.search.engines.test_contract import any_of, document, found_by, keys

pytestmark = pytest.mark.skipif(not CLUSTERS, reason="asked once, beside SQLite")


@pytest.fixture
def engine(cluster):
    engine = ElasticsearchEngine(Elasticsearch(cluster.urls, request_timeout=10), prefix=f"alone{next(numbers)}")
    yield engine
    for name in engine.client.indices.get(index=f"{engine.prefix}-*"):
        engine.client.indices.delete(index=name)


@pytest.fixture
def index(engine):
    index = engine.index(1)
    index.create()
    return index


@contextmanager
def silent_node():
    """A node that accepts connections and never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(50)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_the_alias_stands_for_one_index_at_a_time(engine, index):
    engine.index(2).create()
    for number in (1, 2, 1, 1):
        engine.serve(number)
        assert list(engine.client.indices.get_alias(name=engine.prefix)) == [f"{engine.prefix}-{number}"]


def test_the_names_of_other_sites_stay(engine, index):
    other = ElasticsearchEngine(engine.client, prefix=f"{engine.prefix}-other")
    other.index(1).create()
    other.serve(1)
    engine.serve(1)
    assert list(engine.client.indices.get_alias(name=other.prefix)) == [f"{other.prefix}-1"]


def test_what_a_mapping_refuses_is_named_and_the_rest_is_taken(index):
    wrong = document("wrong", "cheque", facets={"place": ["x" * 40_000]})
    [refused] = index.write([document("a", "cheque"), wrong, document("b", "cheque")])
    assert (refused.key, refused.can_heal) == ("wrong", False)
    assert "facets" in refused.reason
    assert len(refused.reason) < 1000
    assert found_by(index, any_of("cheque")) == ["a", "b"]


@pytest.mark.parametrize("block", ["read_only_allow_delete", "write"])
def test_a_full_disk_heals(index, block):
    index.write([document("a", "cheque")])
    index.client.indices.put_settings(index=index.name, settings={f"blocks.{block}": True})
    try:
        try:
            refused = index.write([document("b", "cheque")])
        except EngineError:
            refused = []
        assert all(one.can_heal for one in refused)
        assert found_by(index, any_of("cheque")) == ["a"]
    finally:
        index.client.indices.put_settings(index=index.name, settings={f"blocks.{block}": False})
    assert index.write([document("b", "cheque")]) == []
    assert found_by(index, any_of("cheque")) == ["a", "b"]


def test_an_index_that_is_gone_does_not_come_back_with_a_mapping_that_is_guessed(index):
    index.drop()
    with pytest.raises(EngineError):
        index.write([document("a", "cheque")])
    with pytest.raises(EngineError):
        index.search(Request())
    assert not index.client.indices.exists(index=index.name)


def test_a_node_that_never_answers_costs_a_search_its_time_limit_and_no_more(cluster, index):
    index.write([document("a", "cheque")])
    with silent_node() as silent:
        client = client_of(ClusterSettings((silent, *cluster.urls), search_seconds=1))
        beside = ElasticsearchEngine(client, index.name.rpartition("-")[0]).index(1)
        for _search in range(4):
            began = time.monotonic()
            assert keys(beside.search(Request(clauses=(any_of("cheque"),)))) == ["a"]
            assert time.monotonic() - began < 5
        client.close()


def test_a_cluster_that_never_answers_is_away_after_three_time_limits():
    with silent_node() as silent:
        client = client_of(ClusterSettings((silent,), search_seconds=0.2))
        began = time.monotonic()
        with pytest.raises(EngineError):
            ElasticsearchEngine(client).index(1).search(Request())
        assert time.monotonic() - began < 2
        client.close()


def test_a_cluster_that_refuses_whoever_asks_sets_nothing_aside(index, monkeypatch):
    """As with a wrong key: what is wrong is not the documents."""
    from elastic_transport import ApiResponseMeta, HttpHeaders
    from elasticsearch import AuthorizationException

    def refuse(*args, **options):
        meta = ApiResponseMeta(403, "1.1", HttpHeaders(), 0.0, None)
        raise AuthorizationException("unauthorized", meta, {"error": "unauthorized"})

    monkeypatch.setattr(Elasticsearch, "bulk", refuse)
    with pytest.raises(EngineError):
        index.write([document("a", "cheque")])


def test_a_word_of_a_title_scores_as_if_it_stood_twice_in_the_text(index):
    others = [document(f"o{number}", "autre mot") for number in range(5)]
    in_title = document("a", "mot", title="cheque", title_parts=["piece"])
    index.write([in_title, document("b", "cheque cheque piece piece mot"), *others])
    for word in ("cheque", "piece"):
        first, second = index.search(Request(clauses=(any_of(word),))).hits
        assert first.score == second.score > 0
