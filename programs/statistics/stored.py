"""What statements without a model give back: SQLite has neither decimals nor dates nor lists of its own."""

from datetime import UTC, date, datetime
from decimal import Decimal


def decimal_of(value) -> Decimal:
    """SQLite sums in floating point: back to the four places that the ledger has."""
    if value is None:
        return Decimal(0)
    return value if isinstance(value, Decimal) else Decimal(repr(value)).quantize(Decimal("0.0001"))


def day_of(value) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def moment_of(value) -> datetime:
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


def ids_of(value: list[int] | str) -> frozenset[int]:
    """Read the ids that ARRAY_AGG (PostgreSQL) or GROUP_CONCAT (SQLite) gathered."""
    return frozenset(map(int, value.split(","))) if isinstance(value, str) else frozenset(value)
