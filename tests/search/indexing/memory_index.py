"""A double of an engine's index, in memory: it keeps the contract's versions, and fails when a test says so."""

from dataclasses import dataclass, field

from search.engines.interface import EngineError, Rejection


class DiesError(BaseException):
    """The process dies: nobody catches it."""


@dataclass
class MemoryIndex:
    documents: dict = field(default_factory=dict)
    removed: dict = field(default_factory=dict)
    #: {key: Rejection}: what it does not take.
    refuses: dict = field(default_factory=dict)
    is_away: bool = False
    told: int = 0
    #: How many documents it takes before the process dies; None never.
    dies_after: int | None = None

    def create(self) -> None:
        self._live()

    def drop(self) -> None:
        self.documents.clear()

    def write(self, documents) -> list[Rejection]:
        self.told += 1
        refused = []
        for document in documents:
            self._live()
            if document.key in self.refuses:
                refused.append(self.refuses[document.key])
            elif document.version > self.version_of(document.key):
                self.documents[document.key] = document
        return refused

    def remove(self, versions) -> list[Rejection]:
        for key, version in versions:
            self._live()
            if version > self.version_of(key):
                self.documents.pop(key, None)
                self.removed[key] = version
        return []

    def version_of(self, key: str) -> int:
        kept = self.documents.get(key)
        return max(kept.version if kept else 0, self.removed.get(key, 0))

    def contents(self):
        for key in sorted(self.documents):
            yield key, self.documents[key].version, self.documents[key].checksum

    def _live(self) -> None:
        if self.is_away:
            raise EngineError("no answer")
        if self.dies_after is not None:
            self.dies_after -= 1
            if self.dies_after < 0:
                self.dies_after = None
                raise DiesError


@dataclass
class MemoryEngine:
    name: str = "memory"
    indexes: dict[int, MemoryIndex] = field(default_factory=dict)
    served: int | None = None

    def index(self, number: int) -> MemoryIndex:
        return self.indexes.setdefault(number, MemoryIndex())

    def serve(self, number: int) -> None:
        self.served = number

    def health(self) -> dict:
        return {}
