"""The analysis chain: from a text to tokens."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from search.analysis import compounds, lexicons
from search.analysis.folding import LONGEST_TERM, fold
from search.analysis.numerals import PERCENT, is_only_a_word, number_at, percent_at
from search.analysis.word_pieces import Kind, Piece, pieces
from search.analysis.words import term_of


class Token(NamedTuple):
    """A term with its offsets in the original text. Alternative tokens share a position."""

    term: str
    start: int
    end: int
    position: int


class _Known(NamedTuple):
    """The context-free analysis of a piece, cached."""

    folded: str
    #: Neither a number nor a sign.
    is_word: bool
    #: Its own first, those of its parts after it.
    terms: tuple[str, ...]
    #: Whether no number and no “per cent” begins with it.
    is_only_a_word: bool
    #: What may stand between it and the next word that makes one word of them.
    links: Collection[str]


def analyse(text: str) -> list[Token]:
    """Return the tokens of a text, in order. Never raises. The script of a word decides its language."""
    return read(text)[0]


def read(text: str) -> tuple[list[Token], list[str]]:
    """Return the tokens of a text, and its folded words without numbers."""
    found = list(pieces(text))
    known = [_known(piece.text) for piece in found]
    tokens: list[Token] = []
    position = index = 0
    while index < len(found):
        _text, start, end, _kind = found[index]
        here = known[index]
        if not here.is_only_a_word and (number := _number(text, found, known, index)):
            term, index = number
            tokens.append(Token(term, start, found[index - 1].end, position))
        else:
            for term in here.terms:
                tokens.append(Token(term, start, end, position))
            # A quick test: most words are not joined to the next.
            if text[end : end + 1] in here.links and (joined := _joined(text, found, known, index)):
                tokens.append(Token(joined[0], start, joined[1], position))
            index += 1
        position += 1
    return tokens, [one.folded for one in known if one.is_word]


@lru_cache(maxsize=100_000)
def _known(text: str) -> _Known:
    kind = next(pieces(text)).kind
    folded = fold(text)
    return _Known(
        folded,
        kind in (Kind.ARABIC, Kind.WORD),
        tuple(dict.fromkeys(_terms(folded))),
        is_only_a_word(text, kind),
        # Arabic words are not joined.
        compounds.links(folded) if kind is Kind.WORD else (),
    )


def _number(text: str, found: list[Piece], known: list[_Known], index: int) -> tuple[str, int] | None:
    """Return (token, index after it) of a “per cent” or number that begins at a piece."""
    after = percent_at([one.folded for one in known[index : index + 2]], 0)
    if after is not None:
        return PERCENT, index + after
    return number_at(text, found, index)


def _terms(folded: str) -> Iterator[str]:
    parts = list(pieces(folded))
    if [part.text for part in parts] != [folded]:
        # Folding decomposed a character: ½ becomes 1⁄2.
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
    """Yield the parts of a numeral that is no number (a law, a date, a version), without leading zeros."""
    plain = "".join(str(int(ch)) if ch.isdigit() else " " for ch in numeral)
    for part in plain.split():
        yield part.lstrip("0") or "0"


def _joined(text: str, found: list[Piece], known: list[_Known], first: int) -> tuple[str, int] | None:
    """Return (term, end) of a joined compound that begins at a piece."""
    last = first
    while _together(text, found, known, last):
        last += 1
    if last == first or (first and _together(text, found, known, first - 1)):
        return None
    members = [one.folded for one in known[first : last + 1]]
    if all(member in lexicons.stop_words() for member in members):
        return None
    parts = list(pieces("".join(members)))
    # Folding may decompose a character: then it is no single word.
    return (
        (term_of(parts[0].text[:LONGEST_TERM]), found[last].end)
        if [part.kind for part in parts] == [Kind.WORD]
        else None
    )


def _together(text: str, found: list[Piece], known: list[_Known], index: int) -> bool:
    """Whether a piece and the one after it are one word."""
    if index + 1 >= len(found):
        return False
    following = found[index + 1]
    return text[found[index].end : following.start] in known[index].links and following.kind is Kind.WORD
