"""Round numbers for a scale."""

from decimal import Decimal
from math import ceil, floor, log10


def ticks(low: float, high: float, about: int = 4) -> list[Decimal]:
    """Return round numbers at even steps that enclose `low` and `high`."""
    if high <= low:
        high = low + (abs(low) or 1)
    rough = (high - low) / about
    power = floor(log10(rough))
    step = next(Decimal(n).scaleb(power) for n in (1, 2, 5, 10) if float(Decimal(n).scaleb(power)) >= rough * 0.999)
    first, last = floor(low / float(step)), ceil(high / float(step) - 1e-9)
    return [step * place for place in range(first, last + 1)]
