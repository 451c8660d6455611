"""Where words and numerals stand in a text: the finest cut, before anything is known about them."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from search.analysis.folding import IGNORED

_IGNORED = re.escape(IGNORED)
_ARABIC_LETTERS = r"\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc"
_DIGITS = r"0-9\u0660-\u0669\u06f0-\u06f9"
#: A fraction may stand first, parted by the letter reh: «5ر4».
_WITHIN_NUMERALS = r".,\u066b\u066c\u060cر"

#: What stands within a word of other scripts.
_MARKS = r"\u0300-\u036f\u00ad\u200b-\u200f\u2060"

#: The commonest first: no character begins two of them but a digit, and before a digit's numeral comes the decimal.
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


#: Looking a kind up is quicker than making it of its value, for each word of each text.
_KINDS = {kind.value: kind for kind in Kind}


def pieces(text: str) -> Iterator[Piece]:
    for match in _PIECE.finditer(text):
        yield Piece(match[0], match.start(), match.end(), _KINDS[match.lastgroup])
