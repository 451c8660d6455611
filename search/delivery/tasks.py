"""What the background worker does for search."""

from datetime import timedelta

from django.db.models import Min
from django.utils import timezone
from django_tasks import task

from search.delivery.deliver import deliver_all
from search.delivery.targets import indexes_in_use
from search.delivery.waking import BACKGROUND, has_worker
from search.models import Delivery


@task(backend=BACKGROUND)
def bring_up_to_date() -> None:
    """Tell all indexes what is due, and come back when the next delivery is."""
    catch_up()
    come_back()


def come_back() -> None:
    """Arrange for what is put off, or claimed by somebody who may be dead."""
    next_due = Delivery.objects.filter(is_set_aside=False).aggregate(next=Min("not_before"))["next"]
    if next_due is not None and has_worker() and not comes_back():
        at_least = timezone.now() + timedelta(seconds=1)
        bring_up_to_date.using(run_after=max(next_due, at_least)).enqueue()


def comes_back() -> bool:
    """Whether a later delivery is arranged already."""
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.filter(task_path=bring_up_to_date.module_path, status="READY")
    return waiting.filter(run_after__gt=timezone.now()).exists()


def catch_up() -> None:
    for engine, index in indexes_in_use():
        deliver_all(index, engine.index(index.pk))
