"""Big reproducible ledgers, as after years of distributions.

About 85 % of the observations are figures of events, one event for some eight of them; the others are reported, by
year, territory, edition, sex and age band. About 2 % correct an earlier one, about 2 % come from a second source (one of
the two may be preferred). Each programme has its own qualifier (exact, about, at least, up to, between), so that sums
have every qualifier; small counts, which are masked, are few and of one trade.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random

from django.db import transaction

from benchmarks.lines import YEARS, Lines
from benchmarks.writing import settle, write
from programs import demonstration
from programs.facts.events import DistributionEvent
from programs.facts.judgements import Preference
from programs.facts.observations import Observation
from programs.facts.programs import Edition, Program
from programs.facts.sources import Source
from programs.imports.load import load_facts

SEED = 2014
SOURCES = 120

#: The tables of the demonstration that say what there is to count, where and of whom; none of its figures.
REFERENCE = (
    "units", "indicators", "schemes", "territories", "sources", "relations", "programs", "trades", "assistance_kinds",
)  # fmt: skip

#: Called with (observations written, observations wanted).
Progress = Callable[[int, int], None]


def write_ledger(observations: int, *, seed: int = SEED, progress: Progress | None = None) -> int:
    """Fill an empty, migrated database with that many observations, and return how many it wrote."""
    with transaction.atomic():
        _write_reference(Random(seed))
    written = 0
    for part in Lines(Random(seed)).in_parts(observations):
        with transaction.atomic():
            DistributionEvent.objects.bulk_create(part.events)
            write(Observation, part.lines)
            Preference.objects.bulk_create(part.preferences)
        written += len(part.lines)
        if progress:
            progress(written, observations)
    settle(DistributionEvent, Observation)
    return written


def _write_reference(dice: Random) -> None:
    folder = Path(demonstration.__file__).parent / "facts"
    outcome = load_facts([folder / f"{name}.csv" for name in REFERENCE], apply=True)
    if outcome.errors:
        raise RuntimeError(f"The demonstration's reference tables do not load: {outcome.errors[0]}")
    Source.objects.bulk_create(_source(number, dice) for number in range(SOURCES))
    Edition.objects.bulk_create(
        Edition(
            code=f"{program.code}-OF-{year}",
            name_ar=f"دورة {year}",
            name_fr=f"Édition {year}",
            program=program,
            period_start=date(year, 1, 1),
            period_end=date(year, 12, 31),
        )
        for program, year in product(Program.objects.order_by("code"), YEARS)
    )


def _source(number: int, dice: Random) -> Source:
    """Return a source; one in twelve has no date."""
    day = date(2012, 1, 1) + timedelta(days=dice.randrange(5000)) if number % 12 else None
    return Source(
        code=f"SOURCE-{number:03}",
        name_ar=f"مصدر {number}",
        name_fr=f"Source {number}",
        publisher="—",
        date=day,
        date_precision="day" if day else "unknown",
    )
