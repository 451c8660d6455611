"""Parse numbers as people write them, in Arabic or French, in digits or words."""

from decimal import Context, Decimal, localcontext

from portal.l10n.languages import LANGUAGES
from portal.l10n.numbers import errors
from portal.l10n.numbers.errors import AmbiguousNumber, NumberError
from portal.l10n.numbers.grammar import Expression
from portal.l10n.numbers.tokens import tokenize

__all__ = ["AmbiguousNumber", "NumberError", "parse_number"]

EXACT = Context(prec=120)  # a literal has 30 digits at most


def parse_number(text: str, language: str | None = None) -> Decimal:
    """Return the one number in `text`; its unit (DH, %, personnes …) is dropped, MDH is a million.

    The Decimal is exact and normal: no exponent, no trailing zeros, never -0. Raises NumberError.

    Accepted:
      - 1.234,5 · 1,234.5 · 1 234,5 · 1'234.5: two different separators, the last is the decimal one;
      - 1.234.567: the same separator twice, groups. 891.261.58: groups, then cents;
      - 12,5 · 12.50 · 0.125 · 1234.567: cannot be groups of three, so decimals; ٫ is always decimal, ٬ never;
      - 5ر4 (any text), 5 .3 (in Arabic only): the fraction comes first, 4.5 and 3.5;
      - «مليون ونصف»: a fraction is of the scale just before it;
      - «مليونا درهم» is two million (bound to its noun), «مليونا و520 ألفا» one million and the rest.

    Ambiguous (AmbiguousNumber, with both readings):
      - 1.234 · 12,500 · 650.000 · 4،500: one to three digits (the first not 0), one dot or comma, three digits.
        `language` resolves it: both group by dots and have decimal commas. So does a unit: dirhams have two
        decimals and persons none, so 650.000 DH and 1,234 personnes are whole. Refused where the two disagree
        (1,234 DH in French) or neither decides (4.525 millions);
      - 5 .3 · 5 ,3 outside Arabic, 5 ,3 or 650 .000 in it: reversed, or a typing error;
      - « 4 millions 500 »: 4 000 500, or the spoken 4 500 000;
      - «مليونا» at the end: one (accusative) or two (its noun lost), unless written مليوناً;
      - «مائة ونصف»: 150 or 100.5.

    Refused (NumberError names the token): words that are not in `words`, qualifiers included («نحو 230»: a
    qualifier is recorded separately); a second number; a range or a date; a plural without a number.
    """
    if language not in (None, *LANGUAGES):
        raise ValueError(f"unknown language: {language!r}, expected one of {LANGUAGES}")
    tokens = tokenize(text)
    if not tokens:
        raise errors.empty(text)
    with localcontext(EXACT):
        return _plain(Expression(tokens, text, language).value())


def _plain(value: Decimal) -> Decimal:
    if not value:
        return Decimal(0)
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return value.normalize()
