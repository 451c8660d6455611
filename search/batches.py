"""Long lists in parts."""

from collections.abc import Iterable, Iterator
from itertools import islice


def batches(items: Iterable, size: int) -> Iterator[list]:
    """Yield the items in lists of at most `size`. (`itertools.batched` comes with Python 3.12.)"""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
