"""Numbers in any spelling as one canonical token each, parsed by `portal.l10n.numbers`."""

import re
from decimal import Decimal
from functools import lru_cache

from portal.l10n import LEXICON, SCALED_DIRHAMS, Kind, NumberError, fold_number_word, parse_number
from search.analysis.folding import fold
from search.analysis.word_pieces import Kind as PieceKind
from search.analysis.word_pieces import Piece

LONGEST_NUMBER = 16  # pieces
PERCENT = "pourcent"

_BETWEEN_PARTS = re.compile(r"[ \u00a0\u202f\u2009]?(?:-|\u2011)?\u200f?")
#: A leading zero: a code, a day or a law (09.08).
_CODE = re.compile(r"[0٠۰][0-9٠-٩۰-۹]")
_MEMBERS = {Kind.ONE, Kind.TEN, Kind.TEEN, Kind.TENS, Kind.HUNDRED, Kind.HUNDREDS, Kind.SCALE, Kind.FRACTION}
#: Number words with another meaning when alone.
_OTHER_WORDS_ALONE = frozenset(map(fold_number_word, [
    "un", "une", "neuf", "واحد", "واحدة", "واحدا", "أحد", "إحدى", "ست", "ستا", "ربع", "نصف", "demi", "demie", "quart",
    "الألف", "المليون", "k", "m", "md",
]))  # fmt: skip
_PERCENT_PHRASES = {("pour", "cent"), ("في", "المايه"), ("في", "الميه")}
_PERCENT_WORDS = {"بالمايه", "بالميه", "pourcent", "pourcents"}


@lru_cache(maxsize=20_000)
def _kind(text: str) -> Kind | None:
    """Return the kind of a number word; None for other words."""
    folded = fold_number_word(text)
    if folded in SCALED_DIRHAMS:
        return Kind.SCALE
    if text in ("M", "K", "k", "Md"):
        return Kind.SCALE
    word = LEXICON.get(folded)
    if word is None and folded.startswith("و"):
        word = LEXICON.get(folded[1:])
    return word.kind if word and (word.kind in _MEMBERS or word.kind is Kind.AND) else None


def is_only_a_word(text: str, kind: PieceKind) -> bool:
    """Whether no number and no “per cent” can begin with a piece."""
    if kind not in (PieceKind.ARABIC, PieceKind.WORD) or _kind(text) not in (None, Kind.AND):
        return False
    folded = fold(text)
    return folded not in _PERCENT_WORDS and all(folded != phrase[0] for phrase in _PERCENT_PHRASES)


def number_at(text: str, pieces: list[Piece], first: int) -> tuple[str, int] | None:
    """Return (canonical token, index after it) of a number that begins at a piece; None for no number."""
    piece = pieces[first]
    if piece.kind is PieceKind.DECIMAL:
        return piece.text, first + 1
    kind = Kind.LITERAL if piece.kind is PieceKind.NUMERAL else _kind(piece.text)
    if kind is None or kind is Kind.AND or _CODE.match(piece.text):
        return None
    end = first + 1
    while end < len(pieces) and end - first < LONGEST_NUMBER and _continues(text, pieces, end):
        end += 1
    while end > first:
        said = text[pieces[first].start : pieces[end - 1].end]
        if (value := _value(said)) is not None and not _is_another_word(pieces[first:end]):
            return canonical(value), end
        end -= 1
    return None


def _continues(text: str, pieces: list[Piece], position: int) -> bool:
    before, piece = pieces[position - 1], pieces[position]
    if not _BETWEEN_PARTS.fullmatch(text, before.end, piece.start):
        return False
    if piece.kind is PieceKind.NUMERAL:
        return before.kind is not PieceKind.NUMERAL or (piece.start > before.end and text[before.end] != "-")
    return piece.kind is not PieceKind.SIGN and _kind(piece.text) is not None


def _is_another_word(members: list[Piece]) -> bool:
    return len(members) == 1 and fold_number_word(members[0].text) in _OTHER_WORDS_ALONE


@lru_cache(maxsize=20_000)
def _value(said: str) -> Decimal | None:
    try:
        # Both languages group by dots; where only one reading makes sense the language changes nothing.
        return parse_number(said, "fr")
    except NumberError:
        return None


def canonical(value: Decimal) -> str:
    """Return the digits, with `p` as the decimal point: one word to any engine."""
    return f"{abs(value):f}".replace(".", "p")


def percent_at(folded: list[str], first: int) -> int | None:
    """Return the index after a “per cent” that begins at a piece."""
    if folded[first] in ("%", "٪") or folded[first] in _PERCENT_WORDS:
        return first + 1
    if tuple(folded[first : first + 2]) in _PERCENT_PHRASES:
        return first + 2
    return None


@lru_cache(maxsize=50_000)
def single_number(word: str) -> str | None:
    """Return the canonical token of a word that is a number by itself: عشرون, trente."""
    kind = _kind(word)
    if kind is None or kind is Kind.AND or fold_number_word(word) in _OTHER_WORDS_ALONE:
        return None
    value = _value(word)
    return None if value is None else canonical(value)
