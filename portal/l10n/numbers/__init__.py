"""One door for the numbers people write: `parse_number` reads one, Arabic or French, digits or words."""

from decimal import Context, Decimal, localcontext

from portal.l10n.numbers import errors
from portal.l10n.numbers.errors import AmbiguousNumber, NumberError
from portal.l10n.numbers.grammar import Expression
from portal.l10n.numbers.tokens import tokenize

__all__ = ["AmbiguousNumber", "NumberError", "parse_number"]

LANGUAGES = ("ar", "fr")
EXACT = Context(prec=120)  # literals have 30 digits at most, and no product of scales comes near


def parse_number(text: str, language: str | None = None) -> Decimal:
    """The one number that `text` says. Its unit (DH, %, personnes …) is read and dropped; MDH is a million.

    Returns a Decimal in normal form: exact, without exponent, without zeros after the last decimal, never -0.

    What it takes for what:
      - 1.234,5 · 1,234.5 · 1 234,5 · 1'234.5: two different separators, the last is the decimal one;
      - 1.234.567: the same separator twice, groups. 891.261.58: groups, then cents;
      - 12,5 · 12.50 · 0.125 · 1234.567: cannot be groups of three, so decimals; ٫ is always decimal, ٬ never;
      - 5ر4 (any text), 5 .3 (beside Arabic only): the fraction stands first, 4.5 and 3.5;
      - «مليون ونصف»: a fraction is of the scale just before it;
      - «مليونا درهم» is two million (bound to its noun), «مليونا و520 ألفا» one million and the rest.

    Refused as ambiguous (AmbiguousNumber, with both readings):
      - 1.234 · 12,500 · 650.000 · 4،500: one dot or comma, before it one to three digits (the first not 0),
        exactly three after it. `language` settles it: both group by dots and put a comma before decimals.
        A unit settles it too: dirhams have two decimals and persons none, so 650.000 DH and 1,234 personnes
        are whole. Where unit and language disagree (1,234 DH in French) it is refused, and so is
        4.525 millions, which neither settles;
      - 5 .3 · 5 ,3 away from Arabic, 5 ,3 or 650 .000 beside it: reversed, or a slip;
      - « 4 millions 500 »: 4 000 500, or 4 500 000 as it is said;
      - «مليونا» at the end: one (accusative) or two (its noun lost), unless written مليوناً;
      - «مائة ونصف»: 150 or 100.5.

    Refused otherwise (NumberError names the token): anything not listed in `number_words`, a qualifier among
    them («نحو 230»: it is a fact of its own); a second number; a range or a date; a plural without a number.
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
