"""Statements compiled once for a process and executed at another moment each time.

The only module that uses private parts of Django (the compiler). Compiling took 15 to 76 % of a whole page on top:
docs/benchmarks.md.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import DateTimeField, Expression, QuerySet


class Moment(Expression):
    """Placeholder for the moment in a queryset that is compiled before it is known."""

    def as_sql(self, compiler, connection) -> tuple[str, list]:
        return "%s", [self]


MOMENT = Moment(output_field=DateTimeField())


def compiled(queryset: QuerySet, connection) -> tuple[str, tuple]:
    return queryset.query.get_compiler(connection=connection).as_sql()


def bound(parameters: Iterable, moment: datetime, connection) -> list:
    """Return the parameters with the moment in the places that stand for it."""
    value = MOMENT.output_field.get_db_prep_value(moment, connection)
    return [value if isinstance(one, Moment) else one for one in parameters]
