"""The cluster that the settings name: its addresses, how it is known to be the right one, and how long to wait for it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from elasticsearch import Elasticsearch

#: Attempts after the first, each at another node: enough for two that are gone.
ATTEMPTS = 2
#: Seconds that writing may take: a batch is many documents, and no reader waits for it.
WRITING = 60.0


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
                found.append((f"“{url}” in ELASTICSEARCH_URLS is no address.", "Begin it with https:// or http://"))
            elif self.api_key and url.startswith("http://"):
                found.append(
                    (f"The API key would travel to {url} for all to read.", "Use https:// in ELASTICSEARCH_URLS.")
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
        retry_on_timeout=True,
        retry_on_status=(502, 503, 504),
        **tls,
    )
