"""The answers of the query API in SQL written by hand, by somebody who knows the ledger and its databases.

Nothing here uses the API's code but the pure rules of uncertainty. Most series have one value: the few that have
several are found first, and only those are ranked, rather than all rows of the ledger.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from programs.statistics.fold import rules

QUALIFIERS = ("about", "more_than", "at_least", "up_to", "at_most", "between")
STATUSES = ("E", "P")

#: Current observations of one indicator at a moment.
CURRENT = """
current AS {materialized} (
    SELECT o.id, o.code, o.series_key, o.event_id, o.edition_id, o.territory_id, o.trade_id, o.sex, o.source_id,
        o.supersedes_id, o.period_type, o.period_start, o.period_end, o.value, o.value_high, o.qualifier, o.status,
        o.released_at
    FROM programs_observation o
    WHERE o.indicator_id = (SELECT id FROM programs_indicator WHERE code = %(indicator)s)
        AND o.role = %(role)s AND o.assistance_kind_id IS NULL AND o.age_band = '' AND o.released_at <= %(moment)s
        AND NOT EXISTS (
            SELECT 1 FROM programs_observation later
            WHERE later.supersedes_id = o.id AND later.released_at <= %(moment)s
        )
        AND {condition}
)"""

#: The series of several values, in the order in which they are preferred.
RANKED = """
rivals AS (
    SELECT series_key, MAX(COALESCE(value, -1)) <> MIN(COALESCE(value, -1))
        OR MAX(COALESCE(value_high, -1)) <> MIN(COALESCE(value_high, -1)) OR MAX(qualifier) <> MIN(qualifier) AS disagree
    FROM current GROUP BY series_key HAVING COUNT(*) > 1
),
decided AS (
    SELECT observation_id, MAX(decided_at) AS decided_at FROM programs_preference
    WHERE decided_at <= %(moment)s GROUP BY observation_id
),
ranked AS (
    SELECT current.id, rivals.disagree, ROW_NUMBER() OVER (
        PARTITION BY current.series_key
        ORDER BY decided.decided_at DESC NULLS LAST, current.value IS NULL, source.date ASC NULLS LAST, current.code
    ) AS place
    FROM rivals JOIN current ON current.series_key = rivals.series_key
    JOIN programs_source source ON source.id = current.source_id
    LEFT JOIN decided ON decided.observation_id = current.id
)"""

SUMMED = """
WITH {current}, {ranked}
SELECT {groups} COUNT(*), COUNT(DISTINCT event_id), COUNT(value), SUM(value), SUM(COALESCE(value_high, value)), {flags},
    MAX(CASE WHEN value > 0 AND value < %(few)s THEN 1 ELSE 0 END),
    MIN(current.period_start), MAX(current.period_end), MAX(current.released_at), COUNT(supersedes_id),
    COUNT(CASE WHEN ranked.disagree THEN 1 END), {sources}
FROM current LEFT JOIN ranked ON ranked.id = current.id {tables}
WHERE COALESCE(ranked.place, 1) = 1
{grouped}"""

#: Single values: each preferred one followed by its rivals, with the columns that a page shows.
LISTED = """
WITH {current}, {ranked}{more}
SELECT {columns}, current.series_key, current.value, current.value_high, current.qualifier, current.status,
    current.period_start, current.period_end, current.released_at, current.supersedes_id, source.code, source.name_ar,
    source.name_fr
