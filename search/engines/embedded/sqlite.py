"""SQLite: the terms in an FTS5 table, which ranks by BM25F itself."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from search.engines.embedded.index import DatabaseIndex
from search.engines.embedded.ranking import Asked, Frequencies, Statistics
from search.engines.embedded.tables import Sql
from search.engines.interface import TITLE_WEIGHT, Document, Request

COLUMNS = ("title", "text", "title_parts", "text_parts")
#: Of each column, in that order.
COLUMN_WEIGHTS = (TITLE_WEIGHT, 1.0, TITLE_WEIGHT, 1.0)
WEIGHTS = ", ".join(map(str, COLUMN_WEIGHTS))
#: The row of an FTS5 index that holds how many documents it has, and how many terms in each column.
AVERAGES = 1
#: Terms come ready: SQLite only parts them at spaces.
TOKENIZER = "tokenize = 'unicode61 remove_diacritics 0'"


class SqliteIndex(DatabaseIndex):
    def _schema(self) -> list[str]:
        document, number = self.table("document"), self.table("number")
        return [
            f"CREATE TABLE {document} (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, "
            "removed INTEGER NOT NULL, checksum TEXT NOT NULL, language TEXT NOT NULL, day TEXT, combination INTEGER, "
            "was INTEGER, words INTEGER NOT NULL, beginning TEXT NOT NULL)",
            f"CREATE INDEX {document}_found ON {document} (id) WHERE NOT removed",
            f"CREATE TABLE {self.table('combination')} (id INTEGER PRIMARY KEY, codes TEXT NOT NULL UNIQUE)",
            f"CREATE TABLE {number} (name TEXT NOT NULL, value REAL NOT NULL, document INTEGER NOT NULL, "
            "PRIMARY KEY (name, value, document)) WITHOUT ROWID",
            f"CREATE INDEX {number}_of ON {number} (document)",
            f"CREATE TABLE {self.table('word')} (word TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID",
            f"CREATE VIRTUAL TABLE {self.table('term')} USING fts5({', '.join(COLUMNS)}, {TOKENIZER})",
            f"CREATE VIRTUAL TABLE {self.table('having')} USING fts5vocab({self.table('term')}, row)",
            f"CREATE VIRTUAL TABLE {self.table('begun')} USING fts5(words, {TOKENIZER}, prefix = '1 2 3', "
            "columnsize = 0)",
        ]

    def _names(self) -> tuple[str, ...]:
        return ("document", "combination", "number", "word", "having", "term", "begun")

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

    def _new_number(self, place: int) -> str:
        return f"(SELECT coalesce(max(id), 0) FROM {self.table('document')}) + {place}"

    def _matching(self, request: Request) -> Sql:
        clauses = [" OR ".join(_all_of(one.terms) for one in clause.alternatives) for clause in request.clauses]
        joined = (" AND " if request.strict else " OR ").join(f"({clause})" for clause in clauses)
        return self._match(joined)

    def _match(self, query: str) -> Sql:
        table = self.table("term")
        return f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [query]

    def statistics(self, terms: Iterable[str]) -> Statistics:
        asked = sorted(terms)
        condition, values = "term IN (SELECT value FROM json_each(%s))", [json.dumps(asked)]
        having = dict(self._rows(f"SELECT term, doc FROM {self.table('having')} WHERE {condition}", values))
        [(averages,)] = self._rows(f"SELECT block FROM {self.table('term')}_data WHERE id = {AVERAGES}", [])
        documents, *lengths = _integers(averages)
        return Statistics(documents, sum(lengths) / documents if documents else 0.0, having)

    def scores(self, asked: Sequence[Asked], statistics: Statistics) -> Iterable[tuple[int, int, float]]:
        table = self.table("term")
        parts, values = [], []
        for place, one in enumerate(asked):
            parts.append(f"SELECT {place}, rowid, -bm25({table}, {WEIGHTS}) * %s FROM {table} WHERE {table} MATCH %s")
            values += [one.weight, _all_of(one.terms)]
        return self._rows(" UNION ALL ".join(parts), values)

    def frequencies(self, documents: Sequence[int], terms: Sequence[str]) -> Mapping[int, Frequencies]:
        condition, values = self._among("rowid", documents)
        rows = self._rows(f"SELECT rowid, {', '.join(COLUMNS)} FROM {self.table('term')} WHERE {condition}", values)
        return {number: frequencies_of([column.split() for column in columns], terms) for number, *columns in rows}

    def _having(self, phrases: Iterable[tuple[str, ...]]) -> Sql:
        found = [
            # A single word may be a part of a compound; of several, each is a word of its own.
            _quoted(phrase[0]) if len(phrase) == 1 else f"{{title text}} : {_quoted(' '.join(phrase))}"
            for phrase in phrases
        ]
        return self._match(" OR ".join(f"({one})" for one in found))

    def _beginning(self, words: Sequence[str]) -> Sql:
        table = self.table("begun")
        query = " AND ".join([*map(_quoted, words[:-1]), f"{_quoted(words[-1])} *"])
        return f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [query]

    def _among(self, column: str, numbers: Sequence[int]) -> Sql:
        return f"{column} IN (SELECT value FROM json_each(%s))", [json.dumps(list(numbers))]

    def _numbers(self, query: Sql) -> Sequence[int]:
        return [number for (number,) in self._rows(*query)]

    def knows(self, terms: Iterable[str]) -> set[str]:
        asked = [term for term in dict.fromkeys(terms) if term]
        if not asked:
            return set()
        table = self.table("term")
        parts = [f"SELECT %s WHERE EXISTS (SELECT 1 FROM {table} WHERE {table} MATCH %s)" for _term in asked]
        values = [value for term in asked for value in (term, _quoted(term))]
        return {term for (term,) in self._asked(" UNION ALL ".join(parts), values)}


def frequencies_of(columns: Sequence[list[str]], terms: Sequence[str]) -> Frequencies:
    """How often terms stand in a document, by its columns, in its title for more; and how long it is."""
    found: dict[str, float] = {}
    for words, weight in zip(columns, COLUMN_WEIGHTS, strict=True):
        there = Counter(words)
        for term in terms:
            if term in there:
                found[term] = found.get(term, 0.0) + weight * there[term]
    return found, sum(map(len, columns))


def _integers(block: bytes) -> list[int]:
    """Numbers as SQLite packs them: seven bits a byte, the highest first, the eighth bit says that there are more."""
    found, value = [], 0
    for byte in bytes(block):
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            found.append(value)
            value = 0
    return found


def _all_of(terms: Iterable[str]) -> str:
    return f"({' AND '.join(map(_quoted, dict.fromkeys(terms)))})"


def _quoted(text: str) -> str:
    """A string of FTS5, in which nothing is syntax."""
    return '"' + text.replace('"', '""').replace("\x00", " ") + '"'
