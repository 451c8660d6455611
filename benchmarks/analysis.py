"""Words a second through the analysis: `.venv/bin/python -m benchmarks.analysis --documents D.json`.

Cold is a first sight of every word, warm what an index of many documents comes to: most words were seen before.
"""

import argparse
import json
from pathlib import Path
from time import perf_counter

from search.analysis import lexicons
from search.analysis.query_terms import expand
from search.analysis.thesaurus import shipped_thesaurus
from search.analysis.tokens import analyse
from search.analysis.typos import Vocabulary, surface_words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    documents = json.loads(options.documents.read_text(encoding="utf-8"))
    texts = [f"{document['title']}\n{document['body']}" for document in documents]
    words = sum(len(text.split()) for text in texts)
    print(f"lexicons      {timed(lexicons.arabic_forms) * 1000:8.0f} ms, {len(lexicons.arabic_forms()):,} Arabic forms")
    print(f"thesaurus     {timed(shipped_thesaurus) * 1000:8.0f} ms, {len(shipped_thesaurus().related):,} phrases")
    cold = timed(lambda: [analyse(text) for text in texts])
    warm = timed(lambda: [analyse(text) for _round in range(options.rounds) for text in texts]) / options.rounds
    print(f"cold          {words / cold:8,.0f} words a second")
    print(f"warm          {words / warm:8,.0f} words a second")
    questions = [document["title"] for document in documents]
    print(f"a question    {timed(lambda: [expand(text) for text in questions]) / len(questions) * 1000:8.2f} ms")
    vocabulary = Vocabulary(word for text in texts for word in surface_words(text))
    slips = [word[1:] for word in list(vocabulary.counts)[:300] if len(word) > 4]
    print(f"a repair      {timed(lambda: list(map(vocabulary.near, slips))) / len(slips) * 1000:8.2f} ms", end="")
    print(f" among {len(vocabulary.counts):,} words")


def timed(do) -> float:
    began = perf_counter()
    do()
    return perf_counter() - began


if __name__ == "__main__":
    main()
