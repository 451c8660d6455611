"""Many rows into a table, as fast as the database takes them: COPY on PostgreSQL, one prepared INSERT on SQLite.

The models' own rules are not asked; the database's constraints and triggers are.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from operator import attrgetter

from django.core.management.color import no_style
from django.db import connection, models


def as_stored() -> Callable[[datetime], datetime]:
    """Return what makes a moment one that the database stores: SQLite has no time zones, and Django keeps UTC there."""
    if connection.vendor == "postgresql":
        return lambda moment: moment
    return lambda moment: moment.astimezone(UTC).replace(tzinfo=None)


def write(model: type[models.Model], lines: Iterable[object]) -> None:
    """Write lines, each an object with an attribute for every column of the model, `id` among them."""
    fields = model._meta.concrete_fields
    values_of = attrgetter(*(field.attname for field in fields))
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(values_of(line))
        else:
            places = ", ".join("?" for _field in fields)
            # Without Django's wrapper, which would turn the whole into a list to count it.
            cursor.cursor.connection.executemany(
                f"INSERT INTO {table} ({columns}) VALUES ({places})", map(values_of, lines)
            )


def settle(*written: type[models.Model]) -> None:
    """Let sequences go on after the ids that were written, and the planner know what lies in the tables."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), written):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
