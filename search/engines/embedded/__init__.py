"""The engine without a server: tantivy, with a folder per index, written by the worker."""

from dataclasses import dataclass
from pathlib import Path

from search.engines.embedded.index import EmbeddedIndex


@dataclass(frozen=True)
class EmbeddedEngine:
    root: Path
    name: str = "embedded"

    def index(self, number: int) -> EmbeddedIndex:
        return EmbeddedIndex(self.root / str(number))

    def serve(self, number: int) -> None:
        self.index(number).folder.searcher(anew=True)

    def health(self, number: int) -> dict:
        return {"documents": self.index(number).count()}
