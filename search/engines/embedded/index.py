"""What both databases have in common: an index is a few tables of its own, written in one transaction for each batch.

Each search is three statements, whatever is found: which combinations of facets there are, what was found of each of
them, and the hits of the page.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

from django.db import DatabaseError, connection, transaction

from search.engines.documents import bare
from search.engines.embedded import combinations
from search.engines.embedded.combinations import Facets
from search.engines.interface import OWN_LANGUAGE, Between, Document, EngineError, Found, Hit, Order, Refused, Request

#: Documents that are written, or read through, at a time.
BATCH = 500
PAGE = 5000

LONGEST_BEGINNING = 1000
DOCUMENT_COLUMNS = (
    "key", "version", "removed", "checksum", "language", "day", "combination", "words", "beginning",
)  # fmt: skip

Sql = tuple[str, list]


@dataclass
class Kept:
    """What a process keeps of an index: which one it is, and its combinations of facets."""

    identity: str
    facets: dict[int, Facets]


_KEPT: dict[int, Kept] = {}


@contextmanager
def answered():
    """Raise EngineError where the database refuses; what was begun within is undone, and nothing else."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        raise EngineError(str(error)) from error


class DatabaseIndex(ABC):
    """Tables named `search_NUMBER_…`: documents, combinations of facets, numbers, words, and those of its database."""

    def __init__(self, number: int):
        self.number = int(number)

    # What differs between the databases.

    @abstractmethod
    def _schema(self) -> list[str]:
        """Return the statements that make the tables."""

    @abstractmethod
    def _tables(self) -> list[str]: ...

    @abstractmethod
    def _insert_terms(self, documents: Sequence[tuple[int, Document]]) -> None: ...

    @abstractmethod
    def _delete_terms(self, ids: Sequence[int]) -> None: ...

    @abstractmethod
    def _scored(self, request: Request) -> Sql:
        """Return a query of (document, score) for the clauses of a request."""

    @abstractmethod
    def _having(self, phrases: Iterable[tuple[str, ...]]) -> Sql:
        """Return a query of the documents that have any of some phrases."""

    @abstractmethod
    def _beginning(self, words: Sequence[str]) -> Sql:
        """Return a query of the documents whose titles have all words, the last as a beginning."""

    @abstractmethod
    def _among(self, column: str, numbers: Sequence[int]) -> Sql:
        """Return the condition that a column is one of many numbers."""

    @abstractmethod
    def knows(self, terms: Iterable[str]) -> set[str]: ...

    def table(self, name: str) -> str:
        return f"search_{self.number}_{name}"

    # Making and writing.

    def create(self) -> None:
        with answered():
            if self.table("document") not in connection.introspection.table_names():
                for statement in self._schema():
                    self._run(statement)
                # Tells this index from any other that had the same number; no document has this combination.
                self._run(f"INSERT INTO {self.table('combination')} (id, codes) VALUES (1, %s)", [uuid4().hex])

    def drop(self) -> None:
        with answered():
            for table in self._tables():
                self._run(f"DROP TABLE IF EXISTS {table}")

    def write(self, documents: Iterable[Document]) -> list[Refused]:
        latest: dict[str, Document] = {}
        for document in documents:
            if document.key not in latest or latest[document.key].version < document.version:
                latest[document.key] = document
        for batch in _parts(sorted(latest.values(), key=lambda one: one.key)):
            with answered():
                self._write(batch)
        return []

    def remove(self, versions: Iterable[tuple[str, int]]) -> list[Refused]:
        latest: dict[str, int] = {}
        for key, version in versions:
            latest[key] = max(version, latest.get(key, 0))
        for batch in _parts(sorted(latest.items())):
            with answered():
                taken = self._take([(key, version, True, "", "", None, None, 0, "") for key, version in batch])
                self._forget(taken.values())
        return []

    def _write(self, documents: Sequence[Document]) -> None:
        numbers = self._combinations_of(documents)
        taken = self._take(
            [
                (one.key, one.version, False, one.checksum, one.language, one.day, numbers[one.key], len(one.words),
                 " ".join(one.words)[:LONGEST_BEGINNING])
                for one in documents
            ]
        )  # fmt: skip
        self._forget(taken.values())
        written = [document for document in documents if document.key in taken]
        self._many(
            f"INSERT INTO {self.table('number')} (name, value, document) VALUES (%s, %s, %s)",
            [
                (name, float(value), taken[document.key])
                for document in written
                for name, value in document.numbers.items()
                if value is not None
            ],
        )
        self._insert_terms([(taken[document.key], document) for document in written])
        counts = Counter(word for document in written for word in set(document.vocabulary))
        # In one order, so that two who write wait for each other, and never each for the other.
        self._many(
            f"INSERT INTO {self.table('word')} (word, count) VALUES (%s, %s) "
            f"ON CONFLICT (word) DO UPDATE SET count = {self.table('word')}.count + excluded.count",
            sorted(counts.items()),
        )

    def _take(self, rows: Sequence[tuple]) -> dict[str, int]:
        """Note documents where their version is later than what is there; return {key: number} of those."""
        table = self.table("document")
        marks = ", ".join(["(%s, %s, %s, %s, %s, %s, %s, %s, %s)"] * len(rows))
        changes = ", ".join(f"{name} = excluded.{name}" for name in DOCUMENT_COLUMNS[1:])
        taken = self._rows(
            f"INSERT INTO {table} ({', '.join(DOCUMENT_COLUMNS)}) VALUES {marks} "
            f"ON CONFLICT (key) DO UPDATE SET {changes} WHERE {table}.version < excluded.version RETURNING key, id",
            [value for row in rows for value in row],
        )
        return dict(taken)

    def _forget(self, ids: Iterable[int]) -> None:
        if ids := list(ids):
            marks = ", ".join(["%s"] * len(ids))
            self._run(f"DELETE FROM {self.table('number')} WHERE document IN ({marks})", ids)
            self._delete_terms(ids)

    def _combinations_of(self, documents: Sequence[Document]) -> dict[str, int]:
        """Return {key: number of its combination of facets}, making those that are new."""
        texts = {document.key: combinations.canonical(document.facets) for document in documents}
        asked = sorted(set(texts.values()))
        if not asked:
            return {}
        table = self.table("combination")
        self._many(f"INSERT INTO {table} (codes) VALUES (%s) ON CONFLICT DO NOTHING", [(text,) for text in asked])
        marks = ", ".join(["%s"] * len(asked))
        rows = self._rows(f"SELECT codes, id FROM {table} WHERE codes IN ({marks})", asked)
        numbers = dict(rows)
        return {key: numbers[text] for key, text in texts.items()}

    # Asking.

    def contents(self) -> Iterator[tuple[str, int, str]]:
        last = ""
        while True:
            with answered():
                rows = self._rows(
                    f"SELECT key, version, checksum FROM {self.table('document')} WHERE NOT removed AND key > %s "
                    "ORDER BY key LIMIT %s",
                    [last, PAGE],
                )
            yield from (tuple(row) for row in rows)
            if len(rows) < PAGE:
                return
            last = rows[-1][0]

    def search(self, request: Request) -> Found:
        with answered():
            known = self._combinations()
            on_facets = combinations.on_facets(request.filters)
            sql, values = self._matched(request)
            found = dict(self._rows(f"{sql} SELECT combination, count(*) FROM matched GROUP BY combination", values))
            self._complete(known, found)
            total, counts = combinations.counted(found, known, on_facets, request.facets)
            hits = self._hits(request, known, on_facets) if request.limit and request.offset < total else ()
        return Found(total, hits, counts)

    def _hits(self, request: Request, known: Mapping[int, Facets], on_facets: Sequence) -> tuple[Hit, ...]:
        sql, values = self._matched(request)
        chosen = ""
        if on_facets:
            chosen, more = self._among("combination", combinations.passing(known, on_facets))
            chosen, values = f"WHERE {chosen}", [*values, *more]
        by_day = request.order is Order.DATE or not request.clauses
        order = "day IS NULL, day DESC" if by_day else "score DESC"
        rows = self._rows(
            f"{sql} SELECT key, score FROM matched {chosen} ORDER BY {order}, key LIMIT %s OFFSET %s",
            [*values, request.limit, request.offset],
        )
        return tuple(Hit(key, float(score)) for key, score in rows)

    def _matched(self, request: Request) -> Sql:
        """Return a common table `matched` of (key, day, combination, score): all that is found but for its facets."""
        document = self.table("document")
        conditions, values = ["NOT d.removed"], []
        if request.clauses:
            scored, values = self._scored(request)
            source = f"({scored}) AS s JOIN {document} AS d ON d.id = s.document"
            score = "s.score * CASE WHEN d.language = %s THEN %s ELSE 1.0 END"
        else:
            source, score = f"{document} AS d", "0.0"
        head = [request.language, OWN_LANGUAGE] if request.clauses else []
        rest: list = []
        for phrases in request.phrases:
            sql, more = self._having(phrases)
            conditions.append(f"d.id IN ({sql})")
            rest += more
        if request.without:
            sql, more = self._having(request.without)
            conditions.append(f"d.id NOT IN ({sql})")
            rest += more
        for one in request.filters:
            if isinstance(one, Between):
                sql, more = self._between(one)
                conditions.append(f"d.id {'NOT ' if one.negated else ''}IN ({sql})")
                rest += more
        return (
            f"WITH matched AS MATERIALIZED (SELECT d.key, d.day, d.combination, {score} AS score FROM {source} "
            f"WHERE {' AND '.join(conditions)})",
            [*head, *values, *rest],
        )

    def _between(self, one: Between) -> Sql:
        sql, values = f"SELECT document FROM {self.table('number')} WHERE name = %s", [one.number]
        for sign, end in ((">=", one.least), ("<=", one.most)):
            if end is not None:
                sql += f" AND value {sign} %s"
                values.append(float(end))
        return sql, values

    def suggest(self, words: Sequence[str], language: str, limit: int) -> list[str]:
        words = [bare(word) for word in words if word]
        if not words:
            return []
        sql, values = self._beginning(words)
        start = " ".join(words)
        with answered():
            rows = self._rows(
                f"SELECT key FROM {self.table('document')} WHERE NOT removed AND id IN ({sql}) "
                "ORDER BY CASE WHEN language = %s THEN 0 ELSE 1 END, "
                "CASE WHEN substr(beginning, 1, %s) = %s THEN 0 ELSE 1 END, words, key LIMIT %s",
                [*values, language, len(start), start, limit],
            )
        return [key for (key,) in rows]

    def words(self) -> list[tuple[str, int]]:
        """Return (word, documents that had it when they were written) of all words that were ever in it."""
        with answered():
            return [tuple(row) for row in self._rows(f"SELECT word, count FROM {self.table('word')}", [])]

    def words_version(self) -> int:
        """Return a number that differs once there are other words."""
        with answered():
            return self._rows(f"SELECT count(*) FROM {self.table('word')}", [])[0][0]

    def _combinations(self) -> dict[int, Facets]:
        """Return all combinations that the index has. They are kept in the process, for they are only ever added to."""
        kept = _KEPT.get(self.number)
        last = max(kept.facets, default=0) if kept else 0
        table = self.table("combination")
        rows = dict(self._rows(f"SELECT id, codes FROM {table} WHERE id = 1 OR id > %s", [last]))
        identity = rows.pop(1, "")
        if kept is None or kept.identity != identity:
            # Another index was made under this number.
            rows = dict(self._rows(f"SELECT id, codes FROM {table} WHERE id > 1", []))
            kept = _KEPT[self.number] = Kept(identity, {})
        kept.facets.update((number, combinations.read(codes)) for number, codes in rows.items())
        return kept.facets

    def _complete(self, known: dict[int, Facets], numbers: Iterable[int]) -> None:
        """Read combinations that were written later than others with higher numbers."""
        if missing := [number for number in numbers if number not in known]:
            condition, values = self._among("id", missing)
            rows = self._rows(f"SELECT id, codes FROM {self.table('combination')} WHERE {condition}", values)
            known.update((number, combinations.read(codes)) for number, codes in rows)

    # Statements.

    def _run(self, sql: str, values: Sequence = ()) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values or None)

    def _many(self, sql: str, rows: Sequence[Sequence]) -> None:
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(sql, rows)

    def _answered_rows(self, sql: str, values: Sequence) -> list:
        with answered():
            return self._rows(sql, values)

    def _copy(self, sql: str, rows: Sequence[Sequence]) -> None:
        """Write many rows at once, in PostgreSQL's own way."""
        with connection.cursor() as cursor, cursor.copy(sql) as copying:
            for row in rows:
                copying.write_row(row)

    def _rows(self, sql: str, values: Sequence) -> list:
        with connection.cursor() as cursor:
            cursor.execute(sql, values or None)
            return cursor.fetchall()


def _parts(items: Sequence) -> Iterator[Sequence]:
    for first in range(0, len(items), BATCH):
        yield items[first : first + BATCH]
