"""The tables of an index in the portal's database, and statements on them."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction

from search.engines.interface import EngineError
from search.reading import reading

Sql = tuple[str, list]

#: A character that no term has.
NOWHERE = "\ufffd"


@contextmanager
def changing():
    """One transaction; raise EngineError where the database refuses, and nothing of it stays."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        raise EngineError(str(error)) from error


@contextmanager
def asking():
    """Raise EngineError where the database refuses; a transaction around it goes on."""
    try:
        with reading():
            yield
    except DatabaseError as error:
        raise EngineError(str(error)) from error


class Tables(ABC):
    """Tables named `search_NUMBER_…`."""

    def __init__(self, number: int):
        self.number = int(number)

    @abstractmethod
    def _schema(self) -> list[str]:
        """Return the statements that make the tables."""

    @abstractmethod
    def _names(self) -> tuple[str, ...]:
        """Return the names of the tables."""

    @abstractmethod
    def _among(self, column: str, values: Sequence) -> Sql:
        """Return the condition that a column is one of many values."""

    @abstractmethod
    def _put(self, table: str, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
        """Write many new rows."""

    def table(self, name: str) -> str:
        return f"search_{self.number}_{name}"

    def exists(self) -> bool:
        return self.table("document") in connection.introspection.table_names()

    def drop(self) -> None:
        with changing():
            for name in self._names():
                self._run(f"DROP TABLE IF EXISTS {self.table(name)}")

    def _run(self, sql: str, values: Sequence = ()) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values or None)

    def _many(self, sql: str, rows: Sequence[Sequence]) -> None:
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(sql, rows)

    def _rows(self, sql: str, values: Sequence) -> list:
        with connection.cursor() as cursor:
            cursor.execute(sql, [_storable(value) for value in values] or None)
            return cursor.fetchall()


def _storable(value: object) -> object:
    """No database has a text with the character of number zero: nothing is found by it."""
    if isinstance(value, str):
        return value.replace("\x00", NOWHERE)
    return [_storable(one) for one in value] if isinstance(value, list) else value
