"""Formats of numbers, money and figures."""

from decimal import Decimal

import pytest
from django.utils.safestring import SafeString

from portal.l10n.formats import (
    format_file_size,
    format_money,
    format_number,
    format_percent,
    format_qualified,
    format_quantity,
    isolate,
    isolate_text,
    list_join,
)

NB, NNB, LRM = "\u00a0", "\u202f", "\u200e"


def plain(text):
    """With ordinary spaces, for tests whose matter is the words."""
    return text.replace(NB, " ").replace(NNB, " ")


# Numbers.


@pytest.mark.parametrize(
    ("value", "arabic", "french"),
    [
        (0, "0", "0"),
        (27637, "27.637", f"27{NNB}637"),
        (4500000, "4.500.000", f"4{NNB}500{NNB}000"),
        (Decimal("249364.46"), "249.364,46", f"249{NNB}364,46"),
        (Decimal("237164.00"), "237.164", f"237{NNB}164"),
        (Decimal("4.5E+6"), "4.500.000", f"4{NNB}500{NNB}000"),
        (Decimal("0.1234567"), "0,1234567", "0,1234567"),
        (-1234, f"{LRM}-1.234", f"-1{NNB}234"),
        (0.1, "0,1", "0,1"),
        (Decimal("-0.00"), "0", "0"),
    ],
)
def test_a_number_is_written_with_latin_digits_and_moroccan_separators(value, arabic, french):
    assert (format_number(value, "ar"), format_number(value, "fr")) == (arabic, french)


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [("2.5", 0, "3"), ("1.005", 2, "1,01"), ("4", 1, "4,0"), ("-0.004", 2, "0,00"), ("999.95", 1, "1.000,0")],
)
def test_a_number_is_rounded_half_up_to_the_decimals_asked_for(value, decimals, written):
    assert format_number(Decimal(value), "ar", decimals=decimals) == written


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), float("nan")])
def test_infinite_and_nan_are_refused(value):
    with pytest.raises(ValueError, match="written"):
        format_number(value, "ar")


@pytest.mark.parametrize(
    "write",
    [
        lambda: format_number(1, "en"),
        lambda: format_money(1, "MAD", "en"),
        lambda: format_percent(1, "en"),
        lambda: format_quantity(1, {"other": "{n}"}, "en"),
        lambda: format_qualified("1", "about", "en"),
        lambda: format_file_size(1, "en"),
        lambda: list_join([], "en"),
    ],
)
def test_an_unknown_language_is_refused(write):
    with pytest.raises(ValueError, match="unknown language: 'en'"):
        write()


# Money.


@pytest.mark.parametrize(
    ("value", "arabic", "french"),
    [
        (650000, "650.000 درهم", "650 000 DH"),
        (Decimal("1654643.56"), "1.654.643,56 درهم", "1 654 643,56 DH"),
        (Decimal("643.5"), "643,50 درهم", "643,50 DH"),
        (0, "0 درهم", "0 DH"),
        (1, "1 درهم", "1 DH"),
        (2, "2 درهم", "2 DH"),
        (3, "3 دراهم", "3 DH"),
        (11, "11 درهمًا", "11 DH"),
        (100, "100 درهم", "100 DH"),
        (103, "103 دراهم", "103 DH"),
        (-5, f"{LRM}-5 دراهم", "-5 DH"),
    ],
)
def test_money_has_its_currency_and_centimes_only_if_any(value, arabic, french):
    assert plain(format_money(value, "MAD", "ar")) == arabic
    assert plain(format_money(value, "MAD", "fr")) == french


def test_an_amount_and_its_currency_stay_on_one_line():
    assert format_money(650000, "MAD", "fr") == f"650{NNB}000{NB}DH"
    assert " " not in format_money(4500000, "MAD", "fr", compact=True)


def test_another_currency_is_written_by_its_code():
    assert plain(format_money(1200, "EUR", "ar")) == "1.200 EUR"
    assert plain(format_money(4500000, "EUR", "fr", compact=True)) == "4 500 000 EUR"


@pytest.mark.parametrize(
    ("value", "arabic", "french"),
    [
        (4500000, "4,5 مليون درهم", "4,5 millions de dirhams"),
        (1000000, "1 مليون درهم", "1 million de dirhams"),
        (1500000, "1,5 مليون درهم", "1,5 million de dirhams"),
        (3000000, "3 ملايين درهم", "3 millions de dirhams"),
        (11000000, "11 مليون درهم", "11 millions de dirhams"),
        (103000000, "103 ملايين درهم", "103 millions de dirhams"),
        (3000000000, "3 مليارات درهم", "3 milliards de dirhams"),
        (650000, "650 ألف درهم", "650 000 DH"),
        (4000, "4 آلاف درهم", "4 000 DH"),
        (-4500000, f"{LRM}-4,5 مليون درهم", "-4,5 millions de dirhams"),
    ],
)
def test_a_round_sum_is_shortened_with_the_noun_in_its_right_form(value, arabic, french):
    assert plain(format_money(value, "MAD", "ar", compact=True)) == arabic
    assert plain(format_money(value, "MAD", "fr", compact=True)) == french


