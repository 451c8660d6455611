"""Lexicon of number words and units in Arabic and French, with keys that `fold_number_word` has folded."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from portal.l10n.languages import LANGUAGES, words_of

TANWIN = "\u064b"


class Kind(Enum):
    LITERAL = auto()  # digits
    ONE = auto()  # 0–9
    TEN = auto()  # 10
    TEEN = auto()  # French 11–16, which are single words
    TENS = auto()  # 20, 30 … 90
    HUNDRED = auto()  # 100
    HUNDREDS = auto()  # Arabic 200–900, which are single words
    SCALE = auto()  # a thousand and above
    FRACTION = auto()  # half, quarter, and "quarters" (which needs its three)
    AND = auto()
    OF = auto()
    UNIT = auto()  # dropped
    MINUS = auto()
    PLUS = auto()
    RANGE = auto()  # from, to, between


NUMERIC = frozenset({
    Kind.LITERAL, Kind.ONE, Kind.TEN, Kind.TEEN, Kind.TENS, Kind.HUNDRED, Kind.HUNDREDS, Kind.SCALE, Kind.FRACTION,
})  # fmt: skip


class Form(Enum):
    PLAIN = auto()
    BOUND = auto()  # Arabic numeral that is never alone: أحد، اثنا
    SINGULAR = auto()  # a scale that means one by itself: مليون، mille
    ACCUSATIVE = auto()  # مليونا: "a million" in the accusative, or "two million" before its noun
    DUAL = auto()  # ألفان: means two by itself
    PLURAL = auto()  # ملايين, millions, M: needs its number, or three with quarters
    DEFINITE = auto()  # المليون, only in "and half of the million"


@dataclass(frozen=True, slots=True)
class Word:
    kind: Kind
    value: Decimal = Decimal(0)
    form: Form = Form.PLAIN
    language: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure. `places`: the decimals its amounts may have (None: any number of them)."""

    places: int | None = None
    dual: bool = False  # درهمان is two dirhams, without a numeral


_ARABIC_FOLD = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", TANWIN: None}
)


def fold_number_word(word: str) -> str:
    """Return a word in lower case, without accents and tanwin, with interchangeable Arabic letters unified."""
    word = word.translate(_ARABIC_FOLD).casefold()
    decomposed = unicodedata.normalize("NFD", word)
    kept = "".join(ch for ch in decomposed if not "\u0300" <= ch <= "\u036f")
    return unicodedata.normalize("NFC", kept)


def _lexicon(section: str, fold: Callable[[str], str] = str) -> dict[str, Word]:
    """Return {spelling: word} of a section of all languages: its tables are kind, form, and spellings by value."""
    return {
        fold(spelling): Word(Kind[kind.upper()], Decimal(value), Form[form.upper()], language)
        for language in LANGUAGES
        for kind, forms in words_of(language).get(section, {}).items()
        for form, values in forms.items()
        for value, spellings in values.items()
        for spelling in spellings.split()
    }


LEXICON = _lexicon("numbers", fold_number_word)
EXACT = _lexicon("exact")
SCALED_DIRHAMS = _lexicon("scaled_dirhams")
UNITS = {
    tuple(map(fold_number_word, phrase.split())): Unit(unit.get("places"), unit.get("dual", False))
    for language in LANGUAGES
    for unit in words_of(language)["units"]
    for phrase in unit["phrases"]
}
UNIT_WORDS = max(map(len, UNITS))
DIRHAM = UNITS["dirham",]
UNIT_SIGNS = {"%": Unit(), "٪": Unit(), "د.م.": DIRHAM, "د.م": DIRHAM}
