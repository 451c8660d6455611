"""Segment a text into words, numerals and signs."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from search.analysis.folding import IGNORED

_IGNORED = re.escape(IGNORED)
_ARABIC_LETTERS = r"\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc"
_DIGITS = r"0-9\u0660-\u0669\u06f0-\u06f9"
#: The letter reh is a decimal separator: «5ر4».
_WITHIN_NUMERALS = r".,\u066b\u066c\u060cر"

#: Marks within a word of other scripts.
_MARKS = r"\u0300-\u036f\u00ad\u200b-\u200f\u2060"

#: The commonest first, for speed; a decimal stands before the numeral that begins it.
_PIECE = re.compile(
    rf"""
      (?P<arabic>  [{_ARABIC_LETTERS}] [{_ARABIC_LETTERS}{_IGNORED}]* )
    | (?P<word>    [^\W_{_ARABIC_LETTERS}{_DIGITS}] [^\W_{_ARABIC_LETTERS}]* (?: [{_MARKS}]+ [^\W_{_ARABIC_LETTERS}]* )* )
    | (?P<decimal> [0-9]+p[0-9]+ (?!\w) )                                     # a numeral's own index form
    | (?P<numeral> [{_DIGITS}]+ (?: [{_WITHIN_NUMERALS}][{_DIGITS}]+ )* )
    | (?P<sign>    [%٪] )
    """,
    re.VERBOSE,
)


class Kind(Enum):
    NUMERAL = "numeral"
    DECIMAL = "decimal"
    ARABIC = "arabic"
    SIGN = "sign"
    WORD = "word"


class Piece(NamedTuple):
    text: str
    start: int
    end: int
    kind: Kind


#: A lookup is faster than Kind(value).
_KINDS = {kind.value: kind for kind in Kind}


def pieces(text: str) -> Iterator[Piece]:
    """Yield words, numerals and percent signs. Nothing else of a text is indexed."""
    for match in _PIECE.finditer(text):
        yield Piece(match[0], match.start(), match.end(), _KINDS[match.lastgroup or ""])
