"""Elasticsearch 8 or 9 as an engine: the same tokens, the same questions, for many readers and much content.

Only what its core has is used: no script, no plugin, no query string.
"""

from dataclasses import dataclass

from elasticsearch import Elasticsearch

from search.engines.elasticsearch.connection import answered, client_of, cluster_settings, hurried, patient
from search.engines.elasticsearch.index import ElasticsearchIndex


@dataclass(frozen=True)
class ElasticsearchEngine:
    """Indexes named `prefix-number` on one cluster.

    The alias `prefix` stands for the one that serves, for whoever asks the cluster itself. The portal asks by number: the
    row in its database decides, whether the alias was moved already or not.
    """

    client: Elasticsearch
    prefix: str = "shafafiya"
    shards: int = 1
    replicas: int = 0
    name: str = "elasticsearch"

    def index(self, number: int) -> ElasticsearchIndex:
        return ElasticsearchIndex(self.client, self._name(number), self.shards, self.replicas)

    def serve(self, number: int) -> None:
        """Move the alias in one call: at no moment are there two indexes of that name, or none."""
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
    """The engine on the cluster of the settings."""
    cluster = cluster_settings()
    return ElasticsearchEngine(client_of(cluster), cluster.prefix, cluster.shards, cluster.replicas)


__all__ = ["ElasticsearchEngine", "ElasticsearchIndex", "configured"]
