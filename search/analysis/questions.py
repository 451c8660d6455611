"""What a question asks for: its terms, and what stands for them with less weight. No engine's syntax is in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.analysis import lexicons
from search.analysis.thesaurus import Phrase, Thesaurus, shipped, significant
from search.analysis.tokens import analyse

#: What a word of a known phrase counts by itself: « liberté » in « liberté conditionnelle ».
WITHIN_PHRASE = 0.5
#: What a known phrase counts for each of its words.
PHRASE = 1.0
#: A number that is asked for is meant exactly.
NUMBER = 2.0


@dataclass(frozen=True, slots=True)
class Alternative:
    """Terms that count together: a document has all of them or none."""

    terms: Phrase
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Clause:
    """One word or known phrase of a question with everything that stands for it; start and end are in the question."""

    start: int
    end: int
    alternatives: tuple[Alternative, ...]

    @property
    def terms(self) -> set[str]:
        return {term for alternative in self.alternatives for term in alternative.terms}


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    clauses: tuple[Clause, ...]

    @property
    def phrases(self) -> set[Phrase]:
        """Every phrase that answers some of it."""
        return {alternative.terms for clause in self.clauses for alternative in clause.alternatives}


def ask(text: str, thesaurus: Thesaurus | None = None) -> Question:
    """The question that a text asks; one clause for each word, and one more for each known phrase of several words."""
    thesaurus = thesaurus or shipped()
    words = significant(text)
    terms = [term for term, _start, _end in words]
    standing = {(first, after): others for first, after, others in thesaurus.matches(terms)}
    clauses = []
    within_phrases = {index for first, after in standing if after - first > 1 for index in range(first, after)}
    for index, (term, start, end) in enumerate(words):
        others = standing.get((index, index + 1), {})
        weight = NUMBER if term[0].isdecimal() else WITHIN_PHRASE if index in within_phrases else 1.0
        clauses.append(Clause(start, end, _alternatives((term,), others, weight)))
    for (first, after), others in standing.items():
        if (length := after - first) > 1:
            alternatives = _alternatives(tuple(terms[first:after]), others, PHRASE * length)
            clauses.append(Clause(words[first][1], words[after - 1][2], alternatives))
    clauses += _composed(text, thesaurus)
    return Question(text, tuple(clauses))


def _alternatives(phrase: Phrase, others: dict[Phrase, float], weight: float = 1.0) -> tuple[Alternative, ...]:
    """The phrase itself, and what stands for it."""
    return (Alternative(phrase, weight), *(Alternative(other, share * weight) for other, share in others.items()))


def _composed(text: str, thesaurus: Thesaurus) -> Iterator[Clause]:
    """Clauses for what else the words of a question are: parts of one, or together one."""
    seen: set[int] = set()
    for token in analyse(text):
        if token.position in seen and token.term not in lexicons.stop_words():
            yield Clause(token.start, token.end, _alternatives((token.term,), thesaurus.related.get((token.term,), {})))
        seen.add(token.position)
