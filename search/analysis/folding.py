"""Fold spelling variants: Arabic as in Larkey's normalisation, Latin without accents."""

import re
import unicodedata
from functools import lru_cache

LONGEST_TERM = 80

_MARKS = "".join(map(chr, [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE), 0x0640]))
_INVISIBLE = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
#: Characters within a word that are no letters.
IGNORED = _MARKS + _INVISIBLE

_IGNORED_TABLE = dict.fromkeys(map(ord, IGNORED))
_ARABIC = str.maketrans("أإآٱؤئىیکةھہڭگݣ", "اااا" + "ويييك" + "ههه" + "ككك")
_LATIN = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_COMBINING = re.compile(r"[\u0300-\u036f]+")
_ARABIC_LETTER = re.compile(r"[\u0621-\u063a\u0641-\u064a\u066e-\u06d3]")


def is_arabic(word: str) -> bool:
    return bool(_ARABIC_LETTER.search(word))


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return a word in lower case, without vowels, tatweel, accents and direction marks. Idempotent."""
    # Until nothing changes: removing a mark may let characters compose.
    while (folded := _fold_once(word)) != word:
        word = folded
    return word[:LONGEST_TERM]


def _fold_once(word: str) -> str:
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKC", word).translate(_IGNORED_TABLE).translate(_ARABIC)
    word = unicodedata.normalize("NFD", word.casefold().translate(_LATIN))
    return unicodedata.normalize("NFC", _COMBINING.sub("", word.translate(_IGNORED_TABLE)).translate(_ARABIC))
