"""Elasticsearch 8 or 9 as an engine: the same tokens, the same questions, for many readers and much content.

Only what its core has is used: no script, no plugin, no query string.
"""

from dataclasses import dataclass

from elasticsearch import Elasticsearch

from search.engines.elasticsearch.connection import client_of, cluster_settings
from search.engines.elasticsearch.index import ElasticsearchIndex


@dataclass(frozen=True)
class ElasticsearchEngine:
    """Indexes named `prefix-number` on one cluster."""

    client: Elasticsearch
    prefix: str = "shafafiya"
    shards: int = 1
    replicas: int = 0
    name: str = "elasticsearch"

    def index(self, number: int) -> ElasticsearchIndex:
        return ElasticsearchIndex(self.client, f"{self.prefix}-{number}", self.shards, self.replicas)


def configured() -> ElasticsearchEngine:
    """The engine on the cluster of the settings."""
    cluster = cluster_settings()
    return ElasticsearchEngine(client_of(cluster), cluster.prefix, cluster.shards, cluster.replicas)


__all__ = ["ElasticsearchEngine", "ElasticsearchIndex", "configured"]
