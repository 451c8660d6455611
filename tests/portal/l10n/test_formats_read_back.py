"""`parse_number` is the inverse of the formats."""

from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from portal.l10n.formats import format_money, format_number, format_percent, isolate_text
from portal.l10n.numbers import parse_number

LANGUAGES = st.sampled_from(["ar", "fr"])
AMOUNTS = st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, places=2)
VALUES = AMOUNTS | st.integers(-(10**20), 10**20) | st.decimals(-(10**9), 10**9, allow_nan=False, places=6)


@given(VALUES, LANGUAGES)
@example(Decimal("1.234"), "fr")
@example(1234, "ar")
def test_a_written_number_is_read_back(value, language):
    assert parse_number(format_number(value, language), language=language) == value


@given(AMOUNTS, LANGUAGES)
def test_written_money_is_read_back(value, language):
    assert parse_number(format_money(value, "MAD", language), language=language) == value


@given(AMOUNTS, LANGUAGES)
def test_written_money_is_read_back_without_naming_the_language(value, language):
    assert parse_number(format_money(value, "MAD", language)) == value


@given(st.integers(-(10**6), 10**6), st.sampled_from([10**3, 10**4, 10**6, 10**7, 10**9]), LANGUAGES)
def test_shortened_money_is_read_back(count, scale, language):
    written = format_money(count * scale, "MAD", language, compact=True)
    assert parse_number(written) == parse_number(written, language=language) == count * scale


@given(VALUES, LANGUAGES)
def test_a_written_percentage_is_read_back(value, language):
    assert parse_number(format_percent(value, language), language=language) == value


@given(VALUES, LANGUAGES)
def test_an_isolated_number_is_read_back(value, language):
    assert parse_number(isolate_text(format_number(value, language)), language=language) == value
