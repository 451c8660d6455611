"""Fill one index with several processes: the analysis takes the time, and a process does one document at a time.

Each process claims deliveries of its own. If one dies, the others take its deliveries once their lease is over.
"""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import django

from search.engines import EngineError
from search.indexing.delivery.deliver import deliver_all
from search.indexing.delivery.tasks import target_of
from search.models import Index

#: Entries that are worth another process, which takes five seconds to start and fill its caches.
ENTRIES_PER_WORKER = 5000


def available_cpus() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worker_count(waiting: int, most: int) -> int:
    """Return how many processes to start beside this one."""
    return max(0, min(most - 1, waiting // ENTRIES_PER_WORKER))


@contextmanager
def extra_workers(number: int, count: int) -> Iterator[None]:
    """Let processes deliver to the index of that number; they are stopped at the end."""
    if not count:
        yield
        return
    # Spawned, not forked: connections to databases and clusters must not be shared. A process sets Django up before it
    # imports this module.
    with multiprocessing.get_context("spawn").Pool(count, initializer=django.setup) as pool:
        for _worker in range(count):
            pool.apply_async(run_worker, (number,))
        yield


def run_worker(number: int) -> None:
    """Deliver until nothing is due or the engine fails; the process that started it sees to the rest."""
    # Ctrl-C stops the command, which stops its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    index = Index.objects.get(pk=number)
    try:
        deliver_all(index, target_of(index))
    except EngineError as error:
        print(f"{index}: {error}")
