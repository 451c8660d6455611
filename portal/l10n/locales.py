"""The CLDR locale behind each of the portal's languages."""

from functools import cache

from babel import Locale

_LOCALES = {"ar": "ar_MA", "fr": "fr_MA"}


@cache
def locale_of(language: str) -> Locale:
    """Raises ValueError for any language but "ar" and "fr"."""
    try:
        return Locale.parse(_LOCALES[language])
    except KeyError as error:
        raise ValueError(f"unknown language: {language!r}, expected one of {tuple(_LOCALES)}") from error
