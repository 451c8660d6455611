"""What the portal must be allowed to do on its cluster, asked of the cluster itself."""

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError

from search.engines.elasticsearch.connection import hurried
from search.engines.elasticsearch.failures import answered

#: Of the whole cluster: to know how it is.
CLUSTER = ("monitor",)
#: Of the indexes that begin with its prefix.
INDEXES = ("manage", "read", "write")


def lacking(client: Elasticsearch, prefix: str) -> list[str]:
    """Return the privileges that whoever asks lacks, as “monitor” and “write on shafafiya*”. Raises EngineError."""
    pattern = f"{prefix}*"
    with answered():
        try:
            has = hurried(client).security.has_privileges(
                cluster=list(CLUSTER), index=[{"names": [pattern], "privileges": list(INDEXES)}]
            )
        except (BadRequestError, NotFoundError):
            # A cluster without security: everybody may do everything.
            return []
    of_indexes = has["index"][pattern]
    return [name for name in CLUSTER if not has["cluster"][name]] + [
        f"{name} on {pattern}" for name in INDEXES if not of_indexes[name]
    ]
