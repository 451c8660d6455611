"""Telling an index what changed.

A delivery is claimed for a while, its document is made, the index is told, and the delivery goes if it is still of the
version that was told. Whoever dies on the way leaves it behind, to be claimed again; two who tell the same do no harm,
for an index takes no version that is older than what it has.
"""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from search.engines import Document, EngineError, IndexLostError, Rejection, SearchIndex, WriteLockedError
from search.models import Delivery, Index

logger = logging.getLogger(__name__)

#: Deliveries that are claimed at once: of changes, and for a new index, which nobody waits for in between.
BATCH, BUILDING_BATCH = 100, 500
#: For so long a claimed delivery is not claimed by others; then whoever claimed it is taken for dead.
LEASE = timedelta(seconds=60)
#: Whatever was away is up to date within a minute of its return.
LONGEST_WAIT = timedelta(seconds=30)
#: Seconds for which a rebuild waits for what others have claimed.
PATIENCE = LEASE.total_seconds() + 5
#: What has killed so many workers is set aside.
MOST_ATTEMPTS = 20


@dataclass
class Outcome:
    delivered: int = 0
    delayed: int = 0
    set_aside: int = 0
    #: The engine did not answer: nothing else need be tried now.
    is_away: bool = False

    def __bool__(self) -> bool:
        return bool(self.delivered or self.delayed or self.set_aside)

    def __iadd__(self, other: "Outcome") -> "Outcome":
        self.delivered += other.delivered
        self.delayed += other.delayed
        self.set_aside += other.set_aside
        self.is_away |= other.is_away
        return self


def due(index: Index, now: datetime):
    waiting = Delivery.objects.filter(index=index, is_set_aside=False)
    return waiting.filter(Q(not_before__isnull=True) | Q(not_before__lte=now))


def deliver(index: Index, target: SearchIndex, *, limit: int | None = None, now: datetime | None = None) -> Outcome:
    """Tell an index of some of what is due, the oldest first; return what became of it: nothing is left, or nothing due."""
    now = now or timezone.now()
    limit = limit or (BUILDING_BATCH if index.state == Index.State.BUILDING else BATCH)
    claimed = claim(index, limit, now)
    told = list(Delivery.objects.filter(pk__in=claimed).select_related("entry"))
    documents, removals, failed = [], [], {}
    for delivery in told:
        entry = delivery.entry
        if delivery.attempts > MOST_ATTEMPTS and not delivery.error:
            failed[entry.key] = Rejection(entry.key, "It was begun many times and never finished.")
        elif entry.is_removed:
            removals.append((entry.key, entry.version))
        elif isinstance(document := _document(entry), Rejection):
            failed[entry.key] = document
        else:
            documents.append(document)
    try:
        if documents:
            failed |= by_key(target.write(documents))
        if removals:
            failed |= by_key(target.remove(removals))
    except IndexLostError:
        # Its deliveries go with it.
        raise
    except EngineError as error:
        if not isinstance(error, WriteLockedError):
            back_off(index, now)
        # Nobody knows what the engine has taken: all of it is told again, which does no harm.
        outcome = _record_outcome(
            told, {delivery.entry.key: Rejection("", str(error), can_heal=True) for delivery in told}, now
        )
        outcome.is_away = True
        return outcome
    if index.failures:
        Index.objects.filter(pk=index.pk).update(failures=0, retry_at=None)
        index.failures, index.retry_at = 0, None
    return _record_outcome(told, failed, now)


def back_off(index: Index, now: datetime) -> None:
    """Leave an engine alone for a while that did not answer: each attempt costs the worker its time limit."""
    index.failures += 1
    index.retry_at = now + wait_after(index.failures)
    Index.objects.filter(pk=index.pk).update(failures=index.failures, retry_at=index.retry_at)


def claim(index: Index, limit: int, now: datetime) -> list[int]:
    """Take some deliveries for oneself, for as long as the lease; those that others are just taking are passed over."""
    if not due(index, now).exists():
        # Looking takes no lock of anybody's.
        return []
    with transaction.atomic():
        rows = due(index, now).order_by("pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        claimed = list(rows.values_list("pk", flat=True)[:limit])
        Delivery.objects.filter(pk__in=claimed).update(not_before=now + LEASE, attempts=F("attempts") + 1)
    return claimed


def by_key(refused: Iterable[Rejection]) -> dict[str, Rejection]:
    return {one.key: one for one in refused}


def _document(entry) -> Document | Rejection:
    from search.engines import document_of

    try:
        return document_of(entry)
    except Exception as error:
        # One entry that the analysis fails at must not hold up all others.
        logger.exception("No document can be made of %s", entry.key)
        return Rejection(entry.key, f"{type(error).__name__}: {error}")


@transaction.atomic
def _record_outcome(told: list[Delivery], failed: dict[str, Rejection], now: datetime) -> Outcome:
    """Take away what was delivered and put off what was not, unless a later version came in between."""
    outcome = Outcome()
    standing = Delivery.objects.filter(pk__in=[delivery.pk for delivery in told])
    if connection.features.has_select_for_update:
        standing = standing.select_for_update()
    versions = dict(standing.order_by("pk").values_list("pk", "version"))
    done, put_off = [], []
    for delivery in told:
        version = versions.get(delivery.pk)
        if version is None or version > delivery.entry.version:
            continue
        refused = failed.get(delivery.entry.key)
        if refused is None:
            done.append(delivery.pk)
            continue
        delivery.error = refused.reason
        delivery.is_set_aside = not refused.can_heal
        delivery.not_before = now + wait_after(delivery.attempts) if refused.can_heal else None
        put_off.append(delivery)
    Delivery.objects.filter(pk__in=done).delete()
    Delivery.objects.bulk_update(put_off, ["error", "is_set_aside", "not_before"])
    outcome.delivered = len(done)
    outcome.set_aside = sum(delivery.is_set_aside for delivery in put_off)
    outcome.delayed = len(put_off) - outcome.set_aside
    return outcome


def wait_after(attempts: int) -> timedelta:
    """Two seconds after the first failure, then twice as long each time."""
    return min(timedelta(seconds=2 ** min(attempts, 20)), LONGEST_WAIT)


def deliver_beside_others(index: Index, target: SearchIndex, left=lambda count: None) -> None:
    """Tell an index all, and wait for what others have claimed or was put off, until for a lease nothing was told.

    `left` hears of how much is still to be told, by whomever.
    """
    waiting = Delivery.objects.filter(index=index, is_set_aside=False)
    until, least = time.monotonic() + PATIENCE, None
    while time.monotonic() < until:
        delivered = deliver_all(index, target, on_progress=lambda _count: left(waiting.count())).delivered
        count = waiting.count()
        left(count)
        if not count:
            return
        if delivered or least is None or count < least:
            until, least = time.monotonic() + PATIENCE, count
        time.sleep(0.2)


def deliver_all(index: Index, target: SearchIndex, on_progress=lambda count: None) -> Outcome:
    """Tell an index all that is due now, unless it rests; `told` hears of each batch's size."""
    total = Outcome()
    while not total.is_away and not index.is_backing_off(timezone.now()) and (outcome := deliver(index, target)):
        total += outcome
        on_progress(outcome.delivered)
    return total
