"""The outbox: deliveries written with the change, and the task that wakes the worker, in one transaction."""

from collections.abc import Collection

from django.conf import settings
from django.db import connection, models
from django.utils.module_loading import import_string

from search.models import Delivery, Entry, Index

#: The task backend of the worker, and the task that delivers, by name: it stands above the outbox.
BACKGROUND = "background"
DELIVERY = "search.indexing.delivery.tasks.deliver_changes"


def enqueue_delivery() -> None:
    """Enqueue the delivery task. Repeated tasks are cheap: later ones find nothing due."""
    import_string(DELIVERY).enqueue()


def has_worker() -> bool:
    return settings.TASKS[BACKGROUND]["BACKEND"].endswith("DatabaseBackend")


def enqueue_deliveries(entries: Collection[Entry]) -> None:
    """Write a delivery of each entry for every live index, and wake the worker."""
    indexes = list(Index.objects.live().order_by()) if entries else []
    if not indexes:
        return
    Delivery.objects.bulk_create(
        [Delivery(index=index, entry=entry, version=entry.version) for index in indexes for entry in entries],
        update_conflicts=True,
        unique_fields=["index", "entry"],
        # A new version is tried afresh.
        update_fields=["version", "attempts", "not_before", "error", "is_set_aside"],
    )
    enqueue_delivery()


def enqueue_everything(index: Index) -> int:
    """Write deliveries of all findable entries for a new index; return how many. The caller holds the write lock."""
    columns = [field.column for field in Delivery._meta.concrete_fields if not field.primary_key]
    rows = (
        Entry.objects.findable()
        .order_by()
        .annotate(
            delivery_index=models.Value(index.pk, models.BigIntegerField()),
            delivery_entry=models.F("pk"),
            delivery_version=models.F("version"),
            delivery_attempts=models.Value(0),
            delivery_not_before=models.Value(None, models.DateTimeField()),
            delivery_error=models.Value("", models.TextField()),
            delivery_is_set_aside=models.Value(False, models.BooleanField()),
        )
    )
    named = {"index_id": "delivery_index", "entry_id": "delivery_entry"}
    sql, parameters = rows.values_list(
        *(named.get(name, f"delivery_{name}") for name in columns)
    ).query.sql_with_params()
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {Delivery._meta.db_table} ({quoted}) {sql}", parameters)
        return cursor.rowcount
