"""From an entry to what engines keep of it."""

import hashlib
from functools import cache
from pathlib import Path

from search.analysis import Kind, Token, analyse, fold, pieces, read
from search.analysis import stop_words as known_stop_words
from search.engines.interface import Document
from search.facets import weights
from search.models import Entry

#: What an Arabic word is looked up without while it is being typed.
_ARTICLE = "ال"
_ARTICLES = ("وال", "بال", "فال", "كال", "لل", _ARTICLE)
_SHORTEST_WITHOUT = 3

#: Counted up where an engine comes to keep documents in another way: indexes are then made anew.
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
    """What an engine keeps of an entry. It depends on the entry alone, not on what administrators say of words."""
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
    """Return (the terms in their order, what else stands at their places), both without words that say nothing."""
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
    """The words and numerals of a text as somebody may begin to type them: folded, Arabic ones without their article."""
    return [without_article(fold(piece.text)) for piece in pieces(text) if piece.kind is not Kind.SIGN]


def typed_prefix(text: str) -> list[str]:
    """The words of a text that is being typed, as they stand in titles: the last one is perhaps half of one."""
    words = typed_words(text)
    if words and words[-1].startswith(_ARTICLE) and len(words[-1]) > len(_ARTICLE) + 1:
        # Half a word is too short for its article to be told from its letters.
        words[-1] = words[-1].removeprefix(_ARTICLE)
    return words


def without_article(word: str) -> str:
    """A folded word without the Arabic article and what may stand before it."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _SHORTEST_WITHOUT:
            return word[len(article) :]
    return word
