"""Normalize event dates; suggest names and codes from place and date."""

import re
from calendar import monthrange
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.l10n import format_date
from programs.facts import DistributionEvent, Level, Territory

Precision = DistributionEvent.Precision

#: Precisions with two different days.
TWO_DAYS = (Precision.RANGE, Precision.UNCERTAIN)

#: The beginning of French names that is left out of codes.
KIND_OF_PLACE = re.compile(r"(province|préfecture|région) d(e |’|')?", re.IGNORECASE)


def settle_dates(
    precision: str, start: date | None, end: date | None
) -> tuple[date | None, date | None, dict[str, ValidationError]]:
    """Return first day, last day and the errors by field.

    One day of a month or a year is enough for it; where nothing is known, days are dropped.
    """
    if precision == Precision.UNKNOWN:
        return None, None, {}
    if start is None:
        return start, end, {"date_start": ValidationError(_("Give the date, or say that it is unknown."))}
    if precision == Precision.MONTH:
        return start.replace(day=1), start.replace(day=monthrange(start.year, start.month)[1]), {}
    if precision == Precision.YEAR:
        return date(start.year, 1, 1), date(start.year, 12, 31), {}
    if precision == Precision.DAY:
        if end and end != start:
            message = _("You gave two days. Choose “over several days”, or leave the last day empty.")
            return start, end, {"date_precision": ValidationError(message)}
        return start, start, {}
    if end is None:
        return start, end, {"date_end": ValidationError(_("Give the last day as well."))}
    if end < start:
        return start, end, {"date_end": ValidationError(_("The last day lies before the first."))}
    return start, end, {}


def suggest_event_code(place: Territory | None, precision: str, start: date | None, end: date | None) -> str:
    """Return a code such as FES-2014-07-02, as precise as the date; it may be taken."""
    return "-".join(part for part in (_code_of_place(place), _code_of_date(precision, start, end)) if part)


def suggest_event_name(place: Territory, precision: str, start: date | None, end: date | None, language: str):
    """Return «توزيع الدعم بفاس، 2 يوليوز 2014», « Remise de soutien à Fès, 2 juillet 2014 »."""
    with override(language):
        values = {"place": place.name}
        if place.scheme.level == Level.PLACE:
            name = _("Support handed over in %(place)s") % values
        elif place.scheme.level == Level.REGION:
            name = _("Support handed over in the region %(place)s") % values
        else:
            name = _("Support handed over: %(place)s") % values
        if precision in (Precision.UNKNOWN, Precision.UNCERTAIN) or start is None:
            return name
        day = format_date(start, end, precision, language)
        return _("%(name)s, %(date)s") % {"name": name, "date": day}


def _code_of_place(place: Territory | None) -> str:
    if place is None:
        return ""
    if place.scheme.level == Level.PLACE:
        return place.code
    name = place.name_fr
    if kind := KIND_OF_PLACE.match(name):
        name = name[kind.end() :]
    return slugify(name.replace("’", " ")).upper()


def _code_of_date(precision: str, start: date | None, end: date | None) -> str:
    if precision == Precision.UNKNOWN or start is None:
        return ""
    if precision == Precision.YEAR:
        return f"{start:%Y}"
    if precision in (Precision.DAY, Precision.RANGE):
        return f"{start:%Y-%m-%d}"
    if end and (end.year, end.month) != (start.year, start.month):
        return f"{start:%Y}"
    return f"{start:%Y-%m}"
