"""Statements by hand for each kind of question: conditions, groups and tables."""

from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from benchmarks.by_hand import PlainRow, listed, summed
from programs.statistics.questions import Question

OF_EVENTS = "o.event_id IS NOT NULL AND o.period_type = 'event'"
NO_TRADE, NO_SEX = "o.trade_id IS NULL", "o.sex = ''"
WHOLE = f"{NO_TRADE} AND {NO_SEX}"

PLACE = "place_scheme.code || ':' || place.code"
PLACES = """JOIN programs_territory place ON place.id = current.territory_id
    JOIN programs_territorialscheme place_scheme ON place_scheme.id = place.scheme_id"""
EDITIONS = "JOIN programs_edition edition ON edition.id = current.edition_id"
TRADES = "JOIN programs_trade trade ON trade.id = current.trade_id"
EVENTS = "JOIN programs_distributionevent event ON event.id = current.event_id"

#: Each territory with the one of a scheme that contains it; none of these is split.
REGIONS = """
JOIN (
    WITH RECURSIVE held (place_id, holder_id) AS (
        SELECT id, id FROM programs_territory
        UNION
        SELECT held.place_id, wider.holder_id FROM held JOIN (
            SELECT territory_id, related_id AS holder_id FROM programs_territoryrelation
            WHERE relation IN ('within', 'whole', 'same')
            UNION
            SELECT related_id, territory_id FROM programs_territoryrelation WHERE relation = 'same'
        ) wider ON wider.territory_id = held.holder_id
    )
    SELECT held.place_id, holder_scheme.code || ':' || holder.code AS region
    FROM held
    JOIN programs_territory holder ON holder.id = held.holder_id
    JOIN programs_territorialscheme holder_scheme ON holder_scheme.id = holder.scheme_id
    WHERE holder_scheme.code = %(scheme)s
) regions ON regions.place_id = current.territory_id"""

WITHOUT_COUNTRY = """o.territory_id NOT IN (
    SELECT t.id FROM programs_territory t JOIN programs_territorialscheme s ON s.id = t.scheme_id
    WHERE s.level = 'country')"""


def year_of(column: str) -> str:
    if connection.vendor == "postgresql":
        return f"EXTRACT(YEAR FROM {column})::integer"
    return f"CAST(SUBSTR({column}, 1, 4) AS INTEGER)"


def answer_by_hand(question: Question) -> list[PlainRow]:
    """Answer a question of one of the kinds that are measured.

    Raises KeyError for other kinds.
    """
    moment = _end_of(question.as_of) if question.as_of else timezone.now()
    parameters = {
        "indicator": question.indicator,
        "role": question.role,
        "moment": connection.ops.adapt_datetimefield_value(moment),
        "scheme": question.scheme,
    }
    narrow = ""
    for name, condition in _narrowing().items():
        if value := getattr(question, name):
            parameters[name] = value
            narrow += f" AND {condition}"
    if question.event or question.by == ("event",):
        columns = "event.code, event.name_ar, event.name_fr, place.code, place.name_ar, place.name_fr"
        condition = f"o.event_id IS NOT NULL AND {WHOLE}{narrow}"
        return listed(parameters, condition, columns=columns, tables=f"{EVENTS} {PLACES}", width=6, events=1)
    if question.basis == "reported":
        condition, group, columns, tables = _reported()[question.by]
        return listed(parameters, condition + narrow, columns=columns, tables=tables, leading_in=group)
    condition, by, tables = _sums()[("scheme",) if question.scheme else question.by]
    return summed(parameters, condition + narrow, by=by, tables=tables)


def _narrowing() -> dict[str, str]:
    return {
        "program": "o.program_id = (SELECT id FROM programs_program WHERE code = %(program)s)",
        "event": "o.event_id = (SELECT id FROM programs_distributionevent WHERE code = %(event)s)",
        "year": f"{year_of('o.period_end')} = %(year)s",
        "period_start": "o.period_start >= %(period_start)s",
    }


def _sums() -> dict[tuple[str, ...], tuple[str, tuple[str, ...], str]]:
    """Return {by: (which observations, the groups, further tables)} of sums over events."""
    year, whole = year_of("current.period_end"), f"{OF_EVENTS} AND {WHOLE}"
    return {
        (): (whole, (), ""),
        ("year",): (whole, (year,), ""),
        ("edition",): (whole, ("edition.code",), EDITIONS),
        ("territory",): (whole, (PLACE,), PLACES),
        ("scheme",): (whole, ("regions.region",), REGIONS),
        ("year", "territory"): (whole, (year, PLACE), PLACES),
        ("trade",): (f"{OF_EVENTS} AND {NO_SEX} AND o.trade_id IS NOT NULL", ("trade.code",), TRADES),
        ("sex",): (f"{OF_EVENTS} AND {NO_TRADE} AND o.sex <> ''", ("current.sex",), ""),
    }


def _reported() -> dict[tuple[str, ...], tuple[str, str, str, str]]:
    """Return {by: (which observations, the group, its code, further tables)} of reported values."""
    whole = f"o.event_id IS NULL AND {WHOLE}"
    return {
        ("year",): (
            f"{whole} AND (o.edition_id IS NULL OR o.period_type = 'edition')",
            year_of("period_end"),
            year_of("current.period_end"),
            "",
        ),
        ("edition",): (f"{whole} AND o.edition_id IS NOT NULL", "edition_id", "edition.code", EDITIONS),
        ("territory",): (
            f"{whole} AND o.edition_id IS NULL AND {WITHOUT_COUNTRY}",
            "territory_id",
            PLACE,
            PLACES,
        ),
    }


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 23, 59, 59, 999_999))
