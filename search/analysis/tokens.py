"""The chain: from a text to the tokens that are indexed and asked for."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from search.analysis import compounds, lexicons
from search.analysis.folding import LONGEST_TERM, fold, is_arabic
from search.analysis.numerals import PERCENT, is_only_a_word, number_at, percent_at
from search.analysis.pieces import Kind, Piece, pieces
from search.analysis.words import term_of


class Token(NamedTuple):
    """An index form and where in the original text it stands. Tokens of one place share their position."""

    term: str
    start: int
    end: int
    position: int


def analyse(text: str, language: str | None = None) -> list[Token]:
    """The tokens of a text, in order. Nothing that is typed raises.

    Each word is read by its own script; `language` is for what both could mean, and nothing is so far.
    """
    found = list(pieces(text))
    folded = [fold(piece.text) for piece in found]
    tokens: list[Token] = []
    positions = count()
    index = 0
    while index < len(found):
        first = found[index]
        if is_only_a_word(first.text, first.kind):
            after = index + 1
            position = next(positions)
            tokens += [Token(term, first.start, first.end, position) for term in terms_of(first.text)]
            # Arabic words are not joined.
            if first.kind is Kind.WORD and (joined := _joined(text, found, folded, index)):
                tokens.append(Token(joined[0], first.start, joined[1], position))
        elif (after := percent_at(folded, index)) is not None:
            tokens.append(Token(PERCENT, first.start, found[after - 1].end, next(positions)))
        elif number := number_at(text, found, index):
            term, after = number
            tokens.append(Token(term, first.start, found[after - 1].end, next(positions)))
        else:
            after = index + 1
            position = next(positions)
            tokens += [Token(term, first.start, first.end, position) for term in terms_of(first.text)]
            if joined := _joined(text, found, folded, index):
                tokens.append(Token(joined[0], first.start, joined[1], position))
        index = after
    return tokens


@lru_cache(maxsize=100_000)
def terms_of(word: str) -> tuple[str, ...]:
    """The terms of one piece of text, its own first, its parts after it."""
    return tuple(dict.fromkeys(_terms(fold(word))))


def _terms(folded: str) -> Iterator[str]:
    parts = list(pieces(folded))
    if [part.text for part in parts] != [folded]:
        # Folding took a character apart: ½ is a one, a bar and a two.
        for part in parts:
            if part.text != folded:
                yield from _terms(part.text)
        return
    kind = parts[0].kind
    if kind is Kind.NUMERAL:
        yield from _digits(folded)
    elif kind is not Kind.SIGN:
        yield term_of(folded)
        if kind is Kind.WORD and (composed := compounds.parts_of(folded)):
            yield from map(term_of, composed)


def _digits(numeral: str) -> Iterator[str]:
    """A numeral that is no number: of a law (09.08), a date, a version. Each of its parts, without leading zeros."""
    plain = "".join(str(int(ch)) if ch.isdigit() else " " for ch in numeral)
    for part in plain.split():
        yield part.lstrip("0") or "0"


def _joined(text: str, found: list[Piece], folded: list[str], first: int) -> tuple[str, int] | None:
    """The word that pieces make which a hyphen joins, and where it ends; only at the first of them."""
    if first and _together(text, found, folded, first - 1):
        return None
    last = first
    while last + 1 < len(found) and _together(text, found, folded, last):
        last += 1
    members = folded[first : last + 1]
    if last == first or all(member in lexicons.stop_words() for member in members):
        return None
    parts = list(pieces("".join(members)))
    # Folding can take a character apart: then there is no one word.
    return (
        (term_of(parts[0].text[:LONGEST_TERM]), found[last].end)
        if [part.kind for part in parts] == [Kind.WORD]
        else None
    )


def _together(text: str, found: list[Piece], folded: list[str], index: int) -> bool:
    if index + 1 >= len(found):
        return False
    here, following = found[index], found[index + 1]
    if here.kind is not Kind.WORD or following.kind is not Kind.WORD or is_arabic(here.text):
        return False
    return compounds.joins(text[here.end : following.start], folded[index])
