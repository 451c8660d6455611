"""A cluster that speaks TLS and wants to know who asks: the portal does with the privileges that docs/how-to/operate.md names."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from search.engines.checks import the_cluster_lets_the_portal_in
from search.engines.failover import Breaker
from search.indexing.delivery.tasks import indexes_in_use
from search.results import serving as serving_module
from tests.certificate_authority import Authority
from tests.elasticsearch_server import VERSIONS
from tests.search.engines.conftest import CLUSTERS, numbers, started

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CLUSTERS, reason="asked once, beside SQLite"),
]

OPERATIONS = Path(django_settings.BASE_DIR) / "docs" / "how-to" / "operate.md"
[DOCUMENTED] = [
    json.loads(found)["role_descriptors"]["search"]
    for found in re.findall(r"```json\n(.*?)```", OPERATIONS.read_text(encoding="utf-8"), re.DOTALL)
]


@pytest.fixture(scope="module", params=VERSIONS, ids="elasticsearch-{}".format)
def cluster(request):
    reader = {"cluster": [], "indices": [{"names": ["shafafiya*"], "privileges": ["read"]}]}
    yield from started(1, version=request.param, roles={"portal": DOCUMENTED, "reader": reader})


@pytest.fixture
def configure(cluster, settings, monkeypatch):
    """Name the cluster in the settings, for a user of it."""
    monkeypatch.setattr(serving_module, "breaker", Breaker(failures_allowed=1))
    prefix = f"shafafiya{next(numbers)}"

    def named(user: str = "portal", *, password: str = cluster.password, ca_file: Path = cluster.ca_file, **more):
        known = f"{user}:{password}@" if user else ""
        urls = tuple(url.replace("//", f"//{known}") for url in cluster.urls)
        settings.SEARCH_ENGINE = "elasticsearch"
        settings.ELASTICSEARCH = {
            "urls": urls, "ca_file": str(ca_file), "replicas": 0, "search_seconds": 5.0, "prefix": prefix, **more,
        }  # fmt: skip

    yield named
    named()
    for engine, index in indexes_in_use():
        engine.index(index.pk).drop()


def command(*words: str) -> str:
    output = StringIO()
    call_command("search_index", "--language", "fr", *words, stdout=output, stderr=output)
    return output.getvalue()


def search_page(client):
    return client.get("/fr/search/", {"q": "chèques"}).context["results"]


def health(client) -> dict:
    return client.get("/health/ready/").json()["parts"]["search"]


def test_the_documented_privileges_are_enough_for_everything(configure, client, entry):
    entry("Chèques à Fès", "fr", key="a")
    configure()
    assert the_cluster_lets_the_portal_in(None) == []
    for _time in range(3):
        # The third takes an index away.
        command("rebuild")
    command("verify")
    command("rollback")
    results = search_page(client)
    assert ([hit.title for hit in results.hits], results.stood_in) == (["Chèques à Fès"], False)
    assert health(client)["colour"] == "green"


@pytest.mark.parametrize("wrong", ["ca", "password", "key", "privilege"])
def test_whoever_is_not_let_in_is_told_why_while_the_embedded_engine_answers(configure, client, entry, tmp_path, wrong):
    entry("Chèques à Fès", "fr", key="a")
    configure()
    command("rebuild")
    wrongly, repair, reason, said = {
        "ca": ({"ca_file": Authority(tmp_path).certificate}, "ELASTICSEARCH_CA", "certificate", "certificat"),
        "password": ({"password": "another"}, "ELASTICSEARCH_API_KEY", "key or password", "mot de passe"),
        "key": ({"user": "", "api_key": "YTpi"}, "ELASTICSEARCH_API_KEY", "key or password", "mot de passe"),
        "privilege": ({"user": "reader"}, "docs/how-to/operate.md", "does not allow", "n’autorise pas"),
    }[wrong]
    configure(**wrongly)
    [error] = the_cluster_lets_the_portal_in(None)
    assert repair in error.hint
    assert reason in error.msg
    assert reason in health(client)["reason"]
    with pytest.raises(CommandError, match=said):
        command("rebuild")
    if wrong == "privilege":
        assert "Missing: monitor, manage on" in error.msg
        return
    assert said in command("status")
    results = search_page(client)
    assert ([hit.title for hit in results.hits], results.stood_in) == (["Chèques à Fès"], True)
