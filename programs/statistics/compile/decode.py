"""What statements without a model give back on SQLite, which has neither decimals nor dates nor lists of its own."""

from datetime import UTC, date, datetime
from decimal import Decimal


def decimal_of(value: float) -> Decimal:
    """Sums are made in floating point: back to the four places that the ledger has."""
    return Decimal(repr(value)).quantize(Decimal("0.0001"))


def day_of(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def moment_of(value: str) -> datetime:
    return datetime.fromisoformat(value).replace(tzinfo=UTC)


def ids_of(value: str) -> list[int]:
    """Read the ids that GROUP_CONCAT gathered."""
    return sorted(map(int, value.split(",")))
