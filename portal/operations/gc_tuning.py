"""How often a process looks for garbage that refers to itself; all other goes at once, by itself."""

import gc

#: Objects that are made until it looks. An answer of a thousand rows makes tens of thousands, and with Python's own 700
#: they are gone through dozens of times, and all of Django with them (see docs/benchmarks.md).
SELDOM = 50_000


def collect_seldom() -> None:
    """For a process that has loaded whatever it will: that stays, and is looked at no more."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM)
