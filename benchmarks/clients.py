"""Searches a second with 1, 8 and 32 clients: `.venv/bin/python -m benchmarks.clients --help`.

As in the Dockerfile, two processes answer, each four clients at once; the others wait for their turn. A client asks its
next question as soon as it has an answer: as a page does, parser, typo repair and all facets counted, without the page
itself. Python, the cluster and the database share the machine. An index is filled with each word analysed once: one that
`benchmarks.cluster --quick-analysis` has kept, or for the embedded engine `benchmarks.search`, is used here too.
"""

import argparse
import json
import multiprocessing
import random
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks.kept import Kept, kept_in

HEAP = 1024
#: `granian --workers 2 --blocking-threads 4`
WORKERS, AT_ONCE = 2, 4
CLIENTS = (1, 8, 32)
#: Seconds that are not counted: of each measurement, while caches fill, and before all of them, while Java compiles.
BEGINNING, WARMING = 5.0, 60.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["embedded", "elasticsearch"], default="elasticsearch")
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--clients", type=int, nargs="+", default=CLIENTS)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the filled index there, and use one that is")
    options = parser.parse_args()
    name = options.engine
    kept = kept_in(options.keep, name, options.entries, is_quick=True)
    with ExitStack() as stack:
        folder = str(kept.folder) if kept else stack.enter_context(tempfile.TemporaryDirectory())
        urls: list[str] = []
        if options.engine == "elasticsearch":
            from tests.elasticsearch import cluster

            urls = stack.enter_context(cluster(heap=HEAP, keep=kept and kept.folder / name)).urls
        fill(folder, urls, options.entries, kept)
        asked_by(WORKERS * AT_ONCE, folder, urls, options.questions, WARMING)
        for count in options.clients:
            seen = asked_by(count, folder, urls, options.questions, options.seconds)
            print(json.dumps({"clients": count, **seen}), flush=True)
    return 0


def fill(folder: str, urls: list[str], count: int, kept: Kept | None) -> None:
    from benchmarks import search
    from benchmarks.scratch_portal import set_up

    set_up(Path(folder), urls)
    from search.engines import engines_in_use

    index = engines_in_use()[0].index(1)
    if not (kept and kept.filled):
        index.create()
    search.fill(index, count, True, kept)
    if urls:
        index.client.indices.put_settings(index=index.name, settings={"index.requests.cache.enable": False})


def asked_by(count: int, folder: str, urls: list[str], questions: int, seconds: float) -> dict:
    """Let so many clients ask for a while; return what they saw."""
    # Begun anew and not forked: connections must not be shared.
    context = multiprocessing.get_context("spawn")
    workers = min(WORKERS, count)
    threads = [count // workers + (number < count % workers) for number in range(workers)]
    start, answers = context.Barrier(workers), context.Queue()
    given = (folder, urls, questions, seconds, start, answers)
    processes = [context.Process(target=work, args=(n, number, *given)) for number, n in enumerate(threads)]
    for process in processes:
        process.start()
    told = [answers.get() for _process in processes]
    for process in processes:
        process.join()
    seen = [one for worker in told for one in worker]
    times = sorted(one for one in seen if one is not None)
    found = {"workers": workers, "searches_a_second": round(len(times) / seconds, 1)}
    if times:
        found |= {"median_ms": round(statistics.median(times)), "p95_ms": round(times[int(len(times) * 0.95)])}
    return {**found, "unanswered": len(seen) - len(times)}


def work(
    clients: int, number: int, folder: str, urls: list[str], questions: int, seconds: float, start, answers
) -> None:
    """One process of the server, with clients that it answers at once."""
    from benchmarks.scratch_portal import settings_for

    settings_for(Path(folder), urls)
    import django

    django.setup()
    from benchmarks import search_entries

    asked = search_entries.questions(questions)
    times: list[float | None] = []
    start.wait()
    begun = time.perf_counter() + BEGINNING
    with ThreadPoolExecutor(AT_ONCE) as answering:
        seeds = [number * 100 + one for one in range(clients)]
        threads = [
            threading.Thread(target=client, args=(answering, asked, seed, begun, begun + seconds, times))
            for seed in seeds
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    answers.put(times)


def client(
    answering: ThreadPoolExecutor,
    questions: list[tuple[str, str]],
    seed: int,
    begun: float,
    over: float,
    times: list[float | None],
) -> None:
    """Ask until it is over; None is for a question that had no answer in the time that the portal waits for one."""
    from search.engines.interface import EngineError

    source = random.Random(seed)
    while (asked := time.perf_counter()) < over:
        is_answered = True
        try:
            answering.submit(ask, *source.choice(questions)).result()
        except EngineError:
            is_answered = False
        if begun <= (ended := time.perf_counter()) <= over:
            times.append(1000 * (ended - asked) if is_answered else None)


def ask(text: str, language: str) -> None:
    from benchmarks.relevance import words_of
    from search.analysis.thesaurus import shipped_thesaurus
    from search.engines import engines_in_use
    from search.results.running import run_search
    from search.results.search_params import SearchParams
    from search.results.spelling import repair_spelling

    index = engines_in_use()[0].index(1)
    repair = partial(repair_spelling, index=index, words=partial(words_of, index), thesaurus=shipped_thesaurus())
    run_search(SearchParams(text=text), language=language, index=index, thesaurus=shipped_thesaurus(), repair=repair)


if __name__ == "__main__":
    sys.exit(main())
