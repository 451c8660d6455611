"""The portal's two languages, the CLDR locale of each, and the words that CLDR lacks."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language, get_language_info

Language = Literal["ar", "fr"]

DEFAULT_LANGUAGE: Language = "ar"
_LOCALES = {"ar": "ar_MA", "fr": "fr_MA"}
LANGUAGES = tuple(_LOCALES)


@cache
def locale_of(language: str) -> Locale:
    """Return the CLDR locale of a language. Raises ValueError for any language but "ar" and "fr"."""
    try:
        return Locale.parse(_LOCALES[language])
    except KeyError as error:
        raise ValueError(f"unknown language: {language!r}, expected one of {LANGUAGES}") from error


@cache
def words_of(language: str) -> dict[str, Any]:
    """Return the tables of words/<language>.toml. Raises ValueError for any language but "ar" and "fr"."""
    locale_of(language)
    return tomllib.loads((Path(__file__).parent / "words" / f"{language}.toml").read_text(encoding="utf-8"))


def current_language() -> Language:
    """Return "fr" if French is active, else "ar"."""
    return "fr" if (get_language() or DEFAULT_LANGUAGE).startswith("fr") else "ar"


def direction(language: str) -> Literal["rtl", "ltr"]:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def native_name(language: str) -> str:
    """Return a language's name in that language: العربية, Français."""
    return dict(settings.LANGUAGES)[language]


def language_codes() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]
