"""How many entries a second a new index takes, and what each part of that takes: the analysis, the engine, the outbox.

    python -m benchmarks.rebuild --entries 20000 --engine elasticsearch --workers 2 --database postgresql

The cluster is one node. Where others use the machine too, the processor's time counts: of the analysis and the outbox, which
are this process's own. The parts are told of one process alone, as an entry's share of all that it did.
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
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()
    from benchmarks.scratch_index import new_postgresql
    from benchmarks.scratch_portal import set_up

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        urls = []
        if arguments.engine == "elasticsearch":
            from tests.elasticsearch import cluster

            urls = stack.enter_context(cluster(heap=HEAP)).urls
        database_url = stack.enter_context(new_postgresql()) if arguments.database == "postgresql" else ""
        set_up(folder, urls, database_url)
        print(json.dumps(measured(arguments.entries, arguments.workers), indent=2))
    return 0


def measured(count: int, workers: int) -> dict:
    from benchmarks import search_entries
    from search.engines import documents, engines_in_use
    from search.indexing.delivery.deliver import deliver_beside_others
    from search.indexing.delivery.reindex import activate, start_build
    from search.indexing.delivery.workers import extra_workers, worker_count
    from search.models.entries import Entry

    made = []
    for number, entry in enumerate(search_entries.entries(count)):
        entry.source, entry.object_key = "benchmark", str(number)
        made.append(entry)
    Entry.objects.bulk_create(made, batch_size=500)
    engine = engines_in_use()[0]
    spent, processor = Counter(), Counter()
    made_here = 0
    document_of = timed(documents.document_of, "analysis", spent, processor)

    def counted(entry):
        nonlocal made_here
        made_here += 1
        return document_of(entry)

    documents.document_of = counted
    began, worked = time.perf_counter(), time.process_time()
    index, _begun = start_build(engine)
    target = engine.index(index.pk)
    cls = type(target)
    cls.write = timed(cls.write, "engine", spent, processor)
    with extra_workers(index.pk, worker_count(count, workers)):
        deliver_beside_others(index, target)
    filled, had_worked = time.perf_counter(), time.process_time()
    activate(engine, index)
    over = time.perf_counter()
    spent["outbox"] = filled - began - spent.total()
    processor["outbox"] = had_worked - worked - processor.total()
    return {
        "engine": engine.name,
        "workers": workers,
        "analysed_here": made_here,
        "entries": Entry.objects.count(),
        "seconds": round(over - began, 1),
        "seconds_of_comparison": round(over - filled, 1),
        "entries_per_second": round(count / (over - began)),
        "ms_an_entry": {part: round(1000 * seconds / made_here, 2) for part, seconds in spent.items()},
        "ms_an_entry_of_the_processor": {
            part: round(1000 * seconds / made_here, 2) for part, seconds in processor.items()
        },
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
