"""Measuring on one database, as a process of its own: `python -m benchmarks.measuring OBSERVATIONS RUNS`.

The environment says which database, and that it is there; an empty one is migrated and filled first. What was measured
goes to standard output as JSON, progress to standard error.
"""

import gc
import json
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import django


def main(observations: int, runs: int, explained: str = "") -> None:
    # Ids of settings are in the environment; models can be imported only after this.
    django.setup()
    from benchmarks.kinds import kinds

    fill(observations)
    chosen = kinds()
    # Without the noise of the garbage collector, by which answers of a thousand rows take half as long again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)
    measured = [measure(kind, runs) for kind in chosen]
    if explained:
        for kind in chosen:
            if kind.name == explained:
                explain(kind)
    json.dump(measured, sys.stdout)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def fill(observations: int) -> None:
    from django.core.management import call_command

    from benchmarks.ledger import write_ledger
    from programs.facts.observations import Observation

    call_command("migrate", interactive=False, verbosity=0)
    if not Observation.objects.exists():
        began = perf_counter()
        write_ledger(observations, progress=lambda done, wanted: say(f"  {done:>9,} of {wanted:,} observations"))
        say(f"  written in {perf_counter() - began:.0f} s")


def measure(kind, runs: int) -> dict:
    """Compare the answers of query API and hand once, which warms both, then time them in turn."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from benchmarks.kinds import differences

    answers = kind.by_api()
    found = differences(answers, kind.by_hand())
    with CaptureQueriesContext(connection) as captured:
        kind.by_api()
    seconds = {"query API": [], "hand": []}
    for _run in range(runs):
        seconds["query API"].append(timed(kind.by_api))
        seconds["hand"].append(timed(kind.by_hand))
    api, hand = median(seconds["query API"]), median(seconds["hand"])
    say(f"  {kind.name}: {api * 1000:.0f} ms, by hand {hand * 1000:.0f} ms")
    for difference in found[:3]:
        say(f"    DIFFERENT {difference}")
    return {
        "kind": kind.name,
        "api": api,
        "hand": hand,
        "ratio": api / hand if hand else None,
        "rows": sum(len(answer.rows) for answer in answers),
        "statements": len(captured),
        "differences": len(found),
    }


def timed(answer: Callable[[], object]) -> float:
    began = perf_counter()
    answer()
    return perf_counter() - began


def explain(kind) -> None:
    """Say how the database goes about the statements of the query API."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        kind.by_api()
    prefix = "EXPLAIN (ANALYZE, BUFFERS)" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        for number, statement in enumerate(captured, start=1):
            say(f"\n{number}. {statement['time']} s\n{statement['sql']}\n")
            # The statement is complete: its parameters stand in it, and its percent signs are its own.
            cursor.cursor.execute(f"{prefix} {statement['sql']}")
            for row in cursor.cursor.fetchall():
                say(f"   {row[-1]}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
