"""Writing to an index: documents in batches, each in one transaction, and never an older version over a later one."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from search.engines.embedded import combinations
from search.engines.embedded.tables import Tables, changing, parts_of
from search.engines.interface import Document, Refused

BATCH = 500
LONGEST_BEGINNING = 1000
COLUMNS = ("key", "version", "removed", "checksum", "language", "day", "combination", "words", "beginning")


class WritableTables(Tables):
    @abstractmethod
    def _insert_terms(self, documents: Sequence[tuple[int, Document]]) -> None:
        """Write the terms of (number, document)."""

    @abstractmethod
    def _delete_terms(self, ids: Sequence[int]) -> None: ...

    @abstractmethod
    def _new_number(self, place: int) -> str:
        """Return the expression of a number that nothing has had, another one for each place from 1 in a statement."""

    def write(self, documents: Iterable[Document]) -> list[Refused]:
        latest: dict[str, Document] = {}
        for document in documents:
            if document.key not in latest or latest[document.key].version < document.version:
                latest[document.key] = document
        for batch in parts_of(sorted(latest.values(), key=lambda one: one.key), BATCH):
            with changing():
                self._write(batch)
        return []

    def remove(self, versions: Iterable[tuple[str, int]]) -> list[Refused]:
        latest: dict[str, int] = {}
        for key, version in versions:
            latest[key] = max(version, latest.get(key, 0))
        for batch in parts_of(sorted(latest.items()), BATCH):
            with changing():
                taken = self._take([(key, version, True, "", "", None, None, 0, "") for key, version in batch])
                self._forget(taken)
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
        self._forget(taken)
        taken = {key: number for key, (number, _was) in taken.items()}
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

    def _take(self, rows: Sequence[tuple]) -> dict[str, tuple[int, int | None]]:
        """Note documents where their version is later than what is there; return {key: (number, number before)} of those.

        Each version has a number of its own: what a process keeps of a number stays true.
        """
        table = self.table("document")
        marks = ", ".join(["%s"] * len(COLUMNS))
        values = ", ".join(f"({marks}, {self._new_number(place)})" for place in range(1, len(rows) + 1))
        changes = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
        taken = self._rows(
            f"INSERT INTO {table} ({', '.join(COLUMNS)}, id) VALUES {values} "
            f"ON CONFLICT (key) DO UPDATE SET was = {table}.id, id = excluded.id, {changes} "
            f"WHERE {table}.version < excluded.version RETURNING key, id, was",
            [value for row in rows for value in row],
        )
        return {key: (number, was) for key, number, was in taken}

    def _forget(self, taken: Mapping[str, tuple[int, int | None]]) -> None:
        """Take away what is kept under the numbers that documents had before."""
        if ids := [was for _number, was in taken.values() if was is not None]:
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
