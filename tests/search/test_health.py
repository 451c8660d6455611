"""What search tells of itself: to whoever starts it with a wrong setting, and to whoever watches it."""

import pytest

from search import health
from search.engines import embedded_engine
from search.engines.checks import the_engine_can_be_reached
from search.engines.interface import EngineError
from search.models.indexes import Index

SECRET = "c2VjcmV0"


class Cluster:
    name = "elasticsearch"
    is_away = False

    def health(self, number: int) -> dict:
        if self.is_away:
            raise EngineError(f"https://elastic:{SECRET}@search-1:9200 does not answer")
        return {"colour": "green"}


@pytest.fixture
def cluster(monkeypatch):
    cluster = Cluster()
    monkeypatch.setattr(health, "engines_in_use", lambda: [cluster, embedded_engine()])
    return cluster


def serves(engine: str) -> None:
    Index.objects.create(engine=engine, state=Index.State.SERVING)


def state(client) -> dict:
    return client.get("/health/ready/").json()["parts"]["search"]


@pytest.mark.parametrize(
    ("cluster", "problems"),
    [
        ({}, ["ELASTICSEARCH_URLS"]),
        ({"urls": ("one:9200",)}, ["one:9200"]),
        ({"urls": (f"elastic:{SECRET}@one:9200",)}, ["“one:9200”"]),
        ({"urls": ("http://one:9200",), "api_key": SECRET}, ["API key"]),
        ({"urls": ("https://one:9200",), "ca_file": "/no/such/file"}, ["ELASTICSEARCH_CA"]),
        ({"urls": ("https://one:9200",), "shards": 0, "replicas": -1, "search_seconds": 0}, ["SECONDS", "SHARDS", "REPLICAS"]),
        ({"urls": ("https://one:9200", "https://two:9200"), "api_key": SECRET}, []),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_work_is_named_with_its_repair(settings, cluster, problems):
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH = {"urls": (), **cluster}
    errors = the_engine_can_be_reached(None)
    assert len(errors) == len(problems)
    for error, problem in zip(errors, problems, strict=True):
        assert problem in error.msg
        assert error.hint
        assert SECRET not in error.msg + error.hint


def test_an_engine_that_is_none_is_named(settings):
    settings.SEARCH_ENGINE = "solr"
    [error] = the_engine_can_be_reached(None)
    assert "solr" in error.msg
    assert "embedded" in error.hint


@pytest.mark.django_db
class TestHealth:
    def test_the_embedded_engine_is_up_once_an_index_serves(self, client, serving, entry):
        assert state(client)["status"] == "down"
        entry("Un titre")
        serving()
        assert state(client) == {
            "status": "up", "engine": "embedded", "waiting": 0, "set_aside": 0, "documents": 1, "entries": 1,
        }  # fmt: skip

    def test_an_index_that_lacks_entries_or_cannot_be_written_to_is_told(self, client, serving, entry):
        serving()
        entry("Un titre")
        assert "lacks entries" in state(client)["reason"]
        Index.objects.update(failures=1)
        assert "nothing can be written" in state(client)["reason"]

    def test_an_index_that_is_damaged_is_told(self, client, serving):
        serving().drop()
        assert "damaged" in state(client)["reason"]

    def test_a_cluster_tells_its_colour(self, client, cluster):
        serves(cluster.name)
        assert state(client)["colour"] == "green"

    def test_search_is_degraded_while_the_cluster_has_no_index(self, client, cluster, serving):
        serving()
        assert "embedded one answers" in state(client)["reason"]

    def test_a_cluster_that_is_away_is_told_without_address_and_secret(self, client, cluster):
        serves(cluster.name)
        cluster.is_away = True
        answer = client.get("/health/ready/")
        assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
        assert "stands in" in answer.json()["parts"]["search"]["reason"]
        assert SECRET not in answer.text
        assert "search-1" not in answer.text
