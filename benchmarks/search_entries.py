"""Entries of realistic length and vocabulary in both languages, the same for the same seed."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, chain

from search.analysis import lexicons
from search.analysis.typos import surface_words
from search.engines.documents import document_of, terms_of_text, typed_words
from search.engines.interface import Document
from search.models.entries import Entry

KINDS = ("article", "event", "figure", "page", "territory")
SHORTEST, LONGEST = 40, 400
TITLE = (5, 12)
FIRST_DAY = date(2004, 1, 1)
#: Of Zipf's law: the word of rank n comes up in proportion to 1/n.
EXPONENT = 1.0


class Vocabulary:
    """Words of a language, the commonest first, to be drawn by Zipf's law."""

    def __init__(self, side: int, seed: int):
        lines = (*lexicons.glossary(), *lexicons.places())
        words = list(dict.fromkeys(word for line in lines for text in line[side] for word in text.split()))
        # Rare words that no list has: names of associations, streets, halls.
        rare = random.Random(seed)
        letters = "ابتجحدرسشصعفقكلمنهوي" if side == 0 else "abcdefghilmnoprstuv"
        words += ["".join(rare.choices(letters, k=rare.randint(5, 9))) for _word in range(20_000)]
        random.Random(seed).shuffle(words[: len(words) // 2])
        self.words = words
        self.weights = list(accumulate(1 / (rank + 10) ** EXPONENT for rank in range(len(words))))

    def draw(self, source: random.Random, count: int) -> list[str]:
        return source.choices(self.words, cum_weights=self.weights, k=count)


def entries(count: int, seed: int = 7) -> Iterator[Entry]:
    source = random.Random(seed)
    vocabularies = [("ar", Vocabulary(0, seed)), ("fr", Vocabulary(1, seed))]
    for number in range(count):
        language, vocabulary = vocabularies[number % 2]
        words = vocabulary.draw(source, source.randint(SHORTEST, LONGEST))
        amount = source.randint(10, 2000) * 1000
        words.insert(len(words) // 2, f"{amount} DH" if language == "fr" else f"{amount} درهم")
        day = FIRST_DAY + timedelta(days=source.randint(0, 8000))
        yield Entry(
            key=f"e{number}",
            language=language,
            kind=source.choice(KINDS),
            title=" ".join(vocabulary.draw(source, source.randint(*TITLE))),
            text=" ".join(words),
            checksum=str(number),
            date_from=day,
            date_to=day,
            facets={
                "program": [f"P{source.randint(1, 6)}"],
                "territory": [f"MA-REG-2015:{source.randint(1, 12):02}", "MA:MA"],
                "year": [str(day.year)],
                "trade": [f"T{one}" for one in sorted(source.sample(range(20), source.randint(0, 2)))],
            },
            numbers={"amount": amount, "beneficiaries": source.randint(1, 300), "year": day.year},
        )


def documents(count: int, seed: int = 7) -> Iterator[Document]:
    """The same entries as an engine keeps them, many times quicker: each word is analysed once.

    What only several words are together is lost: numbers in words or with a scale («27 ألف»), per cent, and compounds
    written apart (« micro projet »), so that such a text has its words' own terms alone, and a few more of them.
    """
    for entry in entries(count, seed):
        title, text = entry.title.split(), entry.text.split()
        entry.title = entry.text = ""
        title_terms, title_parts = zip(*map(_terms, title), strict=True)
        text_terms, text_parts = zip(*map(_terms, text), strict=True)
        yield replace(
            document_of(entry),
            title=_all(title_terms),
            text=_all(text_terms),
            title_parts=_all(title_parts),
            text_parts=_all(text_parts),
            words=_all(map(_typed, title)),
            vocabulary=sorted(set(_all(map(_surface, {*title, *text})))),
        )


_terms, _typed, _surface = cache(terms_of_text), cache(typed_words), cache(surface_words)


def _all(parts: Iterable[list[str]]) -> list[str]:
    return list(chain.from_iterable(parts))


def questions(count: int, seed: int = 11) -> list[tuple[str, str]]:
    """(text, language): one to four words, now and then with an amount."""
    source = random.Random(seed)
    vocabularies = {"ar": Vocabulary(0, 7), "fr": Vocabulary(1, 7)}
    found = []
    for number in range(count):
        language = "ar" if number % 2 else "fr"
        words = vocabularies[language].draw(source, source.randint(1, 4))
        if number % 10 == 0:
            words.append(f"{source.randint(10, 2000)} 000 DH")
        found.append((" ".join(words), language))
    return found
