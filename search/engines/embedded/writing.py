"""Writing to an index: documents in batches, each in one transaction, and never an older version over a later one."""

import json
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import uuid4

from search.batches import batches
from search.engines.embedded import combinations
from search.engines.embedded.journal import Journal
from search.engines.embedded.segments import Segments, length_of
from search.engines.embedded.tables import asking, changing
from search.engines.interface import Document, Refused

BATCH = 500
LONGEST_BEGINNING = 1000
#: Of a document, what an index keeps of it beside its number: `length` in terms, `numbers` as JSON.
COLUMNS = (
    "key", "version", "removed", "checksum", "language", "day", "combination", "length", "numbers", "words", "beginning",
)  # fmt: skip


class WritableTables(Journal, Segments):
    @abstractmethod
    def _insert_places(self, documents: Sequence[tuple[int, Document]]) -> None:
        """Write the terms of (number, document) in their order, and the words of titles as they are typed."""

    @abstractmethod
    def _delete_places(self, ids: Sequence[int]) -> None: ...

    @abstractmethod
    def _count_words(self, counts: Mapping[str, int]) -> None:
        """Add to how many documents had each word when they were written."""

    @abstractmethod
    def _new_number(self, place: int) -> str:
        """Return the expression of a number that nothing has had, another one for each place from 1 in a statement."""

    def create(self) -> None:
        with changing():
            if not self.exists():
                for statement in self._schema():
                    self._run(statement)
                # Tells this index from any other that had the same number; no document has this combination.
                self._run(f"INSERT INTO {self.table('combination')} (id, codes) VALUES (1, %s)", [uuid4().hex])
                self._begin_journal()

    def identity(self) -> str:
        """Return what tells this index from any other that had the same number."""
        with asking():
            rows = self._rows(f"SELECT codes FROM {self.table('combination')} WHERE id = 1", [])
        return rows[0][0] if rows else ""

    def write(self, documents: Iterable[Document]) -> list[Refused]:
        latest: dict[str, Document] = {}
        for document in documents:
            if document.key not in latest or latest[document.key].version < document.version:
                latest[document.key] = document
        for batch in batches(sorted(latest.values(), key=lambda one: one.key), BATCH):
            with changing():
                self._write(batch)
        return []

    def remove(self, versions: Iterable[tuple[str, int]]) -> list[Refused]:
        latest: dict[str, int] = {}
        for key, version in versions:
            latest[key] = max(version, latest.get(key, 0))
        for batch in batches(sorted(latest.items()), BATCH):
            with changing():
                self._take_turn()
                self._change([(key, version, True, "", "", None, None, 0, "{}", 0, "") for key, version in batch], {})
        return []

    def _write(self, documents: Sequence[Document]) -> None:
        self._take_turn()
        combined = self._combinations_of(documents)
        written = self._change(
            [
                (one.key, one.version, False, one.checksum, one.language, one.day, combined[one.key], length_of(one),
                 _numbers_of(one), len(one.words), " ".join(one.words)[:LONGEST_BEGINNING])
                for one in documents
            ],
            {one.key: one for one in documents},
        )  # fmt: skip
        self._count_words(Counter(word for document in written for word in set(document.vocabulary)))

    def _change(self, rows: Sequence[tuple], documents: Mapping[str, Document]) -> list[Document]:
        """Note documents, write what they say and take away what they said before; return those that were taken."""
        taken = self._take(rows)
        if not taken:
            return []
        gone = [was for _number, was in taken.values() if was is not None]
        self._delete_places(gone)
        written = [(taken[key][0], document) for key, document in documents.items() if key in taken]
        self._insert_places(written)
        self._add_segment(written, gone)
        self._record([number for number, _was in taken.values()], gone)
        return [document for _number, document in written]

    def _take(self, rows: Sequence[tuple]) -> dict[str, tuple[int, int | None]]:
        """Note documents where their version is later than what is there; return {key: (number, number before)} of those.

        Each version has a number of its own: what a process keeps of a number stays true. What was removed had none.
        """
        table = self.table("document")
        marks = ", ".join(["%s"] * len(COLUMNS))
        values = ", ".join(f"({marks}, {self._new_number(place)})" for place in range(1, len(rows) + 1))
        changes = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
        taken = self._rows(
            f"INSERT INTO {table} ({', '.join(COLUMNS)}, id) VALUES {values} "
            f"ON CONFLICT (key) DO UPDATE SET was = CASE WHEN {table}.removed THEN NULL ELSE {table}.id END, id = excluded.id, {changes} "
            f"WHERE {table}.version < excluded.version RETURNING key, id, was",
            [value for row in rows for value in row],
        )
        return {key: (number, was) for key, number, was in taken}

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


def _numbers_of(document: Document) -> str:
    return json.dumps({name: float(value) for name, value in document.numbers.items() if value is not None})
