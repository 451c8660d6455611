"""What it means when a cluster does not do what it was asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from elasticsearch import ApiError, SSLError, TransportError

from search.engines.interface import AccessError, AccessProblem, EngineError, IndexLostError

MISSING, UNKNOWN, FORBIDDEN = 404, 401, 403
#: Forbidden to everybody for a while: an index is read-only, or the disk full.
BLOCKED = "cluster_block_exception"
LONGEST_REASON = 500


@contextmanager
def answered() -> Iterator[None]:
    """Raise EngineError where the cluster does not answer, or not as it should."""
    try:
        yield
    except ApiError as error:
        raise failure(error.status_code, str(error.message), str(error)) from error
    except SSLError as error:
        raise AccessError(AccessProblem.CERTIFICATE, str(error)) from error
    except TransportError as error:
        raise EngineError(str(error)) from error


def failure(status: int, kind: str, reason: str) -> EngineError:
    """The error that an answer with this status stands for; `kind` is Elasticsearch's own name of it."""
    if status == MISSING:
        return IndexLostError(reason)
    if status == UNKNOWN:
        return AccessError(AccessProblem.IDENTITY, reason)
    if status == FORBIDDEN and kind != BLOCKED:
        return AccessError(AccessProblem.PRIVILEGE, reason)
    return EngineError(reason)


def failure_of(answer: dict) -> EngineError:
    """The error of one search among several."""
    error = answer["error"]
    kind = error.get("type", "") if isinstance(error, dict) else ""
    return failure(answer["status"], kind, reason_of(answer))


def reason_of(item: dict) -> str:
    """What a cluster says of one document or search that it could not take."""
    error = item.get("error", "")
    reason = f"{error.get('type')}: {error.get('reason')}" if isinstance(error, dict) else str(error)
    # It may repeat the whole value.
    return reason if len(reason) <= LONGEST_REASON else f"{reason[:LONGEST_REASON]}…"
