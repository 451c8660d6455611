"""Several processes that fill one index: the analysis is what takes the time, and a process does one at a time.

Each claims deliveries of its own, as a worker beside a command does. Whichever of them dies, what it had claimed is told
by the others once its lease is over.
"""

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager

#: Entries for which another process is worth the five seconds that it takes to start and to know the commonest words.
ENTRIES_PER_WORKER = 5000


def available_cpus() -> int:
    """The processor's cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worker_count(waiting: int, workers: int) -> int:
    """How many processes help the one that asks."""
    return max(0, min(workers - 1, waiting // ENTRIES_PER_WORKER))


@contextmanager
def extra_workers(number: int, helpers: int) -> Iterator[None]:
    """Let some processes tell the index of that number what is due; they are gone in the end, done or not."""
    # Begun anew and not forked: connections to databases and clusters must not be shared.
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=run_worker, args=(number,), daemon=True) for _helper in range(helpers)]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
            process.join()


def run_worker(number: int) -> None:
    """What a helper does: it goes when nothing is due, or nothing can be told; whoever asked for it sees to the rest."""
    import signal

    import django

    # Whoever stops the command in a terminal stops the one that asked, which ends its helpers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
    from search.engines import EngineError
    from search.indexing.delivery.deliver import deliver_all
    from search.indexing.delivery.tasks import target_of
    from search.models import Index

    index = Index.objects.get(pk=number)
    try:
        deliver_all(index, target_of(index))
    except EngineError as error:
        print(f"{index}: {error}")
