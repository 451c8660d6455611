"""Ask judged questions of an index of judged documents: `.venv/bin/python -m benchmarks.relevance --help`.

Writes a run: {question's id: ids of documents, best first}. Scores it too where the questions say what is relevant.
"""

import argparse
import json
import math
import statistics
import sys
from pathlib import Path
from typing import Protocol

DEPTH = 50
HELD_OUT = Path(__file__).parent / "judged" / "queries.json"


class Engine(Protocol):
    """What this benchmark needs of an engine."""

    def index(self, documents: list[dict]) -> None: ...

    def ask(self, text: str, language: str, limit: int) -> list[str]: ...


def engine(name: str) -> Engine:
    from benchmarks.scratch_engine import ScratchEngine

    return {"sqlite": ScratchEngine}[name]()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--queries", type=Path, default=HELD_OUT)
    parser.add_argument("--engine", choices=["sqlite"], default="sqlite")
    parser.add_argument("--out", type=Path, help="where to write the run")
    parser.add_argument("--worst", type=int, default=0, help="list that many of the questions answered worst")
    options = parser.parse_args()
    documents = json.loads(options.documents.read_text(encoding="utf-8"))
    queries = json.loads(options.queries.read_text(encoding="utf-8"))
    searched = engine(options.engine)
    searched.index(documents)
    run = {query["id"]: searched.ask(query["q"], query["lang"], DEPTH) for query in queries}
    if options.out:
        options.out.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    scores = sorted((ndcg(run[query["id"]], query["relevant"]), query["id"], query) for query in queries)
    for score, _id, query in scores[: options.worst]:
        print(f"{score:.2f} {query['id']} {query['q']}: {run[query['id']][:6]} for {query['relevant']}")
    print(f"nDCG@10 {statistics.mean(score for score, *_query in scores):.3f} over {len(scores)} questions")
    return 0


def ndcg(ranking: list[str], grades: dict[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), with 2^grade - 1 as gain."""
    ideal = sorted(grades.values(), reverse=True)[:depth]
    best = sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(ideal))
    gain = sum((2 ** grades.get(found, 0) - 1) / math.log2(rank + 2) for rank, found in enumerate(ranking[:depth]))
    return gain / best if best else 0.0


if __name__ == "__main__":
    sys.exit(main())
