"""Read digits with separators: 1.234,5 · 10 408 · 891.261.58 · 56ر643."""

import re
from dataclasses import dataclass
from decimal import Decimal

from portal.l10n.numbers import errors

DIGITS = "0123456789"
MAX_DIGITS = 30
EITHER = frozenset(".,،")  # group or decimal separator
GROUP_ONLY = frozenset(" '٬")
DECIMAL_ONLY = frozenset("٫")
SPACED = frozenset({" .", " ,", " ،"})  # a reversed decimal in Arabic, or a typing error
REVERSED = frozenset({"ر", " ر", "ر ", " ر "})  # decimal separator of news agencies, after the fraction
MARKS = EITHER | GROUP_ONLY | DECIMAL_ONLY | SPACED | REVERSED
_MARK = re.compile(f"({'|'.join(map(re.escape, sorted(MARKS, key=len, reverse=True)))})")
LITERAL = f"[0-9]+(?:{_MARK.pattern}[0-9]+)*"


@dataclass(frozen=True, slots=True)
class Literal:
    """Runs of digits, and the separators between them."""

    runs: tuple[str, ...]
    marks: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.runs[0] + "".join(mark + run for mark, run in zip(self.marks, self.runs[1:], strict=True))

    @classmethod
    def from_text(cls, text: str) -> "Literal":
        parts = _MARK.split(text)
        return cls(tuple(parts[::2]), tuple(parts[1::2]))


def read(literal: Literal, *, language: str | None, arabic: bool, places: int | None, scaled: bool) -> Decimal:
    """Return the value of a literal.

    `language`: "ar" or "fr" resolves a single dot (thousands) or comma (decimals); None does not.
    `arabic`: the text around is Arabic, so «5 .3» has its fraction first.
    `places`: decimals that the unit allows; dirhams have no thousandths, so 650.000 DH is whole.
    `scaled`: a thousand or a million follows. Then neither unit nor language resolves a dot: people who write
    4,525 also write 4.525 millions, and the other reading is a thousand times more.
    Raises NumberError, or AmbiguousNumber with both readings.
    """
    runs, marks = literal.runs, literal.marks
    if sum(map(len, runs)) > MAX_DIGITS:
        raise errors.too_long(literal.text)
    if not marks:
        return Decimal(runs[0])
    if marks[0] in REVERSED:
        return _reversed(literal)
    if marks[0] in SPACED:
        return _spaced(literal, arabic)
    grouped, decimal = _grouped(runs, marks), _decimal(runs, marks)
    if decimal is None:
        if grouped is None:
            raise _unreadable(literal)
        return grouped
    if grouped is None:
        return decimal
    settled = set()
    if language and marks[0] != ".":
        settled.add(decimal)
    if language and marks[0] == "." and not scaled:
        settled.add(grouped)
    if places is not None and len(runs[1]) > places and not scaled:
        settled.add(grouped)
    if len(settled) != 1:
        raise errors.ambiguous(literal.text, grouped, decimal)
    return settled.pop()


def _are_groups(runs: tuple[str, ...]) -> bool:
    first, *rest = runs
    return len(first) <= 3 and not first.startswith("0") and all(len(run) == 3 for run in rest)


def _grouped(runs: tuple[str, ...], marks: tuple[str, ...]) -> Decimal | None:
    if len(set(marks)) == 1 and marks[0] in EITHER | GROUP_ONLY and _are_groups(runs):
        return Decimal("".join(runs))
    return None


def _decimal(runs: tuple[str, ...], marks: tuple[str, ...]) -> Decimal | None:
    *groups, point = marks
    if point not in EITHER | DECIMAL_ONLY:
        return None
    if groups:
        # 891.261.58 can only be groups and then cents.
        cents = groups[0] == point and len(runs[-1]) == 2
        if len(set(groups)) > 1 or groups[0] not in EITHER | GROUP_ONLY or (groups[0] == point and not cents):
            return None
        if not _are_groups(runs[:-1]):
            return None
    return Decimal(f"{''.join(runs[:-1])}.{runs[-1]}")


def _reversed(literal: Literal) -> Decimal:
    fraction, *whole = literal.runs
    marks = literal.marks[1:]
    if not marks:
        return Decimal(f"{whole[0]}.{fraction}")
    grouped = _grouped(tuple(whole), marks)
    if grouped is None:
        raise _unreadable(literal)
    return Decimal(f"{grouped}.{fraction}")


def _spaced(literal: Literal, arabic: bool) -> Decimal:
    """«5 .3 ملايين» is 3.5 million in Arabic; elsewhere, or before three digits, it is ambiguous."""
    if len(literal.marks) > 1:
        raise _unreadable(literal)
    first, second = literal.runs
    fraction_first = Decimal(f"{second}.{first}")
    mark = literal.marks[0].strip()
    if arabic and mark == "." and len(second) != 3:
        return fraction_first
    straight = _grouped(literal.runs, (mark,))
    raise errors.ambiguous(literal.text, Decimal(f"{first}.{second}") if straight is None else straight, fraction_first)


def _unreadable(literal: Literal) -> errors.NumberError:
    """«20 14» is two numbers; «1.23.4» is misgrouped."""
    for position, mark in enumerate(literal.marks):
        if mark == " ":
            rest = Literal(literal.runs[position + 1 :], literal.marks[position + 1 :])
            return errors.second_number(rest.text)
    return errors.misgrouped(literal.text)
