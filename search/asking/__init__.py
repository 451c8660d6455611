"""The language in which readers ask: words, "phrases", -without, and fields in both languages. No engine's syntax."""

from search.asking.asked import Asked, Narrowed
from search.asking.mistakes import Mistake
from search.asking.reading import asked

__all__ = ["Asked", "Mistake", "Narrowed", "asked"]
