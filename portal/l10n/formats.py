"""Format numbers, money and figures in Arabic and French of Morocco, after CLDR.

Pure functions: `language` is "ar" or "fr"; settings and the active language play no part. Both languages use Latin
digits. Arabic: 1.234,5. French: 1 234,5 with narrow no-break spaces (U+202F). Rounding is half up.
`portal.l10n.parse_number(text, language)` reads numbers, money and percentages back.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.l10n.languages import locale_of, words_of

Number = Decimal | int | float

NBSP = "\u00a0"
WIDE = Context(prec=120, rounding=ROUND_HALF_UP)
CENTIMES = 2


def format_number(value: Number, language: str, *, decimals: int | None = None) -> str:
    """Write exactly `decimals` decimals, rounded half up; None writes those that the value has, without trailing zeros."""
    locale = locale_of(language)
    number = _decimal(value)
    places = _places(number) if decimals is None else decimals
    whole = locale.decimal_formats[None].pattern.partition(".")[0]
    pattern = f"{whole}.{'0' * places}" if places else whole
    with localcontext(WIDE):
        # Plus removes the sign of a zero.
        written = format_decimal(+_rounded(number, places), format=pattern, locale=locale)
    # CLDR's minus, which Babel leaves out of patterns; in Arabic a mark keeps it before its number.
    return written.replace("-", str(locale.number_symbols["latn"]["minusSign"]))


def format_money(value: Number, currency: str, language: str, *, compact: bool = False) -> str:
    """«650.000 درهم», « 650 000 DH »; with centimes if there are any.

    `compact`: « 4,5 millions de dirhams », «3 ملايين درهم». An amount that would lose a digit by it, or in another
    currency than the dirham, is written in full.
    """
    amount = _rounded(_decimal(value), CENTIMES)
    if compact and (short := _compact_money(amount, currency, language)):
        return short
    forms = words_of(language)["money"].get(currency, {"other": "{n} " + currency})
    digits = format_number(amount, language, decimals=CENTIMES if amount % 1 else 0)
    return _form(amount, forms, language).replace("{n}", digits).replace(" ", NBSP)


def format_percent(value: Number, language: str, *, decimals: int | None = None) -> str:
    """« 49,2 % », «49,2%»: `value` is already a percentage."""
    pattern = str(locale_of(language).percent_formats[None].pattern)
    return pattern.replace("#,##0", format_number(value, language, decimals=decimals))


def format_quantity(value: Number, forms: Mapping[str, str], language: str) -> str:
    """Write a value with its noun. `forms` maps CLDR plural categories to texts with `{n}` for the number.

    A missing category falls back to "other". Raises ValueError if that is missing too.
    """
    return _form(_decimal(value), forms, language).replace("{n}", format_number(value, language))


def format_qualified(text: str, qualifier: str, language: str, *, upper: str | None = None) -> str:
    """Add a qualifier to a formatted figure: « environ 230 », «ما بين 30 و40».

    `upper` is required by "between" and by no other. Raises ValueError otherwise, and for an unknown qualifier.
    """
    try:
        template: str = words_of(language)["qualifiers"][qualifier]
    except KeyError as error:
        raise ValueError(f"unknown qualifier: {qualifier!r}") from error
    if (upper is not None) != (qualifier == "between"):
        raise ValueError(f'"upper" goes with "between" and only with it, not with {qualifier!r}: {upper!r}')
    return template.format(text=text, upper=upper)


def format_file_size(size: int, language: str) -> str:
    """Write bytes in decimal units with CLDR's names: « 1,2 Mo », «345 كيلوبايت»."""
    names = words_of(language)["file_sizes"]["names"]
    amount, power = Decimal(size), 0
    while power < len(names) - 1 and _rounded(amount, 0 if amount >= 10 else 1) >= 1000:
        amount, power = amount / 1000, power + 1
    name = "octet" if names[power] == "octets" and size < 2 else names[power]
    written = amount if power == 0 else _rounded(amount, 0 if amount >= 10 else 1)
    return f"{format_number(written, language)}{NBSP}{name}"


def list_join(items: Iterable[str], language: str) -> str:
    """« a, b et c », «أ وب وج»; '' for an empty list."""
    return format_list([str(item) for item in items], locale=locale_of(language))


def comma_join(items: Iterable[str], language: str) -> str:
    """« a, b, c »: a list that may be incomplete, without “and”."""
    return ("، " if language == "ar" else ", ").join(items)


def labelled(label: str, text: str, language: str) -> str:
    """«العدد: 38», « Nombre : 38 »; one of the two alone if the other is empty."""
    colon = f"{NBSP}: " if language == "fr" else ": "
    return colon.join(filter(None, (label, text)))


def isolate(text: object) -> SafeString:
    """Return the text, escaped, in `<bdi>`, which isolates its direction from the sentence."""
    return format_html("<bdi>{}</bdi>", text)


def isolate_text(text: object) -> str:
    """Isolate the direction of plain text (mail, CSV, attributes) by U+2068 and U+2069."""
    return f"\u2068{text}\u2069"


def _decimal(value: Number) -> Decimal:
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"not a number that can be written: {value!r}")
    return number


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), context=WIDE)


def _places(value: Decimal) -> int:
    """Count the significant decimals: 2 for 237164.25, 0 for 237164.00 and 4.5E+6."""
    fraction = f"{value:f}".partition(".")[2]
    return len(fraction.rstrip("0"))


def _form(value: Decimal, forms: Mapping[str, str], language: str) -> str:
    places = _places(value)
    category = locale_of(language).plural_form(abs(_rounded(value, places)))
    try:
        return forms[category] if category in forms else forms["other"]
    except KeyError as error:
        raise ValueError(f'no form "{category}", and no "other" to fall back to: {dict(forms)!r}') from error


def _compact_money(amount: Decimal, currency: str, language: str) -> str | None:
    words = words_of(language)
    template: str = words["round_money"].get(currency, "")
    for scale in words["scales"] if template else ():
        count = amount.scaleb(-scale["power"], context=WIDE)
        if 1 <= abs(count) < 1000 and _places(count) <= scale["decimals"]:
            return template.replace("{n}", format_quantity(count, scale["forms"], language)).replace(" ", NBSP)
    return None
