"""The text analysis of both languages, the same for documents and queries."""

from search.analysis.folding import fold, is_arabic
from search.analysis.highlighting import Span, spans
from search.analysis.lexicons import glossary, places, stop_words
from search.analysis.query_terms import Alternative, Clause, Clauses, expand
from search.analysis.thesaurus import PLACE, Lines, Phrase, Thesaurus, build_thesaurus, phrase_of, shipped_thesaurus
from search.analysis.tokens import Token, analyse, read
from search.analysis.typos import Vocabulary, surface_words
from search.analysis.word_pieces import Kind, pieces
