"""What the background worker does for search."""

from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone
from django_tasks import task

from search.indexing.delivery.enqueue import BACKGROUND, has_worker
from search.indexing.delivery.reindex import bring_on
from search.indexing.delivery.targets import indexes_in_use
from search.models import Delivery, Index


@task(backend=BACKGROUND)
def bring_up_to_date() -> None:
    """Tell all indexes what is due, and come back when the next delivery is."""
    catch_up()
    come_back()


def come_back() -> None:
    """Arrange for what is put off, or claimed by somebody who may be dead."""
    now = timezone.now()
    moments = [moment for _engine, index in indexes_in_use() if (moment := next_due(index, now))]
    if moments and has_worker() and not comes_back():
        bring_up_to_date.using(run_after=max(min(moments), now + timedelta(seconds=1))).enqueue()


def next_due(index: Index, now: datetime) -> datetime | None:
    """Return when there is something to tell an index again; None where nothing is put off."""
    waiting = Delivery.objects.filter(index=index, is_set_aside=False)
    if index.rests(now):
        return index.rests_until if waiting.exists() or index.state == Index.State.BUILDING else None
    return waiting.aggregate(next=Min("not_before"))["next"]


def comes_back() -> bool:
    """Whether a later delivery is arranged already."""
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.filter(task_path=bring_up_to_date.module_path, status="READY")
    return waiting.filter(run_after__gt=timezone.now()).exists()


def catch_up() -> None:
    for engine, index in indexes_in_use():
        bring_on(engine, index)