@pytest.mark.parametrize("value", [Decimal("1654643.56"), 4525000, 10408, 500, 1234 * 10**9])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_sum_that_would_lose_a_digit_is_never_shortened(value, language):
    assert format_money(value, "MAD", language, compact=True) == format_money(value, "MAD", language)


# Percentages, quantities, qualifiers.


@pytest.mark.parametrize(
    ("value", "arabic", "french"),
    [("49.2", "49,2%", f"49,2{NB}%"), ("100", "100%", f"100{NB}%"), ("-3.4", f"{LRM}-3,4%", f"-3,4{NB}%")],
)
def test_a_percentage_is_already_one(value, arabic, french):
    assert (format_percent(Decimal(value), "ar"), format_percent(Decimal(value), "fr")) == (arabic, french)


def test_a_percentage_can_have_a_fixed_number_of_decimals():
    assert format_percent(49, "ar", decimals=1) == "49,0%"


BENEFICIARIES_AR = {
    "zero": "لا مستفيد",
    "one": "مستفيد واحد",
    "two": "مستفيدان",
    "few": "{n} مستفيدين",
    "many": "{n} مستفيدًا",
    "other": "{n} مستفيد",
}
BENEFICIARIES_FR = {"one": "{n} personne", "other": "{n} personnes"}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "لا مستفيد"),
        (1, "مستفيد واحد"),
        (2, "مستفيدان"),
        (3, "3 مستفيدين"),
        (11, "11 مستفيدًا"),
        (Decimal("38.00"), "38 مستفيدًا"),
        (100, "100 مستفيد"),
        (103, "103 مستفيدين"),
        (1203, "1.203 مستفيدين"),
        (Decimal("4.5"), "4,5 مستفيد"),
    ],
)
def test_an_arabic_quantity_takes_the_form_of_its_number(value, written):
    assert format_quantity(value, BENEFICIARIES_AR, "ar") == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0 personne"), (1, "1 personne"), (2, "2 personnes"), (1000000, f"1{NNB}000{NNB}000 personnes")],
)
def test_a_french_quantity_takes_the_form_of_its_number(value, written):
    assert format_quantity(value, BENEFICIARIES_FR, "fr") == written


def test_a_form_is_text_and_never_a_template():
    assert format_quantity(3, {"other": "{n} {0.__class__} %s {n}"}, "fr") == "3 {0.__class__} %s 3"


def test_forms_without_other_are_refused():
    with pytest.raises(ValueError, match='"other"'):
        format_quantity(3, {"one": "x"}, "fr")


@pytest.mark.parametrize(
    ("qualifier", "arabic", "french"),
    [
        ("exact", "230", "230"),
        ("about", "نحو 230", "environ 230"),
        ("more_than", "أكثر من 230", "plus de 230"),
        ("at_least", "ما لا يقل عن 230", "au moins 230"),
        ("up_to", "ما يصل إلى 230", "jusqu’à 230"),
        ("at_most", "لا يتجاوز 230", "au plus 230"),
    ],
)
def test_a_qualifier_precedes_the_figure(qualifier, arabic, french):
    assert format_qualified("230", qualifier, "ar") == arabic
    assert format_qualified("230", qualifier, "fr") == french


def test_between_has_two_ends():
    assert format_qualified("30", "between", "ar", upper="40") == "ما بين 30 و40"
    assert format_qualified("30", "between", "fr", upper="40") == "entre 30 et 40"


@pytest.mark.parametrize(("qualifier", "upper"), [("between", None), ("about", "40"), ("roughly", None)])
def test_a_qualifier_that_does_not_fit_is_refused(qualifier, upper):
    with pytest.raises(ValueError, match=qualifier):
        format_qualified("30", qualifier, "fr", upper=upper)


# Sizes, lists, isolation.


@pytest.mark.parametrize(
    ("size", "arabic", "french"),
    [
        (0, "0 بايت", "0 octet"),
        (1, "1 بايت", "1 octet"),
        (512, "512 بايت", "512 octets"),
        (1000, "1 كيلوبايت", "1 ko"),
        (345_678, "346 كيلوبايت", "346 ko"),
        (999_600, "1 ميغابايت", "1 Mo"),
        (1_234_567, "1,2 ميغابايت", "1,2 Mo"),
        (9_960_000, "10 ميغابايت", "10 Mo"),
        (5 * 10**12, "5.000 غيغابايت", "5 000 Go"),
    ],
)
def test_a_file_size_is_short(size, arabic, french):
    assert plain(format_file_size(size, "ar")) == arabic
    assert plain(format_file_size(size, "fr")) == french


@pytest.mark.parametrize(
    ("items", "arabic", "french"),
    [
        ([], "", ""),
        (["أ"], "أ", "أ"),
        (["أ", "ب"], "أ وب", "أ et ب"),
        (["أ", "ب", "ج"], "أ وب وج", "أ, ب et ج"),
    ],
)
def test_a_list_is_joined_as_in_cldr(items, arabic, french):
    assert (list_join(items, "ar"), list_join(iter(items), "fr")) == (arabic, french)


def test_a_figure_is_isolated_and_escaped_in_html():
    assert isolate("<b>27.637") == "<bdi>&lt;b&gt;27.637</bdi>"
    assert isinstance(isolate("1"), SafeString)


def test_a_figure_is_isolated_in_plain_text():
    assert isolate_text("27.637") == "\u206827.637\u2069"
