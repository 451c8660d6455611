"""Placeholder for the moment in a queryset that is compiled before the moment is known.

The only module that uses private parts of Django (the compiler). Compiling each time took 15 to 76 % of a whole page
on top: docs/reference/benchmarks.md.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateTimeField, Expression, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Moment(Expression):
    """Stands for itself among the parameters."""

    def as_sql(  # type: ignore[override]  # Parameters are any objects until they are bound.
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list["Moment"]]:
        return "%s", [self]


MOMENT = Moment(output_field=DateTimeField())


def compiled(queryset: QuerySet[Model, Any], connection: BaseDatabaseWrapper) -> tuple[str, list[object]]:
    sql, parameters = queryset.query.get_compiler(connection=connection).as_sql()
    return sql, list(parameters)


def bind(parameters: Iterable[object], moment: datetime, connection: BaseDatabaseWrapper) -> list[Any]:
    """Return the parameters with the moment in place of its placeholders."""
    value = MOMENT.output_field.get_db_prep_value(moment, connection)
    return [value if isinstance(one, Moment) else one for one in parameters]
