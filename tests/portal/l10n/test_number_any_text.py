"""`parse_number` returns a number or raises ValueError for any text, in linear time."""

import time
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.l10n.numbers import parse_number

FRAGMENTS = [
    *"0123456789٣۵.,،٫٬' -+%رو\t\u200f\u202f",
    "000", "234", "ألف", "ألفا", "مليون", "ملايين", "مليارا", "مليونان", "ونصف", "ربع", "مائة", "خمسة", "عشر",
    "عشرون", "أحد", "المليون", "درهم", "درهمان", "في المائة", "من", "mille", "million", "millions", "milliards",
    "et", "de", "un", "quatre", "vingt", "dix", "sept", "soixante", "cent", "demi", "quarts", "M", "MDH", "DH",
    "personnes", "à", "x", "é", "ﷺ",
]  # fmt: skip


def _outcome(text, language=None):
    """The value, or the kind of refusal; anything but a ValueError fails the test."""
    try:
        return parse_number(text, language)
    except ValueError as error:
        return type(error), str(error) != ""


@given(st.text(), st.sampled_from([None, "ar", "fr"]))
def test_any_text_is_a_number_or_a_value_error(text, language):
    _outcome(text, language)


@settings(max_examples=6 * settings.default.max_examples)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12), st.sampled_from(["", " "]))
@example(["ألفا"] * 3, " ")
def test_any_text_made_of_number_parts_is_a_number_or_a_value_error(fragments, glue):
    result = _outcome(glue.join(fragments))
    if isinstance(result, Decimal):
        assert result.is_finite()
        assert "E" not in str(result)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=8))
def test_arabic_persian_and_latin_digits_are_read_alike(fragments):
    text = " ".join(fragments).translate(str.maketrans("٣۵", "35"))
    arabic = text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    persian = text.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert _outcome(arabic) == _outcome(persian) == _outcome(text)


@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=8),
    st.sampled_from("\u200e\u200f\u2068\u2069\u061c\u0640\u0650"),
)
def test_bidi_marks_and_vowels_never_change_a_number(fragments, mark):
    assert _outcome(mark.join(" ".join(fragments))) == _outcome(" ".join(fragments))


@pytest.mark.parametrize(
    "unit", ["1", "1.", "1 ", "1,1", "ر1", "ألف ", "و", "et ", "-", "quatre vingt ", "\u0650", " ", "ﷺ"]
)
def test_ten_kilobytes_are_answered_at_once(unit):
    text = (unit * 10_000)[:10_000]
    begin = time.process_time()
    _outcome(text)
    _outcome(text[:999])
    assert time.process_time() - begin < 0.5
