"""How long searches, suggestions and rebuilding take: `.venv/bin/python -m benchmarks.search --help`.

Each question is asked as a page asks it (parser, typo repair, all facets counted, ten hits), and beside it the bare
engine is asked for the same terms, without what stands for them: SQLite's FTS5 for any of them, ordered by its own bm25; PostgreSQL for a tsquery of
any of them, ordered by ts_rank; Elasticsearch for a match of any of them. What counts is the ratio of one run.
"""

import argparse
import resource
import statistics
import sys
from collections.abc import Callable
from functools import partial
from itertools import islice
from time import perf_counter

from benchmarks.scratch_index import ENGINES, scratch_index

BATCH = 500


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--quick-analysis", action="store_true", help="analyse each word once, and no text whole")
    options = parser.parse_args()
    with scratch_index(options.engine) as index:
        fill(index, options.entries, options.quick_analysis)
        compare(index, options.engine, options.questions)
        suggest(index, options.questions)
    print(f"memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 0


def fill(index, count: int, is_quick: bool = False) -> None:
    from benchmarks.search_entries import documents, entries
    from search.engines.documents import document_of

    making = writing = 0.0
    made = documents(count) if is_quick else map(document_of, entries(count))
    began = perf_counter()
    while batch := list(islice(made, BATCH)):
        wrote = perf_counter()
        index.write(batch)
        making += wrote - began
        began = perf_counter()
        writing += began - wrote
    how = "drawing them and analysing each word once" if is_quick else "drawing and analysing them"
    print(f"{count} entries: {count / (making + writing):.0f} a second ({how} {making:.1f} s, writing {writing:.1f} s)")


def compare(index, engine: str, count: int) -> None:
    from benchmarks.search_entries import questions
    from search.analysis.thesaurus import shipped, significant
    from search.repairing import repaired
    from search.results.answering import answer
    from search.results.wanted import Wanted

    words = partial(_words, index)
    bare = BARE[engine]
    ours, theirs, deep = [], [], []
    for text, language in questions(count):
        repair = partial(repaired, index=index, words=words, thesaurus=shipped())
        terms = [term for term, _start, _end in significant(text)]
        ask = partial(answer, language=language, index=index, thesaurus=shipped(), repair=repair)
        ask(Wanted(text=text), count_facets=True)
        ours.append(timed(lambda ask=ask, text=text: ask(Wanted(text=text))))
        theirs.append(timed(lambda terms=terms: bare(index, terms)))
        deep.append(timed(lambda ask=ask, text=text: ask(Wanted(text=text, page=50))))
    tell("a question", ours)
    tell("its fiftieth page", deep)
    tell("the bare engine", theirs)
    print(f"ratio of medians: {statistics.median(ours) / statistics.median(theirs):.1f}")


def suggest(index, count: int) -> None:
    from benchmarks.search_entries import questions
    from search.engines.documents import words_typed

    begun = [(words_typed(text)[:2], language) for text, language in questions(count)]
    typed = [([*words[:-1], words[-1][:3]], language) for words, language in begun if words]
    tell("a suggestion", [timed(lambda w=words, one=one: index.suggest(w, one, 5)) for words, one in typed])


def _words(index):
    from benchmarks.relevance import words_of

    return words_of(index)


def timed(ask: Callable[[], object], runs: int = 3) -> float:
    """Milliseconds, of the best of some runs: what else a machine does only ever adds to them."""
    best = float("inf")
    for _run in range(runs):
        began = perf_counter()
        ask()
        best = min(best, perf_counter() - began)
    return best * 1000


def tell(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    print(f"{name}: median {statistics.median(ordered):.1f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.1f} ms")


def _bare_sqlite(index, terms: list[str]) -> None:
    from django.db import connection

    table = index.table("term")
    match = " OR ".join(f'"{term}"' for term in terms)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH %s ORDER BY bm25({table}) LIMIT 10", [match])
        cursor.fetchall()


def _bare_postgresql(index, terms: list[str]) -> None:
    from django.db import connection

    match = " | ".join(f"'{term}'" for term in terms)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT document FROM {index.table('term')}, to_tsquery('simple', %s) AS q WHERE places @@ q "
            "ORDER BY ts_rank(places, q) DESC LIMIT 10",
            [match],
        )
        cursor.fetchall()


def _bare_elasticsearch(index, terms: list[str]) -> None:
    query = {"multi_match": {"query": " ".join(terms), "fields": ["title^2", "text"]}}
    index.client.search(index=index.name, query=query, size=10, source=False)


BARE = {"sqlite": _bare_sqlite, "postgresql": _bare_postgresql, "elasticsearch": _bare_elasticsearch}

if __name__ == "__main__":
    sys.exit(main())
