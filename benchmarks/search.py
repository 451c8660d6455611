"""How long searches, suggestions and rebuilding take: `.venv/bin/python -m benchmarks.search --help`.

Each question is asked as a page asks it (parser, typo repair, all facets counted, ten hits), and beside it the bare
engine is asked for the same terms, without what stands for them: tantivy and Elasticsearch for any of them, the ten best.
What counts is the ratio of one run.
"""

import argparse
import resource
import statistics
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.kept import Kept, kept_in
from benchmarks.scratch_index import ENGINES, scratch_index

BATCH = 500
#: Batches that a cluster is sent at the same time.
AT_ONCE = 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES, default="embedded")
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=200)
    add_filling(parser)
    options = parser.parse_args()
    kept = kept_in(options.keep, options.engine, options.entries, options.quick_analysis)
    with scratch_index(options.engine, kept=kept) as index:
        fill(index, options.entries, options.quick_analysis, kept)
        if options.only_fill:
            return 0
        filled = most_memory()
        compare(index, options.engine, options.questions)
        suggest(index, options.questions)
        print(f"memory of the process at most: {filled} MB while it filled the index, {most_memory()} MB in all")
    return 0


def add_filling(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quick-analysis", action="store_true", help="analyse each word once, and no text whole")
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="keep the filled index there, and use one that is there: of this engine, so many entries, this analysis",
    )
    parser.add_argument("--only-fill", action="store_true", help="fill the index to keep it, and measure nothing else")


def most_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def fill(index, count: int, is_quick: bool = False, kept: Kept | None = None) -> None:
    """Fill an index and say how long it took, unless it is one that was kept whole."""
    if kept and kept.filled:
        print(f"kept, when it was filled: {kept.filled}")
        return
    from benchmarks.search_entries import documents, entries
    from search.engines.documents import document_of
    from search.indexing import batches

    began = perf_counter()
    drawing = Timed(batches(documents(count) if is_quick else map(document_of, entries(count)), BATCH))
    if hasattr(index, "client"):
        _write_beside(index, drawing)
    else:
        for batch in drawing:
            index.write(batch)
    seconds = perf_counter() - began
    how = "drawing them and analysing each word once" if is_quick else "drawing and analysing them"
    said = f"{count} entries: {count / seconds:.0f} a second ({how} {drawing.seconds:.1f} of {seconds:.1f} s)"
    print(said, flush=True)
    if kept:
        kept.mark(said)


def _write_beside(index, drawn: Iterator[list]) -> None:
    """Write to a cluster while the next batches are drawn."""
    with ThreadPoolExecutor(AT_ONCE) as writing:
        under_way = deque()
        for batch in drawn:
            under_way.append(writing.submit(index.write, batch))
            if len(under_way) > AT_ONCE:
                under_way.popleft().result()
        for one in under_way:
            one.result()


class Timed:
    """Yields what another iterator does, and knows how long that took."""

    def __init__(self, items: Iterator):
        self.items, self.seconds = items, 0.0

    def __iter__(self) -> "Timed":
        return self

    def __next__(self):
        began = perf_counter()
        try:
            return next(self.items)
        finally:
            self.seconds += perf_counter() - began


def compare(index, engine: str, count: int) -> None:
    from benchmarks.search_entries import questions
    from search.analysis.thesaurus import shipped_thesaurus, significant
    from search.results.running import run_search
    from search.results.search_params import SearchParams
    from search.results.spelling import repair_spelling

    words = partial(_words, index)
    bare = BARE[engine]
    # Is read once by every process, whatever the index.
    shipped_thesaurus()
    first, ours, theirs, deep = [], [], [], []
    for text, language in questions(count):
        repair = partial(repair_spelling, index=index, words=words, thesaurus=shipped_thesaurus())
        terms = [term for term, _start, _end in significant(text)]
        ask = partial(run_search, language=language, index=index, thesaurus=shipped_thesaurus(), repair=repair)
        first.append(timed(lambda ask=ask, text=text: ask(SearchParams(text=text)), runs=1))
        ours.append(timed(lambda ask=ask, text=text: ask(SearchParams(text=text))))
        theirs.append(timed(lambda terms=terms: bare(index, terms)))
        deep.append(timed(lambda ask=ask, text=text: ask(SearchParams(text=text, page=50))))
    print(f"the first question that a process is asked: {first[0]:.1f} ms")
    tell("a question asked for the first time", first[1:])
    tell("a question", ours)
    tell("its fiftieth page", deep)
    tell("the bare engine", theirs)
    print(f"ratio of medians: {statistics.median(ours) / statistics.median(theirs):.1f}")


def suggest(index, count: int) -> None:
    from benchmarks.search_entries import questions
    from search.engines.documents import typed_words

    begun = [(typed_words(text)[:2], language) for text, language in questions(count)]
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
    p95 = ordered[int(len(ordered) * 0.95)]
    print(f"{name}: median {statistics.median(ordered):.1f} ms, p95 {p95:.1f} ms, at most {ordered[-1]:.1f} ms")


def _bare_tantivy(index, terms: list[str]) -> None:
    from tantivy import Occur, Query

    from search.engines.embedded import schema

    query = Query.boolean_query([(Occur.Should, schema.term(schema.SCORED, term)) for term in terms])
    index.folder.searcher().search(query, 10)


def _bare_elasticsearch(index, terms: list[str]) -> None:
    query = {"multi_match": {"query": " ".join(terms), "fields": ["title^2", "text"]}}
    index.client.search(index=index.name, query=query, size=10, source=False)


BARE = {"embedded": _bare_tantivy, "elasticsearch": _bare_elasticsearch}

if __name__ == "__main__":
    sys.exit(main())
