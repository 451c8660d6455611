"""Errors of `parse_number`."""

import pickle
from decimal import Decimal

import pytest
from django.utils import translation

from portal.l10n.numbers import parse_number
from portal.l10n.numbers.errors import AmbiguousNumber, NumberError


@pytest.fixture(autouse=True)
def _messages_as_they_are_in_the_code(language_of_the_site):
    """Messages are compared by their msgids, whatever language the site starts in and the catalogs hold."""
    with translation.override(None):
        yield


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1,234", (1234, "1.234")),
        ("1.234", (1234, "1.234")),
        ("12.500", (12500, "12.5")),
        ("650.000", (650000, 650)),
        ("4،500", (4500, "4.5")),
        ("1.234 million", (1234, "1.234")),
        ("4.525 MDH", (4525, "4.525")),
        ("12,500 %", (12500, "12.5")),
        ("5 .3", ("5.3", "3.5")),
        ("5 ,3 ملايين", ("5.3", "3.5")),
        ("650 .000 درهم", (650000, "0.65")),
        ("4 millions 500", (4000500, 4500000)),
        ("مليونا", (1000000, 2000000)),
        ("مائة ونصف", ("100.5", 150)),
    ],
)
def test_a_text_with_two_plausible_readings_is_refused_with_both(text, readings):
    with pytest.raises(AmbiguousNumber) as caught:
        parse_number(text)
    assert caught.value.readings == tuple(Decimal(reading) for reading in readings)


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234", "1234"), ("1,234", "1.234"), ("650.000", "650000"), ("4،500", "4.5"), ("4,525 M", "4525000")],
)
def test_a_language_resolves_a_single_separator(text, value, language):
    assert parse_number(text, language=language) == Decimal(value)


@pytest.mark.parametrize("text", ["650.000 DH", "650,000 درهم", "DH 650.000", "650.000 personnes", "650.000 د.م."])
def test_a_unit_without_thousandths_resolves_a_single_separator(text):
    assert parse_number(text) == 650000


def test_a_unit_and_a_language_that_disagree_resolve_nothing():
    with pytest.raises(AmbiguousNumber):
        parse_number("1,234 DH", language="fr")


@pytest.mark.parametrize("language", [None, "ar", "fr"])
def test_a_dot_before_a_million_is_resolved_by_neither(language):
    with pytest.raises(AmbiguousNumber):
        parse_number("4.525 millions", language=language)


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="'en'"):
        parse_number("1", language="en")


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("27 و28", "28"),
        ("27 et 28", "28"),
        ("27 28", "28"),
        ("27  637", "637"),
        ("650\t000", "000"),
        ("650\n000", "000"),
        ("20 14", "14"),
        ("2014 230", "230"),
        ("vingt trente", "trente"),
        ("خمسة وستة", "ستة"),
        ("خمسة وألف", "ألف"),
        ("خمسة و20 مليون", "20"),
        ("1 مليون و1654 ألف", "ألف"),
        ("4,5 millions 200 mille", "200"),
        ("1 مليون درهم و500 ألف", "500"),
        ("5 مليون و3 مليار", "مليار"),
        ("MDH 4 millions", "millions"),
        ("نصف مليونين", "مليونين"),
    ],
)
def test_two_numbers_are_an_error_that_names_the_second(text, token):
    with pytest.raises(NumberError, match="two numbers") as caught:
        parse_number(text)
    assert caught.value.token == token


@pytest.mark.parametrize(
    "text",
    [
        "30-40",
        "30 – 40",
        "2012-2013",
        "entre 30 et 40",
        "de 30 à 40",
        "من 30 إلى 40",
        "ما بين 30 و40",
        "2014-07-02",
    ],
)
def test_a_range_is_an_error_that_says_so(text):
    with pytest.raises(NumberError, match="range"):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("نحو 230", "نحو"),
        ("environ 230", "environ"),
        ("plus de 230", "plus"),
        ("12 €", "€"),
        ("1e5", "e"),
        ("0x10", "x"),
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("3/4", "/"),
        ("5²", "²"),
        ("१२", "१"),
        (".5", "."),
        ("38.", "."),
        ("4,5 m", "m"),
        ("(5)", "("),
        ("--5", "-"),
        ("5 -", "-"),
        ("12 DH DH", "DH"),
        ("et 500", "et"),
        ("500 و", "و"),
        ("اثنا", "اثنا"),
        ("المليون", "المليون"),
        ("3 درهمان", "درهمان"),
        ("1.2.3", "1.2.3"),
        ("12.05.2014", "12.05.2014"),
        ("1,23,456", "1,23,456"),
        ("5ر4ر3", "5ر4ر3"),
        ("12 سنتيما", "سنتيما"),
    ],
)
def test_an_unknown_token_is_named(text, token):
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert caught.value.token == token
    assert token in str(caught.value)


@pytest.mark.parametrize("text", ["ملايين", "millions de dirhams", "عشرة و ملايين", "M"])
def test_a_plural_without_its_number_asks_how_many(text):
    with pytest.raises(NumberError, match="how many"):
        parse_number(text)


@pytest.mark.parametrize("text", ["", "   ", "\u200f\u200e", "DH", "%", "ـ"])
def test_a_text_without_a_number_says_so(text):
    with pytest.raises(NumberError, match="no number"):
        parse_number(text)


@pytest.mark.parametrize("text", ["-", "و", "MDH", "à", "de", "+-", "- DH"])
def test_signs_and_joints_alone_are_no_number(text):
    with pytest.raises(NumberError):
        parse_number(text)


def test_a_reading_in_an_error_is_shown_with_the_readers_own_decimal_mark():
    error = AmbiguousNumber("%(first)s %(second)s", {"first": Decimal(1234), "second": Decimal("1.234")})
    with translation.override("fr"):
        assert str(error) == "\u20681234\u2069 \u20681,234\u2069"


def test_an_error_survives_pickling():
    error = pickle.loads(pickle.dumps(NumberError("“%(token)s”", {"token": "x"})))
    assert error.token == "x"
