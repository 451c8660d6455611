"""Engines within the portal's own database: FTS5 on SQLite, postings and tsvector on PostgreSQL, ranked alike."""

from dataclasses import dataclass

from search.engines.embedded.index import DatabaseIndex
from search.engines.embedded.postgresql import PostgresqlIndex
from search.engines.embedded.sqlite import SqliteIndex

_INDEXES = {"sqlite": SqliteIndex, "postgresql": PostgresqlIndex}


@dataclass(frozen=True)
class DatabaseEngine:
    """`name` is the vendor of the database."""

    name: str

    def index(self, number: int) -> DatabaseIndex:
        return _INDEXES[self.name](number)

    def serve(self, number: int) -> None:
        """The row of the index says that it serves: there is nothing else to tell."""

    def health(self) -> dict:
        """It is well as long as the database is, of which others tell."""
        return {}
