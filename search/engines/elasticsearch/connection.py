"""The cluster that the settings name: its addresses, how it is known to be the right one, and how long to wait for it."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from elasticsearch import Elasticsearch

#: Attempts after the first, each at another node: enough for two that are gone.
ATTEMPTS = 2
#: What one node answers for what another one may be able to do.
PASSING = (502, 503, 504)
#: Seconds of one attempt where no reader waits: to write a batch, to make an index. It ends within the lease of a delivery.
PATIENCE = 20.0
#: Seconds for whoever only asks how the cluster is.
HURRY = 1.0


@dataclass(frozen=True)
class ClusterSettings:
    """`search_seconds` is the time limit of one attempt of a search; `prefix` begins the names of its indexes."""

    urls: tuple[str, ...]
    ca_file: str = ""
    api_key: str = ""
    search_seconds: float = 1.5
    prefix: str = "shafafiya"
    shards: int = 1
    replicas: int = 1

    def problems(self) -> list[tuple[str, str]]:
        """Return (what is wrong, how to mend it) for each setting that cannot work, without asking the cluster."""
        found = []
        if not self.urls:
            found.append(("ELASTICSEARCH_URLS names no node.", "Set it, as in https://one:9200,https://two:9200"))
        for url in self.urls:
            if not url.startswith(("http://", "https://")):
                found.append(
                    (f"“{shown(url)}” in ELASTICSEARCH_URLS is no address.", "Begin it with https:// or http://")
                )
            elif self.api_key and url.startswith("http://"):
                found.append(
                    (
                        f"The API key would travel to {shown(url)} for all to read.",
                        "Use https:// in ELASTICSEARCH_URLS.",
                    )
                )
        if self.ca_file and not Path(self.ca_file).is_file():
            found.append(
                (f"ELASTICSEARCH_CA names no file: {self.ca_file}", "Give the certificate of the cluster’s authority.")
            )
        for name, value, least in (
            ("ELASTICSEARCH_SECONDS", self.search_seconds, 0.05),
            ("ELASTICSEARCH_SHARDS", self.shards, 1),
            ("ELASTICSEARCH_REPLICAS", self.replicas, 0),
        ):
            if value < least:
                found.append((f"{name} is {value}.", f"Set it to at least {least}."))
        return found


def patient(client: Elasticsearch) -> Elasticsearch:
    """For what no reader waits for. What took too long is not tried at another node: it is told again later."""
    return client.options(request_timeout=PATIENCE, retry_on_timeout=False)


def hurried(client: Elasticsearch) -> Elasticsearch:
    return client.options(request_timeout=HURRY, max_retries=1)


def shown(url: str) -> str:
    """An address without user and password."""
    return re.sub(r"[^/@]*@", "", url)


def cluster_settings() -> ClusterSettings:
    return ClusterSettings(**settings.ELASTICSEARCH)


@cache
def client_of(cluster: ClusterSettings) -> Elasticsearch:
    """One client a process, which goes round the nodes and leaves those alone for a while that do not answer."""
    tls = {"ca_certs": cluster.ca_file} if cluster.ca_file else {}
    return Elasticsearch(
        list(cluster.urls),
        api_key=cluster.api_key or None,
        request_timeout=cluster.search_seconds,
        max_retries=ATTEMPTS,
        # There is no other node to try where there is one alone.
        retry_on_timeout=len(cluster.urls) > 1,
        retry_on_status=PASSING,
        **tls,
    )
