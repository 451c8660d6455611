"""What an engine must answer, computed the plain way over documents in memory."""

import math
from collections.abc import Sequence

from search.analysis.query_terms import Alternative, Clause
from search.engines.interface import OWN_LANGUAGE, TITLE_WEIGHT, Document, Request

K1, B = 1.2, 0.75
#: Counted among the documents too, one word long.
CANARY = Document("", 1, "", "", text=("\x1acanary",))


def frequency(document: Document, term: str) -> float:
    title = [*document.title, *document.title_parts].count(term)
    return TITLE_WEIGHT * title + [*document.text, *document.text_parts].count(term)


def length(document: Document) -> int:
    title = len([*document.title, *document.title_parts])
    return int(TITLE_WEIGHT) * title + len([*document.text, *document.text_parts])


def bm25f(document: Document, term: str, documents: Sequence[Document]) -> float:
    having = sum(frequency(one, term) > 0 for one in documents)
    average = sum(map(length, documents)) / len(documents)
    idf = math.log(1 + (len(documents) - having + 0.5) / (having + 0.5))
    found = frequency(document, term)
    return idf * found * (K1 + 1) / (found + K1 * (1 - B + B * length(document) / average))


def score_of_alternative(document: Document, one: Alternative, documents: Sequence[Document]) -> float | None:
    terms = list(dict.fromkeys(one.terms))
    if not all(frequency(document, term) for term in terms):
        return None
    return one.weight * sum(bm25f(document, term, documents) for term in terms) / len(terms)


def score(document: Document, request: Request, documents: Sequence[Document]) -> float | None:
    """The score of a document for the words of a request; None where it has none of them."""
    documents = [*documents, CANARY]
    bests = [best for clause in request.clauses if (best := _best(document, clause, documents)) is not None]
    if not bests or (request.strict and len(bests) < len(request.clauses)):
        return None
    return sum(bests) * document.weight * (OWN_LANGUAGE if document.language == request.language else 1)


def _best(document: Document, clause: Clause, documents: Sequence[Document]) -> float | None:
    scores = [score_of_alternative(document, one, documents) for one in clause.alternatives]
    return max((found for found in scores if found is not None), default=None)
