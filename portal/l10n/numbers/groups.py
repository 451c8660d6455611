"""Numbers below a thousand in words: «ثلاثمائة وخمسة وعشرون», « trois cent vingt-cinq »."""

import re
from collections.abc import Sequence
from decimal import Decimal

from portal.l10n.numbers.tokens import Token
from portal.l10n.numbers.words import Form, Kind

#: One letter per kind of word, so that word order is a regular expression. Ones are digits, «أحد» and «اثنا» are a
#: and b; twenty is V and sixty S, because « quatre-vingt » and « soixante » continue to nineteen.
LETTERS = {Kind.TEN: "X", Kind.TEEN: "t", Kind.TENS: "T", Kind.HUNDRED: "C", Kind.HUNDREDS: "H", Kind.AND: "&"}
LONGEST = 8


def _pattern(hundreds: str, joined: str, below: str) -> re.Pattern[str]:
    """Hundreds with an optional number below a hundred (not zero), or a number below a hundred alone."""
    return re.compile(rf"(?:{hundreds})(?:{joined}(?:{below}|[1-9]))?|{below}|\d")


_TEEN = "t|X[7-9]|X"
PATTERNS = {
    # Ones before tens.
    "ar": _pattern("H|[3-9]?C", "&", "[1-9ab]X|[1-9ab]&[TVS]|[TVSX]"),
    # « vingt et un », « soixante et onze », « quatre-vingt-dix-sept ».
    "fr": _pattern("[2-9]?C", "&?", rf"(?:4V|S)(?:&?(?:{_TEEN}|[1-9]))?|[TV](?:&?[1-9])?|{_TEEN}"),
}


def read_group(tokens: Sequence[Token], start: int) -> tuple[Decimal, int] | None:
    """Return the longest number below a thousand spelled at `start`, and the index after it; None if there is none."""
    language = tokens[start].language if start < len(tokens) else ""
    if language not in PATTERNS:
        return None
    letters = "".join(_letter(token, language) for token in tokens[start : start + LONGEST])
    match = PATTERNS[language].match(letters)
    if match is None:
        return None
    value = Decimal(0)
    for letter, following, token in zip(match[0], f"{match[0][1:]} ", tokens[start:], strict=False):
        multiplies = letter.isdigit() and (following == "C" or (language, letter + following) == ("fr", "4V"))
        if multiplies:
            # The hundred or twenty itself is added by its own word.
            value += (token.value - 1) * (100 if following == "C" else 20)
        elif letter != "&":
            value += token.value
    return value, start + match.end()


def _letter(token: Token, language: str) -> str:
    if token.language != language:
        return " "
    if token.kind is Kind.ONE:
        return "?ab"[int(token.value)] if token.form is Form.BOUND else str(token.value)
    if token.kind is Kind.TENS and token.value in (20, 60):
        return "V" if token.value == 20 else "S"
    return LETTERS.get(token.kind, " ")
