"""Build the indexed document of an entry."""

import hashlib
from functools import cache
from pathlib import Path

from search.analysis import Kind, Token, analyse, fold, pieces, read
from search.analysis import stop_words as known_stop_words
from search.engines.interface import Document
from search.facets import weights
from search.models import Entry

#: Arabic articles, with conjunctions and prepositions, that typed words are looked up without.
_ARTICLE = "ال"
_ARTICLES = ("وال", "بال", "فال", "كال", "لل", _ARTICLE)
_SHORTEST_WITHOUT = 3

#: Increased where an engine stores documents differently: indexes are then rebuilt.
LAYOUT = 4

#: Files of search/analysis that only questions are read by: a change of them needs no new index.
_QUERY_SIDE = {"glossary.tsv", "families.tsv", "highlighting.py", "query_terms.py", "thesaurus.py", "typos.py"}


@cache
def analysis_version() -> str:
    """Return a fingerprint of the code and lexicons that make index terms: another one requires a new index."""
    digest = hashlib.sha256(f"layout {LAYOUT} {sorted(weights().items())}".encode())
    folder = Path(__file__).resolve().parent.parent / "analysis"
    files = [path for suffix in ("py", "tsv") for path in folder.rglob(f"*.{suffix}") if path.name not in _QUERY_SIDE]
    for path in (*sorted(files), Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def document_of(entry: Entry) -> Document:
    """Return the document of an entry, which depends on the entry alone, not on synonyms."""
    title_tokens, title_words = read(entry.title)
    text_tokens, text_words = read(f"{entry.lead}\n{entry.text}\n{entry.also}")
    title, title_parts = _telling(title_tokens)
    text, text_parts = _telling(text_tokens)
    return Document(
        key=entry.key,
        version=entry.version,
        checksum=entry.checksum,
        language=entry.language,
        title=title,
        text=text,
        title_parts=title_parts,
        text_parts=text_parts,
        words=typed_words(entry.title),
        vocabulary=sorted({*title_words, *text_words}),
        day=entry.date_from,
        facets={**entry.facets, "kind": [entry.kind], "language": [entry.language]},
        numbers=entry.numbers,
        weight=weights().get(entry.kind, 1.0),
    )


def terms_of_text(text: str) -> tuple[list[str], list[str]]:
    """Return (terms in order, further terms at their positions), without stop words."""
    return _telling(analyse(text))


def _telling(tokens: list[Token]) -> tuple[list[str], list[str]]:
    sequence, parts = [], []
    reached = -1
    stop_words = known_stop_words()
    for term, _start, _end, position in tokens:
        if term not in stop_words:
            (sequence if position > reached else parts).append(term)
        reached = position
    return sequence, parts


def typed_words(text: str) -> list[str]:
    """Return the folded words and numerals of a text, Arabic ones without their article."""
    return [without_article(fold(piece.text)) for piece in pieces(text) if piece.kind is not Kind.SIGN]


def typed_prefix(text: str) -> list[str]:
    """Return the words of a text that is being typed; the last one may be a prefix."""
    words = typed_words(text)
    if words and words[-1].startswith(_ARTICLE) and len(words[-1]) > len(_ARTICLE) + 1:
        # A prefix may be too short for `without_article`.
        words[-1] = words[-1].removeprefix(_ARTICLE)
    return words


def without_article(word: str) -> str:
    """Return a folded word without the Arabic article and its prefixes."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _SHORTEST_WITHOUT:
            return word[len(article) :]
    return word
