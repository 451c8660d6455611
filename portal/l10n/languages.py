"""The two languages of the portal, and which one is spoken now."""

from typing import Literal

from django.conf import settings
from django.utils.translation import get_language, get_language_info

Language = Literal["ar", "fr"]

DEFAULT_LANGUAGE: Language = "ar"


def current_language() -> Language:
    """Return the active language of the portal; anything but French is answered in Arabic."""
    return "fr" if (get_language() or DEFAULT_LANGUAGE).startswith("fr") else "ar"


def direction(language: str) -> Literal["rtl", "ltr"]:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def native_name(language: str) -> str:
    """Return the language's name in itself: العربية, Français."""
    return dict(settings.LANGUAGES)[language]


def language_codes() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]
