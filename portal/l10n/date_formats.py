"""Format dates and reference periods to the precision that is known of them.

Month names are those of CLDR's `ar_MA` (يوليوز، غشت، شتنبر، نونبر، دجنبر), which Django's Arabic lacks.
"""

from calendar import monthrange
from datetime import date, datetime

from portal.l10n.languages import locale_of

_WORDS = {
    "ar": {
        "unknown": "تاريخ غير محدد",
        "unstated": "فترة غير محددة",
        "days": "من {start} إلى {end}",
        "months": "من {start} إلى {end}",
        "uncertain": "في يوم ما بين {start} و{end}",
        "datetime": "{date} على الساعة {time}",
        "school_year": "الموسم الدراسي {years}",
        "cumulative": "حصيلة تراكمية {span}",
        "from_day": "من {day} {until}",
        "from": "من {start} {until}",
        "to_day": "إلى {end}",
        "to_month": "إلى {end}",
        "to_year": "إلى {end}",
        "until_day": "إلى غاية {end}",
        "until_month": "إلى غاية {end}",
        "until_year": "إلى غاية نهاية {end}",
        "in": "برسم {span}",
    },
    "fr": {
        "unknown": "date non précisée",
        "unstated": "période non précisée",
        "days": "du {start} au {end}",
        "months": "de {start} à {end}",
        "uncertain": "un jour entre le {start} et le {end}",
        "datetime": "{date} à {time}",
        "school_year": "année scolaire {years}",
        "cumulative": "cumul {span}",
        "from_day": "du {day} {until}",
        "from": "de {start} {until}",
        "to_day": "au {end}",
        "to_month": "à {end}",
        "to_year": "à {end}",
        "until_day": "jusqu’au {end}",
        "until_month": "jusqu’en {end}",
        "until_year": "jusqu’à fin {end}",
        "in": "de {span}",
    },
}
PRECISIONS = ("day", "range", "month", "year", "uncertain", "unknown")
PERIOD_TYPES = (
    "instant",
    "event",
    "edition",
    "school_year",
    "calendar_year",
    "multi_year",
    "cumulative",
    "unstated",
)


def format_date(start: date | None, end: date | None, precision: str, language: str, *, weekday: bool = False) -> str:
    """« 2 juillet 2014 », «من 10 إلى 17 يوليوز 2020», « un jour entre le 4 et le 25 juillet 2014 ».

    `end` may be None for day, month and year. `weekday` applies to precision "day" only.
    Raises ValueError for an unknown precision or a missing date.
    """
    words = _words(language)
    if precision not in PRECISIONS:
        raise ValueError(f"unknown precision: {precision!r}, expected one of {PRECISIONS}")
    if precision == "unknown":
        return words["unknown"]
    if start is None or (end is None and precision in ("range", "uncertain")):
        raise ValueError(f"precision {precision!r} needs its dates: start={start!r}, end={end!r}")
    end = end or start
    if precision == "day":
        return _weekday(start, language) + _day(start, language) if weekday else _day(start, language)
    if precision == "year":
        return _years(start, end)
    if precision == "month":
        return _months(start, end, language)
    if start == end:
        return _day(start, language)
    return _two_days("days" if precision == "range" else "uncertain", start, end, language)


def format_period(start: date | None, end: date | None, period_type: str, language: str) -> str:
    """« 2013 », « 2012-2013 », « année scolaire 2022-2023 », « cumul de 2017 à juillet 2023 ».

    Whole years and months are written as such, anything else as days. "unstated" has no dates, "cumulative" may
    have no start. Raises ValueError for an unknown type or a missing date.
    """
    words = _words(language)
    if period_type not in PERIOD_TYPES:
        raise ValueError(f"unknown period type: {period_type!r}, expected one of {PERIOD_TYPES}")
    if period_type == "unstated":
        return words["unstated"]
    if end is not None and period_type == "cumulative":
        return words["cumulative"].format(span=_cumulated(start, end, language))
    if start is None or end is None:
        raise ValueError(f"a period of type {period_type!r} needs its dates: start={start!r}, end={end!r}")
    if period_type == "school_year" and end.year == start.year + 1:
        return words["school_year"].format(years=_years(start, end))
    return _span(start, end, language)


