"""`parse_number` reads generated numbers in words."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.l10n.numbers import parse_number

FR_LOW = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
FR_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
FR_SWISS = {7: "septante", 8: "huitante", 9: "nonante"}


def french_below_hundred(n, swiss=False):
    tens, ones = divmod(n, 10)
    if n < 20:
        return FR_LOW[n]
    if swiss and tens in FR_SWISS:
        return FR_SWISS[tens] + ("" if not ones else " et un" if ones == 1 else "-" + FR_LOW[ones])
    if n >= 80:
        return "quatre-vingts" if n == 80 else "quatre-vingt-" + FR_LOW[n - 80]
    if n >= 60:
        return "soixante" + ("" if n == 60 else f" et {FR_LOW[n - 60]}" if n in (61, 71) else "-" + FR_LOW[n - 60])
    return FR_TENS[tens] + ("" if not ones else " et un" if ones == 1 else "-" + FR_LOW[ones])


def french(n, swiss=False, final=True):
    if n >= 1000:
        thousands, rest = divmod(n, 1000)
        head = "mille" if thousands == 1 else french(thousands, swiss, final=False) + " mille"
        return head if not rest else f"{head} {french(rest, swiss)}"
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        text = french_below_hundred(rest, swiss)
        return text if final or n != 80 else text.removesuffix("s")
    head = "cent" if hundreds == 1 else f"{FR_LOW[hundreds]} cent" + ("s" if final and not rest else "")
    return head if not rest else f"{head} {french_below_hundred(rest, swiss)}"


AR_MASCULINE = ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
AR_FEMININE = ["صفر", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع", "عشر"]
AR_STEMS = ["", ".", ".", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
AR_TENS = [".", ".", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]


def _case(word, oblique):
    """The dual and the tens: -ān and -ūn in the nominative, -ayn and -īn otherwise."""
    if word == "ثمان":
        return word
    if oblique and word.endswith("ان"):
        return word[:-2] + "ين"
    return word[:-2] + "ين" if oblique and word.endswith("ون") else word


def arabic_below_hundred(n, feminine, oblique):
    low = AR_FEMININE if feminine else AR_MASCULINE
    tens, ones = divmod(n, 10)
    if n <= 10:
        return _case(low[n], oblique)
    if tens == 1:
        ten = "عشرة" if feminine else "عشر"
        if ones == 1:
            return ("إحدى " if feminine else "أحد ") + ten
        if ones == 2:
            return _case(low[2], oblique)[:-1] + " " + ten
        return ("ثماني" if feminine and ones == 8 else low[ones]) + " " + ten
    word = _case(AR_TENS[tens] + "ون", oblique)
    if not ones:
        return word
    first = "إحدى" if feminine and ones == 1 else _case(low[ones], oblique)
    return f"{first} و{word}"


def arabic_below_thousand(n, feminine, oblique, hundred):
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return arabic_below_hundred(rest, feminine, oblique)
    if hundreds == 1:
        head = hundred
    elif hundreds == 2:
        head = _case(hundred[:-1] + "تان", oblique)
    else:
        head = AR_STEMS[hundreds] + hundred
    return head if not rest else f"{head} و{arabic_below_hundred(rest, feminine, oblique)}"


def arabic(n, feminine=False, oblique=False, hundred="مائة"):
    thousands, rest = divmod(n, 1000)
    if not thousands:
        return arabic_below_thousand(n, feminine, oblique, hundred)
    if thousands == 1:
        head = "ألف"
    elif thousands == 2:
        head = _case("ألفان", oblique)
    else:
        # A thousand is masculine, whatever is counted.
        count, last = arabic_below_thousand(thousands, False, oblique, hundred), thousands % 100
        if last == 0:
            head = (count[:-1] if thousands == 200 else count) + " ألف"
        elif last <= 2 and thousands > 100:
            hundreds = arabic_below_thousand(thousands - last, False, oblique, hundred)
            hundreds = hundreds[:-1] if thousands - last == 200 else hundreds
            head = f"{hundreds} ألف و" + ("ألف" if last == 1 else _case("ألفان", oblique))
        else:
            head = count + (" آلاف" if 3 <= last <= 10 else " ألفا")
    return head if not rest else f"{head} و{arabic_below_thousand(rest, feminine, oblique, hundred)}"


def test_the_spelling_used_here_is_right_where_it_is_known():
    assert french(97_371) == "quatre-vingt-dix-sept mille trois cent soixante et onze"
    assert french(80_200) == "quatre-vingt mille deux cents"
    assert arabic(27_637) == "سبعة وعشرون ألفا وستمائة وسبعة وثلاثون"
    assert arabic(212, feminine=True, oblique=True, hundred="مئة") == "مئتين واثنتي عشرة"
    assert arabic(200_018, feminine=True) == "مائتا ألف وثماني عشرة"


@pytest.mark.parametrize("swiss", [False, True])
def test_every_french_number_below_two_thousand_is_read_back(swiss):
    assert [parse_number(french(n, swiss)) for n in range(2000)] == list(range(2000))


@pytest.mark.parametrize("feminine", [False, True])
@pytest.mark.parametrize("oblique", [False, True])
def test_every_arabic_number_below_two_thousand_is_read_back(feminine, oblique):
    assert [parse_number(arabic(n, feminine, oblique)) for n in range(2000)] == list(range(2000))


@given(st.integers(0, 999_999), st.booleans())
def test_french_numbers_in_words_are_read_back(n, swiss):
    assert parse_number(french(n, swiss)) == n


@given(st.integers(0, 999_999), st.booleans(), st.booleans(), st.sampled_from(["مائة", "مئة"]))
@example(101_000, False, False, "مائة")
@example(202_002, True, True, "مئة")
def test_arabic_numbers_in_words_are_read_back(n, feminine, oblique, hundred):
    assert parse_number(arabic(n, feminine, oblique, hundred)) == n


@given(st.integers(1, 99), st.integers(0, 99), st.integers(3, 999))
def test_the_reversed_decimal_of_news_agencies_is_read(whole, fraction, thousands):
    text = f"{thousands} ألف و{fraction:02}ر{whole}"
    assert parse_number(text) == thousands * 1000 + Decimal(f"{whole}.{fraction:02}")
