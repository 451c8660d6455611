"""Waking the worker: a task in the transaction of the change, so that there is no change without it, nor it without one."""

from django.conf import settings
from django.utils.module_loading import import_string

#: The tasks that a worker does.
BACKGROUND = "background"
#: The task that delivers, by name: it stands above the outbox that asks for it.
DELIVERY = "search.indexing.delivery.tasks.bring_up_to_date"


def wake() -> None:
    """Ask for delivery. Several askings cost little: whoever comes second finds nothing to do."""
    import_string(DELIVERY).enqueue()


def has_worker() -> bool:
    return settings.TASKS[BACKGROUND]["BACKEND"].endswith("DatabaseBackend")
