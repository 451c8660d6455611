"""What readers get while the configured engine is away: the same answers, from the embedded one, and a word about it."""

import json
from dataclasses import dataclass

import pytest

from search.engines import embedded_engine, engines_in_use
from search.engines.failover import Breaker
from search.engines.interface import EngineError, SearchIndex
from search.models.indexes import Index
from search.results import serving as module
from search.results.serving import serving_index

pytestmark = pytest.mark.django_db

NOTICES = {"ar": "بمحركه الاحتياطي", "fr": "moteur de secours"}


@dataclass
class Cluster:
    """A double of an engine: what the embedded one answers, unless it is away."""

    answers: SearchIndex
    name: str = "cluster"
    is_away: bool = False
    asked: int = 0

    def index(self, number: int) -> "Cluster":
        return self

    def __getattr__(self, name: str):
        self.asked += 1
        if self.is_away:
            raise EngineError("no answer")
        return getattr(self.answers, name)


@pytest.fixture
def cluster(entry, serving, monkeypatch):
    """The configured engine, beside the embedded one; both have the same entries."""
    entry("Chèques à Fès", "fr", key="a")
    entry("شيكات بفاس", "ar", key="a")
    cluster = Cluster(serving())
    monkeypatch.setattr(module, "engines_in_use", lambda: [cluster, embedded_engine()])
    monkeypatch.setattr(module, "breaker", Breaker())
    return cluster


@pytest.fixture
def serving_cluster(cluster):
    Index.objects.create(engine=cluster.name, state=Index.State.SERVING)
    return cluster


def titles(response) -> set[str]:
    return {hit.title for hit in response.context["results"].hits}


def test_the_embedded_engine_is_kept_beside_a_configured_one(settings):
    assert [engine.name for engine in engines_in_use()] == [embedded_engine().name]
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH = {"urls": ("http://127.0.0.1:9",)}
    assert [engine.name for engine in engines_in_use()] == ["elasticsearch", embedded_engine().name]


def test_until_the_cluster_has_an_index_the_embedded_engine_answers_as_if_alone(client, cluster):
    page = client.get("/fr/search/", {"q": "chèques"})
    assert titles(page) == {"Chèques à Fès", "شيكات بفاس"}
    assert NOTICES["fr"] not in page.text
    assert not cluster.asked


@pytest.mark.parametrize("language", NOTICES)
def test_the_page_says_that_another_engine_stands_in(client, serving_cluster, language):
    asked = {"q": "chèques"}
    assert NOTICES[language] not in client.get(f"/{language}/search/", asked).text
    serving_cluster.is_away = True
    page = client.get(f"/{language}/search/", asked)
    assert NOTICES[language] in page.text
    assert titles(page) == {"Chèques à Fès", "شيكات بفاس"}


def test_a_typo_is_repaired_whoever_answers(client, serving_cluster):
    for is_away in (False, True):
        serving_cluster.is_away = is_away
        answer = json.loads(client.get("/fr/search.json", {"q": "chèqques"}).content)
        assert answer["total"] == 2, is_away


@pytest.mark.parametrize("path", ["search.csv", "search.json", "search/feed/atom/", "search/suggestions.json"])
def test_files_feeds_and_suggestions_go_on_while_the_cluster_is_away(client, serving_cluster, path):
    serving_cluster.is_away = True
    response = client.get(f"/fr/{path}", {"q": "chèques"})
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == 200
    assert "Fès" in body.decode() or "F\\u00e8s" in body.decode()


def test_the_readers_of_a_process_learn_from_each_other_that_the_cluster_is_away(serving_cluster, monkeypatch):
    monkeypatch.setattr(module, "breaker", Breaker(failures_allowed=2))
    serving_cluster.is_away = True
    for _reader in range(5):
        serving_index().known_terms(["x"])
    assert serving_cluster.asked == 2
