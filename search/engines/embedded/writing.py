"""Writing to an index: documents in batches, each in one transaction, and never an older version over a later one."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence

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
        changes = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
        taken = self._rows(
            f"INSERT INTO {table} ({', '.join(COLUMNS)}) VALUES {marks} "
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
