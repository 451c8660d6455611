"""What each index has yet to be told, written with the change itself."""

from collections.abc import Collection

from django.db import connection, models

from search.indexing.delivery.enqueue import wake
from search.models import Delivery, Entry, Index


def send(entries: Collection[Entry]) -> None:
    """Note for every index that some entries have changed, and wake whoever delivers."""
    indexes = list(Index.objects.told_of_changes().order_by()) if entries else []
    if not indexes:
        return
    Delivery.objects.bulk_create(
        [Delivery(index=index, entry=entry, version=entry.version) for index in indexes for entry in entries],
        update_conflicts=True,
        unique_fields=["index", "entry"],
        # A new version has a new chance, whatever became of the last one.
        update_fields=["version", "attempts", "not_before", "error", "is_set_aside"],
    )
    wake()


def send_everything(index: Index) -> int:
    """Note for a new index all that can be found; return how much that is. Whoever calls has taken a turn."""
    columns = [field.column for field in Delivery._meta.concrete_fields if not field.primary_key]
    rows = (
        Entry.objects.findable()
        .order_by()
        .annotate(
            told_index=models.Value(index.pk, models.BigIntegerField()),
            told_entry=models.F("pk"),
            told_version=models.F("version"),
            told_attempts=models.Value(0),
            told_not_before=models.Value(None, models.DateTimeField()),
            told_error=models.Value("", models.TextField()),
            told_is_set_aside=models.Value(False, models.BooleanField()),
        )
    )
    named = {"index_id": "told_index", "entry_id": "told_entry"}
    sql, parameters = rows.values_list(*(named.get(name, f"told_{name}") for name in columns)).query.sql_with_params()
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {Delivery._meta.db_table} ({quoted}) {sql}", parameters)
        return cursor.rowcount
