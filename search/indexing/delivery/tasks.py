"""What the worker does for search: deliver changes, and rebuild an embedded index that is damaged."""

from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone
from django_tasks import task

from search.engines import Engine, IndexLostError, SearchIndex, analysis_version, embedded_engine, engines_in_use
from search.indexing.delivery.outbox import BACKGROUND, has_worker
from search.indexing.delivery.reindex import IndexIncompleteError, advance, compare, refill, start_build
from search.models import Delivery, Entry, Index


def target_of(index: Index) -> SearchIndex | None:
    """Return the engine's index of a row; None where the engine is not in use."""
    return next((engine.index(index.pk) for engine in engines_in_use() if engine.name == index.engine), None)


def indexes_in_use() -> list[tuple[Engine, Index]]:
    """Return the live indexes of the engines in use, those of the embedded engine first: it never keeps one waiting."""
    return [
        (engine, index)
        for engine in reversed(engines_in_use())
        for index in Index.objects.live().filter(engine=engine.name)
    ]


@task(backend=BACKGROUND)
def deliver_changes() -> None:
    """Deliver what is due to all indexes, and schedule the next delivery."""
    catch_up()
    schedule_retry()


def catch_up() -> None:
    for engine, index in indexes_in_use():
        advance(engine, index)


def schedule_retry() -> None:
    """Schedule the delivery of what is delayed, or claimed by a worker that may be dead."""
    now = timezone.now()
    moments = [moment for _engine, index in indexes_in_use() if (moment := next_due(index, now))]
    if moments and has_worker() and not is_retry_scheduled():
        deliver_changes.using(run_after=max(min(moments), now + timedelta(seconds=1))).enqueue()


def next_due(index: Index, now: datetime) -> datetime | None:
    """Return when an index has a delivery due; None where nothing is delayed."""
    waiting = Delivery.objects.filter(index=index, is_set_aside=False)
    if index.is_backing_off(now):
        return index.retry_at if waiting.exists() or index.state == Index.State.BUILDING else None
    return waiting.aggregate(next=Min("not_before"))["next"]


def is_retry_scheduled() -> bool:
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.filter(task_path=deliver_changes.module_path, status="READY")
    return waiting.filter(run_after__gt=timezone.now()).exists()


def check_embedded() -> None:
    """Rebuild the embedded index where it is damaged, incomplete or of another analysis. Raises EngineError."""
    withdraw_damaged()
    engine = embedded_engine()
    current = Index.objects.filter(engine=engine.name, analysis=analysis_version())
    if Entry.objects.exists() and not current.exclude(state=Index.State.GONE).exists():
        start_build(engine)
    for index in current.filter(state=Index.State.BUILDING):
        advance(engine, index)


def withdraw_damaged() -> None:
    """Stop serving an embedded index that is not complete, and refill it. Raises EngineError."""
    engine = embedded_engine()
    if serving := Index.objects.serving(engine.name).first():
        target = engine.index(serving.pk)
        try:
            if not is_complete(serving, target.count()):
                compare(serving, target)
        except (IndexLostError, IndexIncompleteError) as error:
            refill(engine, serving, error)


def is_complete(index: Index, documents: int) -> bool:
    """Whether an index has as many documents as there are entries, or deliveries are on their way to it."""
    deliveries = Delivery.objects.filter(index=index)
    aside = deliveries.filter(is_set_aside=True).count()
    entries = Entry.objects.findable().count()
    return deliveries.filter(is_set_aside=False).exists() or abs(entries - documents) <= aside