def format_datetime(value: datetime, language: str) -> str:
    """« 2 juillet 2014 à 15:04 », in the value's own time zone."""
    return _words(language)["datetime"].format(date=_day(value, language), time=f"{value:%H:%M}")


def _words(language: str) -> dict[str, str]:
    locale_of(language)
    return _WORDS[language]


def _ordinal(day: date, language: str) -> str:
    return "1er" if language == "fr" and day.day == 1 else str(day.day)


def _month_name(day: date, language: str) -> str:
    return str(locale_of(language).months["format"]["wide"][day.month])


def _month(day: date, language: str) -> str:
    return f"{_month_name(day, language)} {day.year}"


def _day(day: date, language: str) -> str:
    return f"{_ordinal(day, language)} {_month(day, language)}"


def _weekday(day: date, language: str) -> str:
    return f"{locale_of(language).days['format']['wide'][day.weekday()]} "


def _two_days(template: str, start: date, end: date, language: str) -> str:
    """« 4-25 juillet 2014 » in words: month and year are written once where both dates share them."""
    if start.year != end.year:
        first = _day(start, language)
    elif start.month != end.month:
        first = f"{_ordinal(start, language)} {_month_name(start, language)}"
    else:
        first = _ordinal(start, language)
    return _words(language)[template].format(start=first, end=_day(end, language))


def _months(start: date, end: date, language: str) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return _month(start, language)
    first = _month_name(start, language) if start.year == end.year else _month(start, language)
    return _elided(_words(language)["months"].format(start=first, end=_month(end, language)), language)


def _years(start: date, end: date) -> str:
    return str(start.year) if start.year == end.year else f"{start.year}-{end.year}"


def _elided(text: str, language: str) -> str:
    """« de avril » is « d’avril »: avril, août and octobre begin with a vowel."""
    return "d’" + text[3:] if language == "fr" and text.startswith(("de a", "de o")) else text


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _begins_year(day: date) -> bool:
    return (day.month, day.day) == (1, 1)


def _ends_year(day: date) -> bool:
    return (day.month, day.day) == (12, 31)


def _span(start: date, end: date, language: str) -> str:
    if _begins_year(start) and _ends_year(end):
        return _years(start, end)
    if start.day == 1 and _ends_month(end):
        return _months(start, end, language)
    if start == end:
        return _day(start, language)
    return _two_days("days", start, end, language)


def _cumulated(start: date | None, end: date, language: str) -> str:
    words = _words(language)
    if start is None or start == end:
        return _end(end, "until", language)
    if start.year == end.year:
        span = _span(start, end, language)
        return _elided(words["in"].format(span=span), language) if _is_one_whole(start, end) else span
    until = _end(end, "to", language)
    if start.day != 1:
        return words["from_day"].format(day=_day(start, language), until=until)
    first = str(start.year) if _begins_year(start) else _month(start, language)
    return _elided(words["from"].format(start=first, until=until), language)


def _end(end: date, template: str, language: str) -> str:
    """« à 2023 », « à juillet 2023 », « au 12 juillet 2023 »."""
    words = _words(language)
    if _ends_year(end):
        return words[f"{template}_year"].format(end=end.year)
    if _ends_month(end):
        return words[f"{template}_month"].format(end=_month(end, language))
    return words[f"{template}_day"].format(end=_day(end, language))


def _is_one_whole(start: date, end: date) -> bool:
    """Whether the period is exactly one year or one month."""
    if start.day != 1 or not _ends_month(end):
        return False
    return start.month == end.month or (_begins_year(start) and _ends_year(end))
