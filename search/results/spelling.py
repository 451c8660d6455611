"""Typos put right: words that no document has, by the nearest words that one has."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from search.analysis import Alternative, Clause, Question, Thesaurus, Vocabulary, ask, glossary, places, surface_words
from search.engines import EmbeddedIndex, SearchIndex

#: What a word that was put in the place of another counts.
REPAIRED = 0.6

#: (what was typed, what was searched instead)
Correction = tuple[str, str]


@dataclass(frozen=True)
class Words:
    """`indexed` are those of documents; `all` those of the lists of glossary and places too."""

    indexed: Vocabulary
    all: Vocabulary


#: Seconds for which a process takes its words for all that there are: to read them again takes a second where they are many.
READ_AGAIN_AFTER = 60.0


@dataclass(frozen=True)
class Kept:
    """The words of an index as they were read, and when."""

    path: Path
    read_at: float
    words: Words


_kept: Kept | None = None


def words_of(index: EmbeddedIndex, now: float | None = None) -> Words:
    """The words to choose from; new ones count within a minute. Raises EngineError."""
    global _kept
    now = time.monotonic() if now is None else now
    if not _kept or _kept.path != index.folder.path or now - _kept.read_at >= READ_AGAIN_AFTER:
        indexed = dict(index.words())
        words = Words(Vocabulary(indexed), Vocabulary(Counter(indexed) + Counter(_listed_words())))
        _kept = Kept(index.folder.path, now, words)
    return _kept.words


@cache
def listed_words() -> Words:
    """What is known where no index keeps its words: those of glossary and places."""
    return Words(Vocabulary(()), Vocabulary(_listed_words()))


@cache
def _listed_words() -> set[str]:
    lists = (glossary(), places())
    return {word for lines in lists for line in lines for side in line for text in side for word in surface_words(text)}


def repaired(
    question: Question, index: SearchIndex, words: Callable[[], Words], thesaurus: Thesaurus
) -> tuple[Question, list[Correction]]:
    """Return the question with the words put right of which nothing is known, and what stands for them.

    `words` is asked only where there is something to repair. Raises EngineError.
    """
    known = index.knows({term for clause in question.clauses for term in clause.terms})
    clauses: list[Clause] = []
    corrections: dict[str, str] = {}
    for clause in question.clauses:
        if answering := tuple(one for one in clause.alternatives if known.issuperset(one.terms)):
            # What no document has need not be asked for.
            clauses.append(replace(clause, alternatives=answering))
            continue
        typed = question.text[clause.start : clause.end]
        if len(surface_words(typed)) != 1:
            clauses.append(clause)
            continue
        others = _found(_near(typed, words()), index, thesaurus)
        clauses += [_weaker(other, clause) for _word, repairs in others for other in repairs] or [clause]
        if others:
            corrections.setdefault(typed, others[0][0])
    return replace(question, clauses=tuple(clauses)), list(corrections.items())


def _near(typed: str, words: Words) -> list[str]:
    return words.all.near(typed) or words.indexed.beginning(typed)


def _found(words: Iterable[str], index: SearchIndex, thesaurus: Thesaurus) -> list[tuple[str, tuple[Clause, ...]]]:
    """Return (word, clauses that ask for it) of those words to which a document answers."""
    asked = [(word, ask(word, thesaurus).clauses) for word in words]
    known = index.knows({term for _word, clauses in asked for clause in clauses for term in clause.terms})
    return [
        (word, clauses)
        for word, clauses in asked
        if any(known.issuperset(one.terms) for clause in clauses for one in clause.alternatives)
    ]


def _weaker(clause: Clause, place: Clause) -> Clause:
    alternatives = tuple(Alternative(one.terms, one.weight * REPAIRED) for one in clause.alternatives)
    return Clause(place.start, place.end, alternatives)
