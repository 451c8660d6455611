"""Numbers below a thousand in words: «ثلاثمائة وخمسة وعشرون», « trois cent vingt-cinq »."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from portal.l10n.number_tokens import Token
from portal.l10n.number_words import Form, Kind

Reading = tuple[Decimal, int]  # the value, and where the reading stopped

_ZERO = Decimal(0)


def read_group(tokens: Sequence[Token], start: int) -> Reading | None:
    """The longest number below a thousand that the words at `start` spell, or None if they spell none."""
    if start >= len(tokens):
        return None
    value, end = _READERS.get(tokens[start].language, _nothing)(tokens, start)
    return (value, end) if end > start else None


def _nothing(tokens: Sequence[Token], start: int) -> Reading:
    return _ZERO, start


def _is(tokens: Sequence[Token], at: int, language: str, *kinds: Kind) -> bool:
    return at < len(tokens) and tokens[at].language == language and tokens[at].kind in kinds


def _digit(tokens: Sequence[Token], at: int, language: str, low: int, high: int) -> bool:
    return _is(tokens, at, language, Kind.ONE) and low <= tokens[at].value <= high


def _after_and(tokens: Sequence[Token], at: int, language: str) -> int:
    return at + 1 if _is(tokens, at, language, Kind.AND) else at


def _hundreds(tokens: Sequence[Token], at: int, language: str, lowest: int) -> Reading:
    """100, or a digit and 100; the Arabic hundreds of one word are the caller's."""
    if _is(tokens, at, language, Kind.HUNDRED):
        return tokens[at].value, at + 1
    if _digit(tokens, at, language, lowest, 9) and _is(tokens, at + 1, language, Kind.HUNDRED):
        return tokens[at].value * tokens[at + 1].value, at + 2
    return _ZERO, at


# Arabic: hundreds, then «و», then ones before tens.


def _arabic(tokens: Sequence[Token], start: int) -> Reading:
    if _is(tokens, start, "ar", Kind.HUNDREDS):
        hundreds, end = tokens[start].value, start + 1
    else:
        hundreds, end = _hundreds(tokens, start, "ar", 3)
    if not hundreds:
        return _arabic_below_hundred(tokens, start)
    if _is(tokens, end, "ar", Kind.AND):
        rest, after = _arabic_below_hundred(tokens, end + 1)
        if rest:
            return hundreds + rest, after
    return hundreds, end


def _arabic_below_hundred(tokens: Sequence[Token], start: int) -> Reading:
    if _is(tokens, start, "ar", Kind.TENS, Kind.TEN):
        return tokens[start].value, start + 1
    if not _is(tokens, start, "ar", Kind.ONE):
        return _ZERO, start
    ones = tokens[start].value
    if ones and _is(tokens, start + 1, "ar", Kind.TEN):
        return ones + 10, start + 2
    if ones and _is(tokens, start + 1, "ar", Kind.AND) and _is(tokens, start + 2, "ar", Kind.TENS):
        return ones + tokens[start + 2].value, start + 3
    if tokens[start].form is Form.BOUND:
        return _ZERO, start
    return ones, start + 1


# French: hundreds, then tens (twenties for eighty and ninety), then ones; « et » may stand before them.


def _french(tokens: Sequence[Token], start: int) -> Reading:
    hundreds, end = _hundreds(tokens, start, "fr", 2)
    for begin in dict.fromkeys((end, _after_and(tokens, end, "fr") if hundreds else end)):
        rest, after = _french_below_hundred(tokens, begin)
        if after > begin and (rest or not hundreds):
            return hundreds + rest, after
    return hundreds, end


def _french_below_hundred(tokens: Sequence[Token], start: int) -> Reading:
    if _digit(tokens, start, "fr", 4, 4) and _is_vingt(tokens, start + 1):
        return _french_tail(tokens, start + 2, Decimal(80), teens=True)
    if _is(tokens, start, "fr", Kind.TENS):
        tens = tokens[start].value
        return _french_tail(tokens, start + 1, tens, teens=tens == 60)
    teen, end = _french_teen(tokens, start)
    if end > start:
        return teen, end
    if _is(tokens, start, "fr", Kind.ONE):
        return tokens[start].value, start + 1
    return _ZERO, start


def _is_vingt(tokens: Sequence[Token], at: int) -> bool:
    return _is(tokens, at, "fr", Kind.TENS) and tokens[at].value == 20


def _french_tail(tokens: Sequence[Token], end: int, tens: Decimal, *, teens: bool) -> Reading:
    """What follows the tens: « vingt et un », « soixante et onze », « quatre-vingt-dix-sept »."""
    begin = _after_and(tokens, end, "fr")
    if teens:
        teen, after = _french_teen(tokens, begin)
        if after > begin:
            return tens + teen, after
    if _digit(tokens, begin, "fr", 1, 9):
        return tens + tokens[begin].value, begin + 1
    return tens, end


def _french_teen(tokens: Sequence[Token], at: int) -> Reading:
    if _is(tokens, at, "fr", Kind.TEEN):
        return tokens[at].value, at + 1
    if _is(tokens, at, "fr", Kind.TEN):
        if _digit(tokens, at + 1, "fr", 7, 9):
            return 10 + tokens[at + 1].value, at + 2
        return tokens[at].value, at + 1
    return _ZERO, at


_READERS: dict[str, Callable[[Sequence[Token], int], Reading]] = {"ar": _arabic, "fr": _french}
