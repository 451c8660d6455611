"""One analysis for both languages, for indexing and for asking: `analyse` turns text into tokens."""

from search.analysis.folding import fold, is_arabic
from search.analysis.highlighting import Span, spans
from search.analysis.lexicons import glossary, places, stop_words
from search.analysis.questions import Alternative, Clause, Question, ask
from search.analysis.thesaurus import PLACE, Lines, Phrase, Thesaurus, build, phrase_of, shipped
from search.analysis.tokens import Token, analyse, read
from search.analysis.typos import Vocabulary, surface_words
from search.analysis.word_pieces import Kind, pieces

__all__ = [
    "PLACE",
    "Alternative",
    "Clause",
    "Kind",
    "Lines",
    "Phrase",
    "Question",
    "Span",
    "Thesaurus",
    "Token",
    "Vocabulary",
    "analyse",
    "ask",
    "build",
    "fold",
    "glossary",
    "is_arabic",
    "phrase_of",
    "pieces",
    "places",
    "read",
    "shipped",
    "spans",
    "stop_words",
    "surface_words",
]
