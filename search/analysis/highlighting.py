"""Find the parts of a text that match a query, by analysing the text as the index does."""

from search.analysis import lexicons
from search.analysis.query_terms import Clauses, phrases_in
from search.analysis.tokens import Token, analyse

Span = tuple[int, int]


def spans(text: str, clauses: Clauses) -> list[Span]:
    """Return (start, end) of matching words, numbers, compounds and phrases, each whole; ordered, not overlapping."""
    tokens = analyse(text)
    whole = _compounds(tokens)
    return _merged([whole.get(span, span) for span in _matches(tokens, clauses)])


def _matches(tokens: list[Token], clauses: Clauses) -> list[Span]:
    phrases = phrases_in(clauses)
    single = {phrase[0] for phrase in phrases if len(phrase) == 1}
    several = {phrase for phrase in phrases if len(phrase) > 1}
    found = [(token.start, token.end) for token in tokens if token.term in single]
    if several:
        firsts = {token.position: token for token in reversed(tokens)}
        telling = [
            firsts[position] for position in sorted(firsts) if firsts[position].term not in lexicons.stop_words()
        ]
        terms = [token.term for token in telling]
        for length in {len(phrase) for phrase in several}:
            for first in range(len(terms) - length + 1):
                if tuple(terms[first : first + length]) in several:
                    found.append((telling[first].start, telling[first + length - 1].end))
    return found


def _compounds(tokens: list[Token]) -> dict[Span, Span]:
    """Map the span of each part of a compound to the span of the whole."""
    whole: dict[Span, Span] = {}
    around: Span = (0, 0)
    # Of the tokens that begin at one place the whole compound comes first.
    for token in sorted(tokens, key=lambda token: (token.start, -token.end)):
        if token.end <= around[1]:
            whole[token.start, token.end] = around
        else:
            around = (token.start, token.end)
    return whole


def _merged(found: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(set(found)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
