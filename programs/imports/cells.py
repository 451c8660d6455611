"""Parse cells. Readers raise ValueError with a sentence for the user."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.l10n import parse_number
from programs.facts import EventOrganizer, validate_code

#: {table: {code: record}} of stored records and rows loaded before; BROKEN for invalid rows.
Known = Mapping[str, Mapping[str, Any]]
BROKEN = object()


class BrokenReferenceError(ValueError):
    """The row referred to is invalid and reported itself."""


Reader = Callable[[str, Known], Any]

LIST_SEPARATOR = "|"
YES, NO = {"1", "true", "yes"}, {"", "0", "false", "no"}


def text(cell: str, known: Known) -> str:
    return cell


def code(cell: str, known: Known) -> str:
    if not validate_code.regex.match(cell):
        raise ValueError(_("“%(cell)s” is no code: Latin letters, digits, dots, hyphens.") % {"cell": cell})
    return cell


def day(cell: str, known: Known) -> date | None:
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise ValueError(_("“%(cell)s” is no date: write it as 2014-07-18.") % {"cell": cell}) from error


#: Unambiguous digits and decimal point.
PLAIN_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,2})?", re.ASCII)


def number(cell: str, known: Known) -> Decimal | None:
    """Read a number; ambiguous ones such as 1.234 are refused."""
    if not cell:
        return None
    return Decimal(cell) if PLAIN_NUMBER.fullmatch(cell) else parse_number(cell)


def whole(cell: str, known: Known) -> int:
    if not cell.isascii() or not cell.isdigit():
        raise ValueError(_("“%(cell)s” is no whole number.") % {"cell": cell})
    return int(cell)


def yes_or_no(cell: str, known: Known) -> bool:
    if cell.lower() in YES | NO:
        return cell.lower() in YES
    raise ValueError(_("“%(cell)s” is neither 1 nor 0.") % {"cell": cell})


def one_of(choices: Sequence[str]) -> Reader:
    """Read one of some values; an empty cell stays empty."""

    def read(cell: str, known: Known) -> str:
        if cell and cell not in choices:
            raise ValueError(_("“%(cell)s” is none of: %(choices)s.") % {"cell": cell, "choices": ", ".join(choices)})
        return cell

    return read


def reference(table: str) -> Reader:
    """Read a code of another table."""

    def read(cell: str, known: Known) -> Any:
        if not cell:
            return None
        try:
            record = known[table][cell]
        except KeyError as error:
            raise ValueError(_("“%(cell)s” is not known in %(table)s.") % {"cell": cell, "table": table}) from error
        if record is BROKEN:
            raise BrokenReferenceError
        return record

    return read


def several(one: Reader) -> Reader:
    """Read a list of cells separated by "|"."""

    def read(cell: str, known: Known) -> list[Any]:
        return [one(part.strip(), known) for part in cell.split(LIST_SEPARATOR) if part.strip()]

    return read


def _organizer(cell: str, known: Known) -> tuple[Any, str]:
    organization, _colon, role = cell.partition(":")
    role = role or EventOrganizer.Role.ORGANIZER
    return reference("organizations")(organization, known), one_of(EventOrganizer.Role.values)(role, known)


#: Reads ORG:role|ORG:role.
organizers = several(_organizer)


def plural_forms(cell: str, known: Known) -> dict[str, str]:
    """Read one=…;two=…;other=…"""
    forms = {}
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        category, equals, form = part.partition("=")
        if not equals:
            raise ValueError(_("“%(part)s” is not of the form category=text.") % {"part": part})
        forms[category.strip()] = form.strip()
    return forms
