"""Ask judged questions of an index of judged documents: `.venv/bin/python -m benchmarks.relevance --help`.

Documents go the way of entries, questions that of readers: analysis, engine, typo repair, ranking are those of the site.
Writes a run: {question's id: ids of documents, best first}. Scores it too where the questions say what is relevant.
"""

import argparse
import json
import math
import statistics
import sys
from functools import partial
from pathlib import Path

from benchmarks.scratch_index import ENGINES, scratch_index

DEPTH = 50
LANGUAGES = ("ar", "fr")
JUDGED = Path(__file__).parent / "judged"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, default=JUDGED / "documents.json")
    parser.add_argument("--queries", type=Path, nargs="+", default=[JUDGED / "own.json"])
    parser.add_argument("--engine", choices=ENGINES, default="embedded")
    parser.add_argument("--out", type=Path, help="where to write the run")
    parser.add_argument("--worst", type=int, default=0, help="list that many of the questions answered worst")
    options = parser.parse_args()
    documents = read(options.documents)
    run = {}
    with scratch_index(options.engine) as index:
        fill(index, documents)
        for path in options.queries:
            queries = read(path)
            found = {query["id"]: ask(index, query["q"], query["lang"]) for query in queries}
            tell(path.stem, queries, found, options.worst)
            run |= found
    if options.out:
        options.out.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def read(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))


def fill(index, documents: list[dict]) -> None:
    from search.engines.documents import document_of
    from search.models.entries import Entry

    entries = [
        Entry(key=one["id"], language=one["lang"], kind="page", title=one["title"], text=one["body"], checksum="")
        for one in documents
    ]
    index.write(map(document_of, entries))


def ask(index, text: str, language: str) -> list[str]:
    """Ask as a reader of a language does; whoever mixes both reads the site's own."""
    from search.analysis.thesaurus import shipped_thesaurus
    from search.results.running import run_search
    from search.results.search_params import SearchParams
    from search.results.spelling import repair_spelling

    repair = partial(repair_spelling, index=index, words=lambda: words_of(index), thesaurus=shipped_thesaurus())
    reader = language if language in LANGUAGES else LANGUAGES[0]
    params = SearchParams(text=text)
    answered = run_search(params, reader, index, shipped_thesaurus(), repair=repair, per_page=DEPTH, count_facets=False)
    return [hit.key for hit in answered.found.hits]


def words_of(index):
    """The words for typos, which the embedded engine keeps; beside another one they are those of the lists."""
    from search.engines.embedded.index import EmbeddedIndex
    from search.results import spelling

    return spelling.vocabulary_of(index) if isinstance(index, EmbeddedIndex) else spelling.lexicon_vocabulary()


def tell(name: str, queries: list[dict], found: dict[str, list[str]], worst: int) -> None:
    judged = [query for query in queries if query.get("relevant")]
    if not judged:
        return
    scores = sorted(((ndcg(found[one["id"]], one["relevant"]), one["id"], one) for one in judged), key=lambda s: s[:2])
    for score, _id, query in scores[:worst]:
        print(f"{score:.2f} {query['id']} {query['q']}: {found[query['id']][:6]} for {query['relevant']}")
    print(f"{name}: nDCG@10 {statistics.mean(score for score, *_query in scores):.3f} over {len(scores)} questions")


def ndcg(ranking: list[str], grades: dict[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), with 2^grade - 1 as gain."""
    ideal = sorted(grades.values(), reverse=True)[:depth]
    best = sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(ideal))
    gain = sum((2 ** grades.get(found, 0) - 1) / math.log2(rank + 2) for rank, found in enumerate(ranking[:depth]))
    return gain / best if best else 0.0


if __name__ == "__main__":
    sys.exit(main())
