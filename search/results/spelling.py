"""Spelling repair: words that no document has are replaced by the nearest words that one has."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from search.analysis import Alternative, Clause, Clauses, Thesaurus, Vocabulary, expand, glossary, places, surface_words
from search.engines import EmbeddedIndex, SearchIndex

#: Weight of a repaired word.
REPAIRED = 0.6
#: Seconds between two readings of an index's vocabulary, which takes up to a second.
REFRESH_AFTER = 60.0

#: (what was typed, what was searched instead)
Correction = tuple[str, str]


@dataclass(frozen=True)
class Words:
    """`indexed` are those of documents; `all` those of glossary and places too."""

    indexed: Vocabulary
    all: Vocabulary


@dataclass(frozen=True)
class Snapshot:
    """The vocabulary of an index as it was read, and when."""

    path: Path
    read_at: float
    words: Words


_snapshot: Snapshot | None = None


def vocabulary_of(index: EmbeddedIndex, now: float | None = None) -> Words:
    """Return the vocabulary of an index, at most a minute old. Raises EngineError."""
    global _snapshot
    now = time.monotonic() if now is None else now
    if not _snapshot or _snapshot.path != index.folder.path or now - _snapshot.read_at >= REFRESH_AFTER:
        indexed = dict(index.words())
        words = Words(Vocabulary(indexed), Vocabulary(Counter(indexed) + Counter(_lexicon_words())))
        _snapshot = Snapshot(index.folder.path, now, words)
    return _snapshot.words


@cache
def lexicon_vocabulary() -> Words:
    """Return the vocabulary of glossary and places, where no index keeps its own."""
    return Words(Vocabulary(()), Vocabulary(_lexicon_words()))


@cache
def _lexicon_words() -> set[str]:
    lists = (glossary(), places())
    return {word for lines in lists for line in lines for side in line for text in side for word in surface_words(text)}


def repair_spelling(
    text: str, clauses: Clauses, index: SearchIndex, words: Callable[[], Words], thesaurus: Thesaurus
) -> tuple[Clauses, list[Correction]]:
    """Return the clauses of a text with unknown words repaired, and the corrections made.

    `words` is called only if something is unknown. Raises EngineError.
    """
    known = index.known_terms({term for clause in clauses for term in clause.terms})
    repaired: list[Clause] = []
    corrections: dict[str, str] = {}
    for clause in clauses:
        if matching := tuple(one for one in clause.alternatives if known.issuperset(one.terms)):
            # Terms that no document has need not be searched.
            repaired.append(replace(clause, alternatives=matching))
            continue
        typed = text[clause.start : clause.end]
        if len(surface_words(typed)) != 1:
            repaired.append(clause)
            continue
        others = _matching(_near(typed, words()), index, thesaurus)
        repaired += [_weaker(other, clause) for _word, repairs in others for other in repairs] or [clause]
        if others:
            corrections.setdefault(typed, others[0][0])
    return tuple(repaired), list(corrections.items())


def _near(typed: str, words: Words) -> list[str]:
    return words.all.near(typed) or words.indexed.beginning(typed)


def _matching(words: Iterable[str], index: SearchIndex, thesaurus: Thesaurus) -> list[tuple[str, Clauses]]:
    """Return (word, its clauses) of the words that match a document."""
    expanded = [(word, expand(word, thesaurus)) for word in words]
    known = index.known_terms({term for _word, clauses in expanded for clause in clauses for term in clause.terms})
    return [
        (word, clauses)
        for word, clauses in expanded
        if any(known.issuperset(one.terms) for clause in clauses for one in clause.alternatives)
    ]


def _weaker(clause: Clause, place: Clause) -> Clause:
    alternatives = tuple(Alternative(one.terms, one.weight * REPAIRED) for one in clause.alternatives)
    return Clause(place.start, place.end, alternatives)
