"""Lexicon of number words and units in Arabic and French.

Keys are folded by `fold_number_word`. Arabic numerals are listed in every gender and case; agreement is not checked.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

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


def _entries(
    kind: Kind, language: str, table: Mapping[int, str] | Mapping[str, str], form: Form = Form.PLAIN
) -> dict[str, Word]:
    return {
        fold_number_word(spelling): Word(kind, Decimal(value), form, language)
        for value, spellings in table.items()
        for spelling in spellings.split()
    }


def _table(values: Iterable[int], spellings: str) -> dict[int, str]:
    """Return {value: its spellings}; `spellings` has one group per value, separated by |."""
    return dict(zip(values, spellings.split("|"), strict=True))


_TENS = range(20, 100, 10)
_ARABIC_ONES = _table(
    range(10),
    "صفر صفرا|واحد واحدا واحدة|اثنان اثنين اثنتان اثنتين|ثلاث ثلاثة ثلاثا|أربع أربعة أربعا|خمس خمسة خمسا|"
    "ست ستة ستا|سبع سبعة سبعا|ثمان ثماني ثمانية ثمانيا|تسع تسعة تسعا",
)
_ARABIC_BOUND = {1: "أحد إحدى", 2: "اثنا اثني اثنتا اثنتي"}
_ARABIC_TENS = _table(
    _TENS,
    "عشرون عشرين|ثلاثون ثلاثين|أربعون أربعين|خمسون خمسين|ستون ستين|سبعون سبعين|ثمانون ثمانين|تسعون تسعين",
)
_HUNDRED_SPELLINGS = ("مئة", "مائة", "ماية")
_HUNDRED_STEMS = _table(range(300, 1000, 100), "ثلاث ثلث|أربع|خمس|ست|سبع|ثمان ثماني|تسع")
_ARABIC_HUNDREDS = {200: "مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي"} | {
    value: " ".join(stem + hundred for stem in stems.split() for hundred in _HUNDRED_SPELLINGS)
    for value, stems in _HUNDRED_STEMS.items()
}

_FRENCH_ONES = _table(range(10), "zéro|un une|deux|trois|quatre|cinq|six|sept|huit|neuf")
_FRENCH_TEENS = _table(range(11, 17), "onze|douze|treize|quatorze|quinze|seize")
_FRENCH_TENS = _table(_TENS, "vingt vingts|trente|quarante|cinquante|soixante|septante|huitante octante|nonante")

_THOUSAND, _MILLION, _MILLIARD = 10**3, 10**6, 10**9

LEXICON: dict[str, Word] = {
    **_entries(Kind.ONE, "ar", _ARABIC_ONES),
    **_entries(Kind.ONE, "ar", _ARABIC_BOUND, Form.BOUND),
    **_entries(Kind.TEN, "ar", {10: "عشر عشرة عشرا"}),
    **_entries(Kind.TENS, "ar", _ARABIC_TENS),
    **_entries(Kind.HUNDRED, "ar", {100: " ".join(_HUNDRED_SPELLINGS)}),
    **_entries(Kind.HUNDREDS, "ar", _ARABIC_HUNDREDS),
    **_entries(Kind.SCALE, "ar", {_THOUSAND: "ألف", _MILLION: "مليون", _MILLIARD: "مليار"}, Form.SINGULAR),
    **_entries(Kind.SCALE, "ar", {_THOUSAND: "ألفا", _MILLION: "مليونا", _MILLIARD: "مليارا"}, Form.ACCUSATIVE),
    **_entries(
        Kind.SCALE,
        "ar",
        {
            _THOUSAND: "ألفان ألفين ألفي",
            _MILLION: "مليونان مليونين مليوني",
            _MILLIARD: "ملياران مليارين ملياري",
        },
        Form.DUAL,
    ),
    **_entries(Kind.SCALE, "ar", {_THOUSAND: "آلاف", _MILLION: "ملايين", _MILLIARD: "مليارات ملايير"}, Form.PLURAL),
    **_entries(Kind.SCALE, "ar", {_THOUSAND: "الألف", _MILLION: "المليون", _MILLIARD: "المليار"}, Form.DEFINITE),
    **_entries(Kind.FRACTION, "ar", {"0.5": "نصف نصفا", "0.25": "ربع ربعا"}),
    **_entries(Kind.FRACTION, "ar", {"0.25": "أرباع"}, Form.PLURAL),
    **_entries(Kind.AND, "ar", {0: "و"}),
    **_entries(Kind.RANGE, "ar", {0: "من إلى ما بين مابين"}),
    **_entries(Kind.ONE, "fr", _FRENCH_ONES),
    **_entries(Kind.TEN, "fr", {10: "dix"}),
    **_entries(Kind.TEEN, "fr", _FRENCH_TEENS),
    **_entries(Kind.TENS, "fr", _FRENCH_TENS),
    **_entries(Kind.HUNDRED, "fr", {100: "cent cents"}),
    **_entries(Kind.SCALE, "fr", {_THOUSAND: "mille mil", _MILLION: "million", _MILLIARD: "milliard"}, Form.SINGULAR),
    **_entries(Kind.SCALE, "fr", {_MILLION: "millions", _MILLIARD: "milliards"}, Form.PLURAL),
    **_entries(Kind.FRACTION, "fr", {"0.5": "demi demie", "0.25": "quart"}),
    **_entries(Kind.FRACTION, "fr", {"0.25": "quarts"}, Form.PLURAL),
    **_entries(Kind.AND, "fr", {0: "et"}),
    **_entries(Kind.OF, "fr", {0: "de"}),
    **_entries(Kind.RANGE, "fr", {0: "entre"}),
}

# Case-sensitive abbreviations. Left out: "m" (metre) and the ambiguous "MD".
EXACT: dict[str, Word] = {
    spelling: Word(Kind.SCALE, Decimal(value), Form.PLURAL, "fr")
    for value, spellings in {_THOUSAND: "k K", _MILLION: "M", _MILLIARD: "Md Mds Mrd Mrds"}.items()
    for spelling in spellings.split()
} | {"à": Word(Kind.RANGE, language="fr"), "À": Word(Kind.RANGE, language="fr")}

# Scale and dirhams in one word.
SCALED_DIRHAMS: dict[str, Word] = {
    spelling: Word(Kind.SCALE, Decimal(value), Form.PLURAL, "fr")
    for value, spellings in {_THOUSAND: "kdh kdhs", _MILLION: "mdh mdhs", _MILLIARD: "mmdh mmdhs"}.items()
    for spelling in spellings.split()
}

DIRHAM = Unit(places=2)


def _units(unit: Unit, phrases: str) -> dict[tuple[str, ...], Unit]:
    return {tuple(fold_number_word(word) for word in phrase.split()): unit for phrase in phrases.split("|")}


# Phrases of up to three words; a hyphen between letters counts as a space.
UNITS: dict[tuple[str, ...], Unit] = {
    **_units(DIRHAM, "DH|DHS|MAD|dirham|dirhams|dirham marocain|dirhams marocains"),
    **_units(DIRHAM, "درهم|درهما|دراهم|درهم مغربي|درهما مغربيا|دراهم مغربية"),
    **_units(Unit(places=2, dual=True), "درهمان|درهمين"),
    **_units(Unit(), "pour cent|pourcent|في المائة|في المئة|في الماية|بالمائة|بالمئة"),
    **_units(
        Unit(places=0),
        "personne|personnes|bénéficiaire|bénéficiaires|détenu|détenus|détenue|détenues|ex détenu|ex détenus|"
        "ex détenue|ex détenues|ancien détenu|anciens détenus|jeune|jeunes|mineur|mineurs|mineure|mineures|"
        "inscrit|inscrits|inscription|inscriptions|stagiaire|stagiaires|élève|élèves|projet|projets|"
        "micro projet|micro projets|certificat|certificats|diplôme|diplômes|entreprise|entreprises|"
        "centre|centres|emploi|emplois|femme|femmes|homme|hommes",
    ),
    **_units(
        Unit(places=0),
        "شخص|شخصا|أشخاص|فرد|فردا|أفراد|مستفيد|مستفيدا|مستفيدة|مستفيدين|مستفيدون|مستفيدات|سجين|سجينا|سجينة|سجناء|سجينات|"
        "نزيل|نزيلا|نزيلة|نزلاء|نزيلات|شاب|شابا|شباب|حدث|حدثا|أحداث|قاصر|قاصرا|قاصرين|تلميذ|تلميذا|تلاميذ|"
        "متدرب|متدربا|متدربين|مسجل|مسجلا|مسجلين|مشروع|مشروعا|مشاريع|شهادة|شهادات|مقاولة|مقاولات|مركز|مركزا|مراكز|"
        "امرأة|نساء|رجل|رجلا|رجال",
    ),
    **_units(
        Unit(places=0, dual=True),
        "شخصان|شخصين|مستفيدان|مستفيدتان|مستفيدتين|سجينان|سجينين|نزيلان|نزيلين|مشروعان|مشروعين|شهادتان|شهادتين|"
        "مقاولتان|مقاولتين|مركزان|مركزين",
    ),
}
UNIT_WORDS = max(len(phrase) for phrase in UNITS)
UNIT_SIGNS: dict[str, Unit] = {"%": Unit(), "٪": Unit(), "د.م.": DIRHAM, "د.م": DIRHAM}
