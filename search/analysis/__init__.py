"""One analysis for both languages, for indexing and for asking: `analyse` turns text into tokens."""

from search.analysis.tokens import Token, analyse

__all__ = ["Token", "analyse"]
