"""Querysets that are compiled once for a process and asked again with other values.

Django compiles a queryset each time that it is asked, which takes longer than the database does for a few records by
their ids; every answer of the door asks for several kinds of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import DateTimeField, Expression, Field, Model, QuerySet
from django.db.models.sql import Query

from programs.statistics.shared_records import Shape


class Given(Expression):
    """Stands in a queryset for a value that is given by name when it is asked."""

    def __init__(self, name: str, output_field: Field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection) -> tuple[str, list]:
        return "%s", [self]


MOMENT = Given("moment", DateTimeField())


class Prepared:
    """The records of a queryset with those they refer to, as `sharing_records` gives them.

    `made` returns the queryset, with `Given` where a value differs from one time to the next; `only` is that of a `Shape`.
    """

    def __init__(
        self,
        model: type[Model],
        made: Callable[[], QuerySet],
        related: Sequence[str] = (),
        only: Sequence[str] = (),
    ):
        self.model = model
        self.made = made
        self.related = related
        self.only = only
        self._compiled: dict[tuple[str, str], Compiled] = {}

    def records(self, **given: Any) -> Iterator[Model]:
        connection = connections[router.db_for_read(self.model)]
        kind = connection.alias, connection.vendor
        if kind not in self._compiled:
            self._compiled[kind] = self._compile(connection)
        compiled = self._compiled[kind]
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, bound(compiled.parameters, given, connection))
            rows = cursor.fetchall()
        if compiled.converters:
            # A compiler belongs to a connection, and a connection to a thread.
            rows = compiled.query.get_compiler(connection=connection).apply_converters(rows, compiled.converters)
        return compiled.shape.records(rows, connection.alias)

    def _compile(self, connection) -> "Compiled":
        queryset = self.made().using(connection.alias)
        shape = Shape.of(queryset, self.related, self.only)
        query = queryset.values_list(*shape.columns).query
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([expression for expression, *_rest in compiler.select])
        return Compiled(query, shape, sql, parameters, converters)


class Compiled(NamedTuple):
    query: Query
    shape: Shape
    sql: str
    parameters: Sequence
    converters: dict


def bound(parameters: Iterable, given: Mapping[str, Any], connection) -> list:
    """Return the parameters of a statement with what was given in the places that stand for it."""
    return [
        one.output_field.get_db_prep_value(given[one.name], connection) if isinstance(one, Given) else one
        for one in parameters
    ]
