"""SQLite: FTS5 finds phrases and beginnings of titles."""

import json
from collections.abc import Mapping, Sequence

import numpy as np

from search.analysis import Phrase
from search.engines.embedded.index import DatabaseIndex
from search.engines.embedded.tables import Sql
from search.engines.interface import Document

#: Terms come ready: SQLite only parts them at spaces.
TOKENIZER = "tokenize = 'unicode61 remove_diacritics 0'"


class SqliteIndex(DatabaseIndex):
    def _schema(self) -> list[str]:
        return [
            f"CREATE TABLE {self.table('document')} (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, "
            "version INTEGER NOT NULL, removed INTEGER NOT NULL, checksum TEXT NOT NULL, language TEXT NOT NULL, day TEXT, "
            "combination INTEGER, was INTEGER, length INTEGER NOT NULL, numbers TEXT NOT NULL, words INTEGER NOT NULL, "
            "beginning TEXT NOT NULL)",
            f"CREATE TABLE {self.table('combination')} (id INTEGER PRIMARY KEY, codes TEXT NOT NULL UNIQUE)",
            f"CREATE TABLE {self.table('word')} (word TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID",
            f"CREATE TABLE {self.table('change')} (version INTEGER PRIMARY KEY, stamp INTEGER NOT NULL, "
            "upto INTEGER NOT NULL, gone TEXT NOT NULL)",
            f"CREATE TABLE {self.table('segment')} (upto INTEGER PRIMARY KEY, documents INTEGER NOT NULL, "
            "gone INTEGER NOT NULL)",
            f"CREATE TABLE {self.table('posting')} (segment INTEGER NOT NULL, term TEXT NOT NULL, packed BLOB NOT NULL, "
            "PRIMARY KEY (segment, term)) WITHOUT ROWID",
            f"CREATE VIRTUAL TABLE {self.table('term')} USING fts5(title, text, {TOKENIZER})",
            f"CREATE VIRTUAL TABLE {self.table('begun')} USING fts5(words, {TOKENIZER}, prefix = '1 2 3', "
            "columnsize = 0)",
        ]

    def _names(self) -> tuple[str, ...]:
        return ("document", "combination", "word", "change", "segment", "posting", "term", "begun")

    def _put(self, table: str, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
        marks = ", ".join(["%s"] * len(columns))
        self._many(f"INSERT INTO {self.table(table)} ({', '.join(columns)}) VALUES ({marks})", rows)

    def _insert_places(self, documents: Sequence[tuple[int, Document]]) -> None:
        self._many(
            f"INSERT INTO {self.table('term')} (rowid, title, text) VALUES (%s, %s, %s)",
            [(number, " ".join(one.title), " ".join(one.text)) for number, one in documents],
        )
        self._many(
            f"INSERT INTO {self.table('begun')} (rowid, words) VALUES (%s, %s)",
            [(number, " ".join(one.words)) for number, one in documents],
        )

    def _delete_places(self, ids: Sequence[int]) -> None:
        for table in ("term", "begun"):
            self._many(f"DELETE FROM {self.table(table)} WHERE rowid = %s", [(number,) for number in ids])

    def _count_words(self, counts: Mapping[str, int]) -> None:
        table = self.table("word")
        self._many(
            f"INSERT INTO {table} (word, count) VALUES (%s, %s) "
            f"ON CONFLICT (word) DO UPDATE SET count = {table}.count + excluded.count",
            sorted(counts.items()),
        )

    def _new_number(self, place: int) -> str:
        return f"(SELECT coalesce(max(id), 0) FROM {self.table('document')}) + {place}"

    def _looked_up(self, terms: Sequence[str], since: int) -> Sql:
        condition, values = self._among("term", terms)
        return (
            f"SELECT term, packed FROM {self.table('posting')} WHERE {condition} "
            f"AND segment IN (SELECT upto FROM {self.table('segment')} WHERE upto > %s) ORDER BY segment",
            [*values, since],
        )

    def _numbers(self, query: Sql) -> np.ndarray:
        return np.array([number for (number,) in self._rows(*query)], np.int64)

    def _having(self, phrases: Sequence[Phrase]) -> Sql:
        table = self.table("term")
        query = " OR ".join(_quoted(" ".join(phrase)) for phrase in phrases)
        return f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [query]

    def _beginning(self, words: Sequence[str]) -> Sql:
        table = self.table("begun")
        query = " AND ".join([*map(_quoted, words[:-1]), f"{_quoted(words[-1])} *"])
        return f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [query]

    def _among(self, column: str, values: Sequence) -> Sql:
        return f"{column} IN (SELECT value FROM json_each(%s))", [json.dumps(list(values))]


def _quoted(text: str) -> str:
    """A string of FTS5, in which nothing is syntax."""
    return '"' + text.replace('"', '""').replace("\x00", " ") + '"'
