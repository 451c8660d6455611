"""Waking the worker: a task in the transaction of the change, so that there is no change without it, nor it without one."""

from django.conf import settings

#: The tasks that a worker does.
BACKGROUND = "background"


def wake() -> None:
    """Ask for delivery. Several askings cost little: whoever comes second finds nothing to do."""
    from search.indexing.delivery.tasks import bring_up_to_date

    bring_up_to_date.enqueue()


def has_worker() -> bool:
    return settings.TASKS[BACKGROUND]["BACKEND"].endswith("DatabaseBackend")
