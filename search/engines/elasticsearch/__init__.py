"""Elasticsearch 8 or 9 as an engine, without scripts, plugins and query strings."""

from dataclasses import dataclass

from elasticsearch import Elasticsearch

from search.engines.elasticsearch.connection import answered, client_of, cluster_settings, hurried, patient
from search.engines.elasticsearch.index import ElasticsearchIndex


@dataclass(frozen=True)
class ElasticsearchEngine:
    """Indexes named `prefix-number` on one cluster; the alias `prefix` is the one that serves, for external clients.

    The portal addresses indexes by number, so that its database decides, not the alias.
    """

    client: Elasticsearch
    prefix: str = "shafafiya"
    shards: int = 1
    replicas: int = 0
    name: str = "elasticsearch"

    def index(self, number: int) -> ElasticsearchIndex:
        return ElasticsearchIndex(self.client, self._name(number), self.shards, self.replicas)

    def serve(self, number: int) -> None:
        """Move the alias atomically."""
        moves = [
            {"remove": {"index": f"{self.prefix}-*", "alias": self.prefix, "must_exist": False}},
            {"add": {"index": self._name(number), "alias": self.prefix}},
        ]
        with answered():
            patient(self.client).indices.update_aliases(actions=moves)

    def health(self, number: int) -> dict:
        with answered():
            return {"colour": hurried(self.client).cluster.health()["status"]}

    def _name(self, number: int) -> str:
        return f"{self.prefix}-{number}"


def configured() -> ElasticsearchEngine:
    cluster = cluster_settings()
    return ElasticsearchEngine(client_of(cluster), cluster.prefix, cluster.shards, cluster.replicas)


__all__ = ["ElasticsearchEngine", "ElasticsearchIndex", "configured"]
