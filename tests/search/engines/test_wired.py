"""The portal with a real cluster as its engine: made, asked, gone back, gone over to the embedded engine and back."""

from io import StringIO

import pytest
from django.core.management import call_command

from search.engines import embedded_engine, engines_in_use
from search.engines.failover import Breaker
from search.indexing.delivery.tasks import indexes_in_use
from search.models.indexes import Delivery, Index
from search.results import serving as serving_module
from tests.search.engines.conftest import CLUSTERS, numbers

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CLUSTERS, reason="asked once, beside SQLite"),
]


@pytest.fixture
def portal(cluster, settings, monkeypatch, entry):
    """Two articles, and the settings that name the cluster."""
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH = {
        "urls": tuple(cluster.urls), "replicas": 0, "search_seconds": 5.0, "prefix": f"wired{next(numbers)}",
    }  # fmt: skip
    monkeypatch.setattr(serving_module, "breaker", Breaker(failures_allowed=1))
    entry("Chèques à Fès", "fr", key="a")
    entry("شيكات بفاس", "ar", key="a")
    yield engines_in_use()[0]
    for _engine, index in indexes_in_use():
        _engine.index(index.pk).drop()


def command(*words: str) -> str:
    output = StringIO()
    call_command("search_index", "--language", "fr", *words, stdout=output, stderr=output)
    return output.getvalue()


def serving(engine) -> int:
    return Index.objects.serving(engine.name).get().pk


def named(engine) -> list[str]:
    return list(engine.client.indices.get_alias(name=engine.prefix))


def asked(client, text: str):
    response = client.get("/fr/search/", {"q": text})
    assert response.status_code == 200
    results = response.context["results"]
    return {hit.title for hit in results.hits}, results.stood_in


BOTH = {"Chèques à Fès", "شيكات بفاس"}


def test_a_rebuild_makes_both_indexes_and_the_cluster_answers_readers(portal, client):
    command("rebuild")
    assert "serves" in command("status") or "en service" in command("status")
    command("verify")
    assert named(portal) == [f"{portal.prefix}-{serving(portal)}"]
    assert Index.objects.serving(embedded_engine().name).exists()
    assert asked(client, "chèques") == (BOTH, False)
    # A typo is repaired by the words of the embedded index.
    assert asked(client, "chèqques") == (BOTH, False)
    assert client.get("/health/ready/").json()["parts"]["search"]["colour"] == "green"


def test_going_back_moves_the_alias_back(portal, client):
    command("rebuild")
    first = serving(portal)
    command("rebuild")
    second = serving(portal)
    assert named(portal) == [f"{portal.prefix}-{second}"]
    command("rollback")
    assert (serving(portal), named(portal)) == (first, [f"{portal.prefix}-{first}"])


def test_a_site_starts_without_its_cluster_and_the_worker_makes_the_index_later(portal, client, settings):
    there = settings.ELASTICSEARCH
    settings.ELASTICSEARCH = {**there, "urls": ("http://127.0.0.1:9",)}
    command("rebuild", "--if-needed")
    assert asked(client, "chèques") == (BOTH, False)
    settings.ELASTICSEARCH = there
    Index.objects.update(retry_at=None)
    Delivery.objects.update(not_before=None)
    command("catch-up")
    assert named(portal) == [f"{portal.prefix}-{serving(portal)}"]
    command("verify")


def test_an_index_that_the_cluster_lost_is_filled_again_while_the_embedded_one_answers(portal, client):
    command("rebuild")
    portal.index(serving(portal)).drop()
    assert asked(client, "chèques") == (BOTH, True)
    command("catch-up")
    command("verify")
    serving_module.breaker.succeeded()
    assert asked(client, "chèques") == (BOTH, False)