FROM current JOIN programs_source source ON source.id = current.source_id
LEFT JOIN ranked ON ranked.id = current.id {tables}
ORDER BY current.series_key, COALESCE(ranked.place, 1)"""

#: A country's value before a region's, the latest period before earlier ones; of one period type, or the leading one.
LEADING = """,
chosen AS (
    SELECT series_key FROM (
        SELECT series_key, RANK() OVER (
            PARTITION BY {group}
            ORDER BY CASE WHEN scheme.level = 'country' THEN 0 ELSE 1 END, period_end DESC NULLS LAST,
                period_start DESC NULLS LAST
        ) AS turn
        FROM current
        JOIN programs_territory place ON place.id = current.territory_id
        JOIN programs_territorialscheme scheme ON scheme.id = place.scheme_id
        WHERE period_type = (
            SELECT period_type FROM current
            ORDER BY CASE period_type
                WHEN 'calendar_year' THEN 0 WHEN 'school_year' THEN 1 WHEN 'edition' THEN 2 WHEN 'multi_year' THEN 3
                WHEN 'instant' THEN 4 ELSE 5 END
            LIMIT 1
        )
    ) turns
    WHERE turn = 1
)"""


class PlainRow(NamedTuple):
    """A row of an answer in plain values; `groups` are the codes of its members."""

    groups: tuple
    value: Decimal | None
    value_high: Decimal | None
    qualifier: str
    status: str
    parts: int
    events: int
    masked: bool
    period_start: date | None
    period_end: date | None
    released_at: datetime
    corrected: bool
    disputed: bool
    sources: tuple[str, ...]


def summed(parameters: dict, condition: str, *, by: Sequence[str] = (), tables: str = "") -> list[PlainRow]:
    """Sum the preferred values of events in groups. `by` are expressions, `tables` the joins that they need."""
    on_postgresql = connection.vendor == "postgresql"
    flags = [f"MAX(CASE WHEN value IS NOT NULL AND qualifier = '{name}' THEN 1 ELSE 0 END)" for name in QUALIFIERS]
    flags += [f"MAX(CASE WHEN value IS NOT NULL AND status = '{name}' THEN 1 ELSE 0 END)" for name in STATUSES]
    statement = SUMMED.format(
        current=_current(condition),
        ranked=RANKED,
        groups="".join(f"{expression}, " for expression in by),
        flags=", ".join(flags),
        sources="ARRAY_AGG(DISTINCT source_id)" if on_postgresql else "GROUP_CONCAT(DISTINCT source_id)",
        tables=tables,
        grouped="GROUP BY " + ", ".join(by) if by else "HAVING COUNT(*) > 0",
    )
    with connection.cursor() as cursor:
        codes = _codes_of_sources(cursor)
        cursor.execute(statement, {**parameters, "few": _few(cursor, parameters)})
        return [_sum_row(row[: len(by)], row[len(by) :], codes) for row in cursor.fetchall()]


def listed(
    parameters: dict,
    condition: str,
    *,
    columns: str,
    tables: str,
    leading_in: str = "",
    width: int = 1,
    events: int = 0,
) -> list[PlainRow]:
    """Return single preferred values: all, or those that lead their group. `width` is the number of columns that describe
    a member, its code first; `events` is 1 for values of events."""
    statement = LISTED.format(
        current=_current(condition),
        ranked=RANKED,
        more=LEADING.format(group=leading_in) if leading_in else "",
        columns=columns,
        tables=f"{'JOIN chosen ON chosen.series_key = current.series_key' if leading_in else ''} {tables}",
    )
    with connection.cursor() as cursor:
        few = _few(cursor, parameters)
        cursor.execute(statement, parameters)
        return list(_value_rows(cursor.fetchall(), width, few, events))


def _current(condition: str) -> str:
    # Both databases read `current` several times.
    return CURRENT.format(materialized="MATERIALIZED", condition=condition)


def _sum_row(groups: tuple, row: tuple, codes: dict[int, str]) -> PlainRow:
    parts, events, known, bottom, top, *flags = row[:-7]
    masked, start, end, released, corrected, disputed, sources = row[-7:]
    words = {name for name, flag in zip((*QUALIFIERS, *STATUSES), flags, strict=True) if flag}
    total = rules.total(
        bottom=_decimal(bottom),
        top=_decimal(top),
        qualifiers=words - set(STATUSES),
        statuses=words & set(STATUSES),
        known=known,
        missing=parts - known,
    )
    ids = sources if isinstance(sources, list) else map(int, sources.split(","))
    return PlainRow(
        groups=groups,
        value=None if masked else total.value,
        value_high=None if masked else total.value_high,
        qualifier="exact" if masked else total.qualifier,
        status="Q" if masked else total.status,
        parts=parts,
        events=events,
        masked=bool(masked),
        period_start=_day(start),
        period_end=_day(end),
        released_at=_moment(released),
        corrected=bool(corrected),
        disputed=bool(disputed),
        sources=tuple(sorted(codes[pk] for pk in ids)),
    )


def _value_rows(rows: Iterable[tuple], width: int, few: int, events: int) -> Iterator[PlainRow]:
    series = defaultdict(list)
    for row in rows:
        series[row[width]].append(row)
    for versions in series.values():
        words = [row[width + 1 : width + 5] for row in versions]
        value, high, qualifier, status, start, end, released, supersedes = versions[0][width + 1 : width + 9]
        masked = value is not None and 0 < value < few
        yield PlainRow(
            groups=versions[0][:1],
            value=None if masked or value is None else _decimal(value),
            value_high=None if masked or high is None else _decimal(high),
            qualifier="exact" if masked else qualifier,
            status="Q" if masked else status,
            parts=1,
            events=events,
            masked=masked,
            period_start=_day(start),
            period_end=_day(end),
            released_at=_moment(released),
            corrected=supersedes is not None,
            disputed=any(other != words[0] for other in words),
            sources=tuple(
                sorted({row[width + 9] for row, said in zip(versions, words, strict=True) if said == words[0]})
            ),
        )


def _few(cursor, parameters: dict) -> int:
    """Return the count below which values are masked."""
    cursor.execute(
        """SELECT CASE WHEN statistical_unit IN ('persons', 'enrolments', 'certificates') THEN threshold ELSE 0 END
        FROM programs_indicator WHERE code = %(indicator)s""",
        {"indicator": parameters["indicator"]},
    )
    return cursor.fetchone()[0]


def _codes_of_sources(cursor) -> dict[int, str]:
    cursor.execute("SELECT id, code, name_ar, name_fr, publisher, url, date FROM programs_source")
    return {row[0]: row[1] for row in cursor.fetchall()}


def _decimal(value) -> Decimal:
    """SQLite sums in floating point."""
    if value is None:
        return Decimal(0)
    return value if isinstance(value, Decimal) else Decimal(repr(value)).quantize(Decimal("0.0001"))


def _day(value) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: datetime | str) -> datetime:
    """SQLite has no time zones: Django keeps UTC there."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
