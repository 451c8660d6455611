"""Errors of `parse_number`. Messages are msgids, translated when they are displayed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import AppRegistryNotReady, ImproperlyConfigured
from django.utils.translation import get_language, gettext

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
SHOWN = 60  # characters of the input that a message quotes


def gettext_noop(msgid: str) -> str:
    """Mark a msgid for makemessages; Django's own function needs settings."""
    return msgid


class NumberError(ValueError):
    """The text is not one number. `token` is the part that could not be parsed.

    The message is in the active language, and in English where Django has no settings.
    """

    def __init__(self, msgid: str, params: dict[str, Any]) -> None:
        super().__init__(msgid, params)
        self.msgid = msgid
        self.params = params
        self.token = str(params.get("token", ""))

    def __str__(self) -> str:
        try:
            message, point = gettext(self.msgid), "," if (get_language() or "")[:2] in ("ar", "fr") else "."
        except (ImproperlyConfigured, AppRegistryNotReady):
            message, point = self.msgid, "."
        return message % {name: _shown(value, point) for name, value in self.params.items()}


class AmbiguousNumber(NumberError):
    """The text has two plausible values, `readings`; only its author can choose."""

    @property
    def readings(self) -> tuple[Decimal, Decimal]:
        return self.params["first"], self.params["second"]


def _shown(value: Decimal | str, point: str) -> str:
    """Isolate the direction of a parameter. Decimals get no thousands separator and the reader's decimal mark."""
    text = str(value)
    if isinstance(value, Decimal):
        whole, _, fraction = f"{value:f}".partition(".")
        text = point.join(filter(None, (whole, fraction.rstrip("0"))))
    if len(text) > SHOWN:
        text = text[:SHOWN] + "…"
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def _about(msgid: str) -> Callable[[str], NumberError]:
    return lambda token: NumberError(msgid, {"token": token})


empty = _about(gettext_noop("There is no number in “%(token)s”."))
too_long = _about(gettext_noop("“%(token)s” is too long to be one number."))
unread = _about(gettext_noop("“%(token)s” cannot be read as part of a number. Remove it."))
misgrouped = _about(
    gettext_noop("“%(token)s” is not grouped as a number is: write thousands in groups of three digits.")
)
second_number = _about(gettext_noop("There are two numbers: “%(token)s” begins the second. Keep one."))
span = _about(gettext_noop("“%(token)s” makes this a range or a date, not one number. Keep one number."))
uncounted = _about(gettext_noop("“%(token)s” does not say how many. Write the number before it."))


def ambiguous(token: str, first: Decimal, second: Decimal) -> AmbiguousNumber:
    return AmbiguousNumber(
        gettext_noop("“%(token)s” can be read as %(first)s or as %(second)s. Write it so that only one is possible."),
        {"token": token, "first": first, "second": second},
    )
