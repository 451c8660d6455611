"""What `parse_number` raises. Messages are English msgids, translated only when someone reads them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import AppRegistryNotReady, ImproperlyConfigured
from django.utils.translation import get_language, gettext

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
SHOWN = 60  # characters of the reader's own text that a message repeats


def gettext_noop(msgid: str) -> str:
    """Marks a msgid for makemessages, which knows it by this name. Django's own needs settings."""
    return msgid


class NumberError(ValueError):
    """The text is not one number. `token` is the part that stopped the reading.

    Keeps the msgid and its parameters, so that one error reads in the language of whoever sees it, and reads
    in English where Django has no settings (a script, a test of this module alone).
    """

    def __init__(self, msgid: str, params: dict[str, Any] | None = None) -> None:
        super().__init__(msgid, params or {})
        self.msgid = msgid
        self.params = params or {}

    @property
    def token(self) -> str:
        return str(self.params.get("token", ""))

    def __str__(self) -> str:
        try:
            message, point = gettext(self.msgid), "," if (get_language() or "")[:2] in ("ar", "fr") else "."
        except (ImproperlyConfigured, AppRegistryNotReady):
            message, point = self.msgid, "."
        return message % {name: _shown(value, point) for name, value in self.params.items()}


class AmbiguousNumber(NumberError):
    """The text has two readings, both plausible: `readings`. The writer must choose, not this module."""

    @property
    def readings(self) -> tuple[Decimal, Decimal]:
        return self.params["first"], self.params["second"]


def _shown(value: Decimal | str, point: str) -> str:
    """Isolated, so that Arabic in a French sentence (and the reverse) stays in place.

    A reading has no thousands separator, and the reader's own decimal mark: 1.234 is shown as 1234 or 1,234.
    """
    text = str(value)
    if isinstance(value, Decimal):
        whole, _, fraction = f"{value:f}".partition(".")
        fraction = fraction.rstrip("0")
        text = f"{whole}{point}{fraction}" if fraction else whole
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
