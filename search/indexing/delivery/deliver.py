"""Deliver changes to an index, at least once and in any order.

A delivery is claimed for the time of a lease, its document is made and written, and it is deleted if it is still of the
version written. Deliveries of a worker that dies are claimed again; two workers that write the same do no harm, for an
index takes no version older than its own.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from search.engines import Document, EngineError, IndexLostError, Rejection, SearchIndex, WriteLockedError, document_of
from search.models import Delivery, Entry, Index

logger = logging.getLogger(__name__)

#: Deliveries that are claimed at once: of changes, and for a new index.
BATCH, BUILDING_BATCH = 100, 500
#: How long others leave a claimed delivery alone.
LEASE = timedelta(seconds=60)
#: Longest delay after failures.
LONGEST_WAIT = timedelta(seconds=30)
#: Seconds for which a rebuild waits for what others have claimed.
PATIENCE = LEASE.total_seconds() + 5
#: Claims without an outcome after which a delivery is set aside: it kills workers.
MOST_ATTEMPTS = 20


@dataclass
class Outcome:
    """Deliveries by outcome; `is_away`: the engine did not answer, so that nothing else need be tried now."""

    delivered: int = 0
    delayed: int = 0
    set_aside: int = 0
    is_away: bool = False

    def __bool__(self) -> bool:
        return bool(self.delivered or self.delayed or self.set_aside)

    def __iadd__(self, other: "Outcome") -> "Outcome":
        self.delivered += other.delivered
        self.delayed += other.delayed
        self.set_aside += other.set_aside
        self.is_away |= other.is_away
        return self


def deliver(index: Index, target: SearchIndex, *, limit: int | None = None, now: datetime | None = None) -> Outcome:
    """Deliver a batch of what is due, the oldest first. Raises IndexLostError."""
    now = now or timezone.now()
    limit = limit or (BUILDING_BATCH if index.state == Index.State.BUILDING else BATCH)
    claimed = list(Delivery.objects.filter(pk__in=claim(index, limit, now)).select_related("entry"))
    documents, removals, rejections = [], [], []
    for delivery in claimed:
        entry = delivery.entry
        if delivery.attempts > MOST_ATTEMPTS and not delivery.error:
            rejections.append(Rejection(entry.key, "It was begun many times and never finished."))
        elif entry.is_removed:
            removals.append((entry.key, entry.version))
        elif isinstance(document := _document(entry), Rejection):
            rejections.append(document)
        else:
            documents.append(document)
    try:
        if documents:
            rejections += target.write(documents)
        if removals:
            rejections += target.remove(removals)
    except IndexLostError:
        # Its deliveries go with it.
        raise
    except EngineError as error:
        if not isinstance(error, WriteLockedError):
            back_off(index, now)
        # Nobody knows what the engine has taken: everything is delivered again, which does no harm.
        failed = [Rejection(delivery.entry.key, str(error), can_heal=True) for delivery in claimed]
        outcome = _record_outcome(claimed, failed, now)
        outcome.is_away = True
        return outcome
    if index.failures:
        Index.objects.filter(pk=index.pk).update(failures=0, retry_at=None)
        index.failures, index.retry_at = 0, None
    return _record_outcome(claimed, rejections, now)


def back_off(index: Index, now: datetime) -> None:
    """Leave an engine alone for a while that did not answer: each attempt costs its time limit."""
    index.failures += 1
    index.retry_at = now + wait_after(index.failures)
    Index.objects.filter(pk=index.pk).update(failures=index.failures, retry_at=index.retry_at)


def due(index: Index, now: datetime) -> QuerySet[Delivery]:
    waiting = Delivery.objects.filter(index=index, is_set_aside=False)
    return waiting.filter(Q(not_before__isnull=True) | Q(not_before__lte=now))


def claim(index: Index, limit: int, now: datetime) -> list[int]:
    """Claim deliveries for the time of the lease, skipping those that others are claiming."""
    if not due(index, now).exists():
        # Without taking a lock.
        return []
    with transaction.atomic():
        rows = due(index, now).order_by("pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        claimed = list(rows.values_list("pk", flat=True)[:limit])
        Delivery.objects.filter(pk__in=claimed).update(not_before=now + LEASE, attempts=F("attempts") + 1)
    return claimed


def _document(entry: Entry) -> Document | Rejection:
    try:
        return document_of(entry)
    except Exception as error:
        # One entry that the analysis fails on must not block the others.
        logger.exception("No document can be made of %s", entry.key)
        return Rejection(entry.key, f"{type(error).__name__}: {error}")


@transaction.atomic
def _record_outcome(claimed: list[Delivery], rejections: list[Rejection], now: datetime) -> Outcome:
    """Delete what was delivered and delay what was not, unless a later version has come in between."""
    rejected = {one.key: one for one in rejections}
    standing = Delivery.objects.filter(pk__in=[delivery.pk for delivery in claimed])
    if connection.features.has_select_for_update:
        standing = standing.select_for_update()
    versions = dict(standing.order_by("pk").values_list("pk", "version"))
    done, failed = [], []
    for delivery in claimed:
        version = versions.get(delivery.pk)
        if version is None or version > delivery.entry.version:
            continue
        rejection = rejected.get(delivery.entry.key)
        if rejection is None:
            done.append(delivery.pk)
            continue
        delivery.error = rejection.reason
        delivery.is_set_aside = not rejection.can_heal
        delivery.not_before = now + wait_after(delivery.attempts) if rejection.can_heal else None
        failed.append(delivery)
    Delivery.objects.filter(pk__in=done).delete()
    Delivery.objects.bulk_update(failed, ["error", "is_set_aside", "not_before"])
    set_aside = sum(delivery.is_set_aside for delivery in failed)
    return Outcome(len(done), len(failed) - set_aside, set_aside)


def wait_after(attempts: int) -> timedelta:
    """Return two seconds after the first failure, then twice as long each time, up to LONGEST_WAIT."""
    return min(timedelta(seconds=2 ** min(attempts, 20)), LONGEST_WAIT)


def deliver_beside_others(index: Index, target: SearchIndex, left: Callable[[int], None] = lambda count: None) -> None:
    """Deliver everything, and wait for what others claimed or what was delayed, until a lease passes without progress.

    `left` gets the number of deliveries left, by whomever.
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


def deliver_all(index: Index, target: SearchIndex, on_progress: Callable[[int], None] = lambda count: None) -> Outcome:
    """Deliver everything due, unless the engine is being left alone; `on_progress` gets the size of each batch."""
    total = Outcome()
    while not total.is_away and not index.is_backing_off(timezone.now()) and (outcome := deliver(index, target)):
        total += outcome
        on_progress(outcome.delivered)
    return total
