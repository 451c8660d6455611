"""How many entries a second a new index takes, and what each part of that takes: the analysis, the engine, the outbox.

    python -m benchmarks.rebuild --entries 20000 --engine elasticsearch

The cluster is one node, the database SQLite. Where others use the machine too, the processor's time counts: of the analysis
and the outbox, which are this process's own.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

HEAP = 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--engine", choices=["embedded", "elasticsearch"], default="elasticsearch")
    arguments = parser.parse_args()
    from benchmarks.scratch_portal import set_up

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        urls = []
        if arguments.engine == "elasticsearch":
            from tests.elasticsearch import cluster

            urls = stack.enter_context(cluster(heap=HEAP)).urls
        set_up(folder, urls)
        print(json.dumps(measured(arguments.entries), indent=2))
    return 0


def measured(count: int) -> dict:
    from benchmarks import search_entries
    from search.delivery.deliver import deliver_beside_others
    from search.delivery.making import begin, take_over
    from search.engines import documents, engines_in_use
    from search.models import Entry

    for number, entry in enumerate(search_entries.entries(count)):
        entry.source, entry.object_key = "benchmark", str(number)
        entry.save()
    engine = engines_in_use()[0]
    spent, processor = Counter(), Counter()
    documents.document_of = timed(documents.document_of, "analysis", spent, processor)
    began, worked = time.perf_counter(), time.process_time()
    index, _begun = begin(engine)
    target = engine.index(index.pk)
    cls = type(target)
    cls.write = timed(cls.write, "engine", spent, processor)
    deliver_beside_others(index, target)
    filled, had_worked = time.perf_counter(), time.process_time()
    take_over(engine, index)
    over = time.perf_counter()
    spent["outbox"] = filled - began - spent.total()
    processor["outbox"] = had_worked - worked - processor.total()
    spent["comparison"] = over - filled
    return {
        "engine": engine.name,
        "entries": Entry.objects.count(),
        "seconds": round(over - began, 1),
        "entries_per_second": round(count / (over - began)),
        "ms_an_entry": {part: round(1000 * seconds / count, 2) for part, seconds in spent.items()},
        "ms_an_entry_of_the_processor": {part: round(1000 * seconds / count, 2) for part, seconds in processor.items()},
    }


def timed(do: Callable, part: str, spent: Counter, processor: Counter) -> Callable:
    def done(*args):
        began, worked = time.perf_counter(), time.process_time()
        try:
            return do(*args)
        finally:
            spent[part] += time.perf_counter() - began
            processor[part] += time.process_time() - worked

    return done


if __name__ == "__main__":
    sys.exit(main())
