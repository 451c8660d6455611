"""Parse numbers and ranges as readers write them: 2014..2019, >4,5 MDH, ..20, «أكثر من 500 ألف»."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from portal.l10n import AmbiguousNumber, NumberError, parse_number
from search.analysis import fold

_DOTS = re.compile(r"\s*(?:\.{2,3}|…|‥)\s*")
_DASH = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_SIGN = re.compile(r"(>=|=>|<=|=<|[<>=≥≤])\s*")
_SIGNS = {">=": ">=", "=>": ">=", "≥": ">=", "<=": "<=", "=<": "<=", "≤": "<=", ">": ">", "<": "<", "=": "="}
_WORDS = {
    "plus de": ">",
    "moins de": "<",
    "au moins": ">=",
    "au plus": "<=",
    "jusqu’à": "<=",
    "jusqu'à": "<=",
    "أكثر من": ">",
    "أقل من": "<",
    "على الأقل": ">=",
    "على الأكثر": "<=",
    "إلى غاية": "<=",
}
_SPOKEN = sorted(((fold(words), sign) for words, sign in _WORDS.items()), key=lambda pair: -len(pair[0]))
#: Beyond it floating point, which engines compare, no longer tells whole numbers apart.
_LARGEST = Decimal(2**53)


class NotARangeError(Exception):
    """The text is no number and no range."""


@dataclass(frozen=True)
class Range:
    """From `least` to `most`, both included; None is open. `was_reversed` is whether it was written the wrong way round."""

    least: float | None = None
    most: float | None = None
    was_reversed: bool = False


def read_range(text: str, language: str) -> Range:
    """Parse a range. Raises NotARangeError."""
    text = text.strip()
    if match := _SIGN.match(text):
        return _compared(_SIGNS[match[1]], _number(text[match.end() :], language))
    folded = fold(text) if len(text) < 80 else ""
    for words, sign in _SPOKEN:
        if folded.startswith(f"{words} "):
            return _compared(sign, _number(" ".join(text.split()[len(words.split()) :]), language))
    ends = _DOTS.split(text)
    if len(ends) == 1:
        ends = _DASH.split(text)
        if len(ends) == 2 and not all(ends):
            raise NotARangeError
    if len(ends) == 1:
        return _compared("=", _number(text, language))
    if len(ends) != 2 or not any(ends):
        raise NotARangeError
    # «50..500 ألف» is from 50: a unit that stands at the end alone is of the end alone.
    least, most = (_number(end, language) if end else None for end in ends)
    if least is not None and most is not None and least > most:
        return Range(most, least, was_reversed=True)
    return Range(least, most)


def _compared(sign: str, number: float) -> Range:
    match sign:
        case ">":
            return Range(math.nextafter(number, math.inf), None)
        case "<":
            return Range(None, math.nextafter(number, -math.inf))
        case ">=":
            return Range(number, None)
        case "<=":
            return Range(None, number)
    return Range(number, number)


def _number(text: str, language: str) -> float:
    text = text.strip()
    if not text:
        raise NotARangeError
    for reading in (None, language):
        try:
            value = parse_number(text, reading)
        except AmbiguousNumber:
            continue
        except NumberError as error:
            raise NotARangeError from error
        if abs(value) > _LARGEST:
            raise NotARangeError
        return float(value)
    raise NotARangeError
