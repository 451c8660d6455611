"""The cluster of the settings: addresses, authentication, time limits and what its failures mean."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from elasticsearch import ApiError, BadRequestError, Elasticsearch, NotFoundError, SSLError, TransportError

from search.engines.interface import AccessError, AccessProblem, EngineError, IndexLostError

#: Retries, each at another node: enough for two that are down.
ATTEMPTS = 2
#: Statuses of a node that another node may not have.
PASSING = (502, 503, 504)
#: Seconds of an attempt where no reader waits; less than the lease of a delivery.
PATIENCE = 20.0
#: Seconds of a health check.
HURRY = 1.0


@dataclass(frozen=True)
class ClusterSettings:
    """`search_seconds` is the time limit of an attempt; `prefix` begins the names of the indexes."""

    urls: tuple[str, ...]
    ca_file: str = ""
    api_key: str = ""
    search_seconds: float = 1.5
    prefix: str = "shafafiya"
    shards: int = 1
    replicas: int = 1

    def problems(self) -> list[tuple[str, str]]:
        """Return (problem, repair) for each setting that cannot work, without contacting the cluster."""
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
    """Return a client for writing: after a timeout nothing is retried, for it is delivered again later."""
    return client.options(request_timeout=PATIENCE, retry_on_timeout=False)


def hurried(client: Elasticsearch) -> Elasticsearch:
    return client.options(request_timeout=HURRY, max_retries=1)


def shown(url: str) -> str:
    """Return an address without user and password."""
    return re.sub(r"[^/@]*@", "", url)


def cluster_settings() -> ClusterSettings:
    return ClusterSettings(**settings.ELASTICSEARCH)


@cache
def client_of(cluster: ClusterSettings) -> Elasticsearch:
    """Return the one client of this process, which rotates over the nodes and avoids dead ones."""
    tls = {"ca_certs": cluster.ca_file} if cluster.ca_file else {}
    return Elasticsearch(
        list(cluster.urls),
        api_key=cluster.api_key or None,
        request_timeout=cluster.search_seconds,
        max_retries=ATTEMPTS,
        retry_on_timeout=len(cluster.urls) > 1,
        retry_on_status=PASSING,
        **tls,
    )


MISSING, UNKNOWN, FORBIDDEN = 404, 401, 403
#: An index is read-only, or the disk full: no refusal of the portal.
BLOCKED = "cluster_block_exception"
LONGEST_REASON = 500


@contextmanager
def answered() -> Iterator[None]:
    """Translate failures of the client to EngineError."""
    try:
        yield
    except ApiError as error:
        raise failure(error.status_code, str(error.message), str(error)) from error
    except SSLError as error:
        raise AccessError(AccessProblem.CERTIFICATE, str(error)) from error
    except TransportError as error:
        raise EngineError(str(error)) from error


def failure(status: int, kind: str, reason: str) -> EngineError:
    """Return the error of a status; `kind` is Elasticsearch's own name of it."""
    if status == MISSING:
        return IndexLostError(reason)
    if status == UNKNOWN:
        return AccessError(AccessProblem.IDENTITY, reason)
    if status == FORBIDDEN and kind != BLOCKED:
        return AccessError(AccessProblem.PRIVILEGE, reason)
    return EngineError(reason)


def failure_of(answer: dict) -> EngineError:
    """Return the error of one search of a multi-search."""
    error = answer["error"]
    kind = error.get("type", "") if isinstance(error, dict) else ""
    return failure(answer["status"], kind, reason_of(answer))


def reason_of(item: dict) -> str:
    """Return the reason of one failed document or search, shortened: it may repeat the whole value."""
    error = item.get("error", "")
    reason = f"{error.get('type')}: {error.get('reason')}" if isinstance(error, dict) else str(error)
    return reason if len(reason) <= LONGEST_REASON else f"{reason[:LONGEST_REASON]}…"


#: Privileges that the portal needs: on the cluster, and on the indexes with its prefix.
CLUSTER, INDEXES = ("monitor",), ("manage", "read", "write")


def lacking(client: Elasticsearch, prefix: str) -> list[str]:
    """Return missing privileges, as “monitor” and “write on shafafiya*”. Raises EngineError."""
    pattern = f"{prefix}*"
    with answered():
        try:
            has = hurried(client).security.has_privileges(
                cluster=list(CLUSTER), index=[{"names": [pattern], "privileges": list(INDEXES)}]
            )
        except (BadRequestError, NotFoundError):
            # A cluster without security.
            return []
    of_indexes = has["index"][pattern]
    return [name for name in CLUSTER if not has["cluster"][name]] + [
        f"{name} on {pattern}" for name in INDEXES if not of_indexes[name]
    ]
