"""SQLite: the terms in an FTS5 table, which ranks by BM25F itself."""

import json
from collections.abc import Iterable, Sequence

from search.engines.embedded.index import DatabaseIndex
from search.engines.embedded.tables import Sql
from search.engines.interface import TITLE_WEIGHT, Document, Request

COLUMNS = ("title", "text", "title_parts", "text_parts")
#: Of each column, in that order.
WEIGHTS = f"{TITLE_WEIGHT}, 1.0, {TITLE_WEIGHT}, 1.0"
#: Terms come ready: SQLite only parts them at spaces.
TOKENIZER = "tokenize = 'unicode61 remove_diacritics 0'"


class SqliteIndex(DatabaseIndex):
    def _schema(self) -> list[str]:
        document, number = self.table("document"), self.table("number")
        return [
            f"CREATE TABLE {document} (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, "
            "removed INTEGER NOT NULL, checksum TEXT NOT NULL, language TEXT NOT NULL, day TEXT, combination INTEGER, "
            "words INTEGER NOT NULL, beginning TEXT NOT NULL)",
            f"CREATE TABLE {self.table('combination')} (id INTEGER PRIMARY KEY, codes TEXT NOT NULL UNIQUE)",
            f"CREATE TABLE {number} (name TEXT NOT NULL, value REAL NOT NULL, document INTEGER NOT NULL, "
            "PRIMARY KEY (name, value, document)) WITHOUT ROWID",
            f"CREATE INDEX {number}_of ON {number} (document)",
            f"CREATE TABLE {self.table('word')} (word TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID",
            f"CREATE VIRTUAL TABLE {self.table('term')} USING fts5({', '.join(COLUMNS)}, {TOKENIZER})",
            f"CREATE VIRTUAL TABLE {self.table('begun')} USING fts5(words, {TOKENIZER}, prefix = '1 2 3', "
            "detail = none, columnsize = 0)",
        ]

    def _names(self) -> tuple[str, ...]:
        return ("document", "combination", "number", "word", "term", "begun")

    def _insert_terms(self, documents: Sequence[tuple[int, Document]]) -> None:
        self._many(
            f"INSERT INTO {self.table('term')} (rowid, {', '.join(COLUMNS)}) VALUES (%s, %s, %s, %s, %s)",
            [(number, *(" ".join(getattr(one, column)) for column in COLUMNS)) for number, one in documents],
        )
        self._many(
            f"INSERT INTO {self.table('begun')} (rowid, words) VALUES (%s, %s)",
            [(number, " ".join(one.words)) for number, one in documents],
        )

    def _delete_terms(self, ids: Sequence[int]) -> None:
        for table in ("term", "begun"):
            self._many(f"DELETE FROM {self.table(table)} WHERE rowid = %s", [(number,) for number in ids])

    def _scored(self, request: Request) -> Sql:
        table = self.table("term")
        parts, values = [], []
        for number, clause in enumerate(request.clauses):
            for one in clause.alternatives:
                terms = list(dict.fromkeys(one.terms))
                parts.append(
                    f"SELECT {number} AS clause, rowid AS document, -bm25({table}, {WEIGHTS}) * %s AS score "
                    f"FROM {table} WHERE {table} MATCH %s"
                )
                values += [one.weight / len(terms), " AND ".join(map(_quoted, terms))]
        strict = f" HAVING count(*) = {len(request.clauses)}" if request.strict else ""
        return (
            "SELECT document, sum(score) AS score FROM (SELECT clause, document, max(score) AS score FROM "
            # Without the limit a lone part would be taken into the grouping, where bm25 cannot be reckoned.
            f"({' UNION ALL '.join(parts)} LIMIT -1) GROUP BY clause, document) GROUP BY document{strict}",
            values,
        )

    def _having(self, phrases: Iterable[tuple[str, ...]]) -> Sql:
        found = [
            # A single word may be a part of a compound; of several, each is a word of its own.
            _quoted(phrase[0]) if len(phrase) == 1 else f"{{title text}} : {_quoted(' '.join(phrase))}"
            for phrase in phrases
        ]
        table = self.table("term")
        return f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [" OR ".join(f"({one})" for one in found)]

    def _beginning(self, words: Sequence[str]) -> Sql:
        table = self.table("begun")
        query = " AND ".join([*map(_quoted, words[:-1]), f"{_quoted(words[-1])} *"])
        return f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [query]

    def _among(self, column: str, numbers: Sequence[int]) -> Sql:
        return f"{column} IN (SELECT value FROM json_each(%s))", [json.dumps(list(numbers))]

    def knows(self, terms: Iterable[str]) -> set[str]:
        asked = [term for term in dict.fromkeys(terms) if term]
        if not asked:
            return set()
        table = self.table("term")
        parts = [f"SELECT %s WHERE EXISTS (SELECT 1 FROM {table} WHERE {table} MATCH %s)" for _term in asked]
        values = [value for term in asked for value in (term, _quoted(term))]
        return {term for (term,) in self._asked(" UNION ALL ".join(parts), values)}


def _quoted(text: str) -> str:
    """A string of FTS5, in which nothing is syntax."""
    return '"' + text.replace('"', '""').replace("\x00", " ") + '"'
