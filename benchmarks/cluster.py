"""What a question costs on a cluster of one node, and where it goes: `.venv/bin/python -m benchmarks.cluster --help`.

Each question is asked as a page asks it, all facets counted; then what was sent to the cluster for it is sent again by hand,
and last the typed words alone are asked for as anybody would (`multi_match`, ten best, nothing counted). The three take turns.
The cluster keeps no answer: what it had kept would be all that is measured. Where others use the machine too, the processor's
time counts, of the cluster and of this process: it is told as the mean of a question.
"""

import argparse
import sys
from functools import partial
from time import process_time

from benchmarks.kept import kept_in
from benchmarks.scratch_index import scratch_index
from benchmarks.search import add_filling, fill, tell, timed

HEAP = 1024
#: How often all questions are asked before anything is measured: Java compiles what is asked often.
WARMING = 10
#: How often all questions are asked to tell how the processor worked.
TURNS = 3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=60)
    add_filling(parser)
    options = parser.parse_args()
    kept = kept_in(options.keep, "elasticsearch", options.entries, options.quick_analysis)
    with scratch_index("elasticsearch", heap=HEAP, kept=kept) as index:
        index.client.indices.put_settings(index=index.name, settings={"index.requests.cache.enable": False})
        fill(index, options.entries, options.quick_analysis, kept)
        if options.only_fill:
            return 0
        compare(index, options.questions)
    return 0


def compare(index, count: int) -> None:
    from benchmarks.relevance import words_of
    from benchmarks.search_entries import questions
    from search.analysis.thesaurus import shipped_thesaurus, significant
    from search.results.running import run_search
    from search.results.search_params import SearchParams
    from search.results.spelling import repair_spelling

    repair = partial(repair_spelling, index=index, words=partial(words_of, index), thesaurus=shipped_thesaurus())
    asked, deep, by_hand, bare, took, known = [], [], [], [], [], []
    all_asks, all_bare = [], []
    for text, language in questions(count) * WARMING:
        run_search(
            SearchParams(text=text), language=language, index=index, thesaurus=shipped_thesaurus(), repair=repair
        )
        _bare(index, [term for term, _start, _end in significant(text)])
    for text, language in questions(count):
        ask = partial(run_search, language=language, index=index, thesaurus=shipped_thesaurus(), repair=repair)
        params = SearchParams(text=text)
        with Recorder(index.client) as recorder:
            ask(params)
        terms = [term for term, _start, _end in significant(text)]
        asked.append(timed(lambda ask=ask, params=params: ask(params)))
        by_hand.append(timed(recorder.again))
        bare.append(timed(lambda terms=terms: _bare(index, terms)))
        deep.append(timed(lambda ask=ask, text=text: ask(SearchParams(text=text, page=50))))
        known.append(timed(partial(recorder.again, 1)))
        took.append(recorder.took())
        all_asks.append(partial(ask, params))
        all_bare.append(partial(_bare, index, terms))
    tell("a question", asked)
    tell("its fiftieth page", deep)
    tell("what was sent for it, by hand", by_hand)
    tell("of this, which words are known", known)
    tell("what the cluster says that it took", took)
    tell("the typed words alone", bare)
    print(f"ratios of medians: {_ratio(asked, by_hand)} to the same by hand, {_ratio(asked, bare)} to the words alone")
    for name, asks in (("a question", all_asks), ("the typed words alone", all_bare)):
        cluster, own = worked(index.client, asks)
        print(f"of the processor, {name}: cluster {cluster:.1f} ms, this process {own:.1f} ms")


def worked(client, asks: list) -> tuple[float, float]:
    """Milliseconds that the processor worked for each, on the mean: of the cluster, of this process."""
    began, began_here = _processor(client), process_time()
    for _turn in range(TURNS):
        for ask in asks:
            ask()
    count = TURNS * len(asks)
    return (_processor(client) - began) / count, (process_time() - began_here) * 1000 / count


def _processor(client) -> int:
    nodes = client.nodes.stats(metric="process")["nodes"].values()
    return sum(node["process"]["cpu"]["total_in_millis"] for node in nodes)


class Recorder:
    """Keeps what a client sends, to send it again."""

    def __init__(self, client):
        self.client = client
        self.sent: list[tuple[tuple, dict]] = []

    def __enter__(self) -> "Recorder":
        # A client's methods and those of its parts all send through this one.
        cls = type(self.client)
        self._send = send = cls.perform_request

        def recorded(client, *words, **more):
            self.sent.append((words, more))
            return send(client, *words, **more)

        cls.perform_request = recorded
        return self

    def __exit__(self, *error) -> None:
        type(self.client).perform_request = self._send

    def again(self, most: int | None = None) -> list[dict]:
        return [self.client.perform_request(*words, **more) for words, more in self.sent[:most]]

    def took(self) -> float:
        """Milliseconds by the cluster's own clock."""
        return min(sum(answer["took"] for answer in self.again()) for _turn in range(3))


def _bare(index, terms: list[str]) -> None:
    query = {"multi_match": {"query": " ".join(terms), "fields": ["title^2", "text"]}}
    index.client.search(index=index.name, query=query, size=10, source=False)


def _ratio(ours: list[float], theirs: list[float]) -> str:
    from statistics import median

    return f"{median(ours) / median(theirs):.2f}"


if __name__ == "__main__":
    sys.exit(main())
