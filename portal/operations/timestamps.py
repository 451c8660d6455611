"""Reading moments from PostgreSQL, of which a list of events has thousands.

Django reads each by a regular expression, which takes several times as long; its connections speak UTC, in which a moment
is written as ISO 8601 has it.
"""

from datetime import UTC, datetime
from functools import cache

from django.db.backends.signals import connection_created


def read_moments_quickly(connection, **kwargs) -> None:
    if connection.vendor == "postgresql" and connection.timezone is UTC:
        connection.connection.adapters.register_loader("timestamptz", _loader())


@cache
def _loader() -> type:
    from django.db.backends.postgresql.psycopg_any import BaseTzLoader  # not where there is no PostgreSQL

    class MomentLoader(BaseTzLoader):
        timezone = UTC

        def load(self, data) -> datetime:
            """`2026-01-23 12:00:00+00` as a moment of UTC; what is none for Python is left to psycopg, which says so."""
            try:
                return datetime.fromisoformat(bytes(data).decode())
            except ValueError:
                return super().load(data)

    return MomentLoader


connection_created.connect(read_moments_quickly)
