"""Format dates and reference periods to the precision that is known of them.

Month names are those of CLDR's `ar_MA` (يوليوز، غشت، شتنبر، نونبر، دجنبر), which Django's Arabic lacks.
"""

from calendar import monthrange
from datetime import date, datetime

from babel import dates

from portal.l10n.languages import locale_of, words_of

PRECISIONS = ("day", "range", "month", "year", "uncertain", "unknown")
PERIOD_TYPES = ("instant", "event", "edition", "school_year", "calendar_year", "multi_year", "cumulative", "unstated")
DAY, MONTH = "d MMMM y", "MMMM y"


def format_date(start: date | None, end: date | None, precision: str, language: str, *, weekday: bool = False) -> str:
    """« 2 juillet 2014 », «من 10 إلى 17 يوليوز 2020», « un jour entre le 4 et le 25 juillet 2014 ».

    `end` may be None for day, month and year. `weekday` applies to precision "day" only.
    Raises ValueError for an unknown precision or a missing date.
    """
    if precision not in PRECISIONS:
        raise ValueError(f"unknown precision: {precision!r}, expected one of {PRECISIONS}")
    if precision == "unknown":
        return _phrase("unknown", language)
    if start is None or (end is None and precision in ("range", "uncertain")):
        raise ValueError(f"precision {precision!r} needs its dates: start={start!r}, end={end!r}")
    end = end or start
    if precision == "year":
        return _years(start, end)
    if precision == "month":
        return _months(start, end, language)
    if precision == "day":
        return _write(start, f"EEEE {DAY}" if weekday else DAY, language)
    return _days(start, end, language, "days" if precision == "range" else "uncertain")


def format_period(start: date | None, end: date | None, period_type: str, language: str) -> str:
    """« 2013 », « 2012-2013 », « année scolaire 2022-2023 », « cumul de 2017 à juillet 2023 ».

    Whole years and months are written as such, anything else as days. "unstated" has no dates, "cumulative" may
    have no start. Raises ValueError for an unknown type or a missing date.
    """
    if period_type not in PERIOD_TYPES:
        raise ValueError(f"unknown period type: {period_type!r}, expected one of {PERIOD_TYPES}")
    if period_type == "unstated":
        return _phrase("unstated", language)
    if end is not None and period_type == "cumulative":
        return _phrase("cumulative", language, span=_cumulated(start, end, language))
    if start is None or end is None:
        raise ValueError(f"a period of type {period_type!r} needs its dates: start={start!r}, end={end!r}")
    if period_type == "school_year" and end.year == start.year + 1:
        return _phrase("school_year", language, years=_years(start, end))
    return _span(start, end, language)


def format_datetime(value: datetime, language: str) -> str:
    """« 2 juillet 2014 à 15:04 », in the value's own time zone."""
    return _phrase("datetime", language, date=_write(value, DAY, language), time=f"{value:%H:%M}")


def _phrase(name: str, language: str, **parts: object) -> str:
    """Fill a template; « de avril » is « d’avril », as avril, août and octobre begin with a vowel."""
    text = str(words_of(language)["dates"][name]).format(**parts)
    return "d’" + text[3:] if language == "fr" and text.startswith(("de a", "de o")) else text


def _write(day: date, pattern: str, language: str) -> str:
    """Write a date by a CLDR pattern; in French the first of a month is « 1er »."""
    if language == "fr" and day.day == 1:
        pattern = pattern.replace("d", "'1er'", 1)
    return dates.format_date(day, pattern, locale=locale_of(language))


def _days(start: date, end: date, language: str, template: str = "days") -> str:
    """« du 4 au 25 juillet 2014 »: month and year are written once where both dates share them."""
    if start == end:
        return _write(start, DAY, language)
    pattern = DAY if start.year != end.year else "d MMMM" if start.month != end.month else "d"
    return _phrase(template, language, start=_write(start, pattern, language), end=_write(end, DAY, language))


def _months(start: date, end: date, language: str) -> str:
    last = _write(end, MONTH, language)
    if (start.year, start.month) == (end.year, end.month):
        return last
    first = _write(start, "MMMM" if start.year == end.year else MONTH, language)
    return _phrase("months", language, start=first, end=last)


def _years(start: date, end: date) -> str:
    return str(start.year) if start.year == end.year else f"{start.year}-{end.year}"


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _span(start: date, end: date, language: str) -> str:
    if start.day != 1 or not _ends_month(end):
        return _days(start, end, language)
    return _years(start, end) if (start.month, end.month) == (1, 12) else _months(start, end, language)


def _cumulated(start: date | None, end: date, language: str) -> str:
    if start is None or start == end:
        return _end(end, "until", language)
    if start.year == end.year:
        span = _span(start, end, language)
        whole = start.day == 1 and _ends_month(end)
        is_one = whole and (start.month == end.month or (start.month, end.month) == (1, 12))
        return _phrase("in", language, span=span) if is_one else span
    until = _end(end, "to", language)
    if start.day != 1:
        return _phrase("from_day", language, day=_write(start, DAY, language), until=until)
    return _phrase("from", language, start=_write(start, "y" if start.month == 1 else MONTH, language), until=until)


def _end(end: date, template: str, language: str) -> str:
    """« à 2023 », « à juillet 2023 », « au 12 juillet 2023 »."""
    unit, pattern = "day", DAY
    if _ends_month(end):
        unit, pattern = ("year", "y") if end.month == 12 else ("month", MONTH)
    return _phrase(f"{template}_{unit}", language, end=_write(end, pattern, language))
