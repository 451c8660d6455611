"""What is suggested while a reader types: titles, what search can be narrowed to, terms of the glossary, places."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from portal.l10n import direction
from search.analysis import Lines, fold, glossary, is_arabic, phrase_of, places
from search.engines import SearchIndex, words_begun, words_typed
from search.facets import facets
from search.facets import kinds as registered_kinds
from search.models import Entry, GlossaryEntry, PlaceSpelling, WordLine
from search.results.current import is_current
from search.results.search_params import SearchParams

MOST = 8
MOST_TITLES = 5
#: Names that the index is asked about.
MOST_PLACES = 12
SHORTEST = 2
LONGEST = 80


@dataclass(frozen=True)
class Suggestion:
    """`url` leads to what is suggested; `text` is what the field holds once it is chosen."""

    text: str
    url: str
    kind: str
    language: str

    def as_json(self) -> dict:
        return {
            "text": self.text,
            "url": self.url,
            "kind": self.kind,
            "lang": self.language,
            "dir": direction(self.language),
        }


def suggested(text: str, language: str, index: SearchIndex) -> list[Suggestion]:
    """Return a handful of suggestions. Raises EngineError."""
    words = words_begun(text[:LONGEST])
    if sum(map(len, words)) < SHORTEST:
        return []
    titles = _titles(words, language, index)
    names = _names(words, language)
    found = [*names[:2], *titles, *names[2:], *_terms(words, language), *_places(words, index)]
    return list({fold(one.text): one for one in reversed(found)}.values())[::-1][:MOST]


def _titles(words: list[str], language: str, index: SearchIndex) -> list[Suggestion]:
    keys = index.suggest(words, language, MOST_TITLES)
    if not keys:
        return []
    entries = {
        entry.key: entry
        for entry in Entry.objects.findable()
        .filter(key__in=keys)
        .only("key", "title", "url", "kind", "language", "numbers")
    }
    kinds = registered_kinds()
    return [
        Suggestion(entry.title, entry.url, kinds.label(entry.kind, language), entry.language)
        for key in keys
        if (entry := entries.get(key)) and entry.url and is_current(entry)
    ]


def _names(words: list[str], language: str) -> list[Suggestion]:
    """Programmes, places and whatever else has a name; those in the reader's language first, the shortest first."""
    found = []
    for facet in facets():
        if facet.is_year or facet.code == "language":
            continue
        for choice in facet.choices().by_code.values():
            for code, name in choice.names.items():
                if begins(words, name):
                    url = SearchParams(chosen={facet.code: (choice.code,)}).url(reverse("search"))
                    suggestion = Suggestion(choice.label(code), url, str(facet.label), code)
                    found.append((code != language, len(name), suggestion.text, suggestion))
                    break
    found.sort(key=lambda one: one[:3])
    return [suggestion for *_order, suggestion in found[:4]]


def _terms(words: list[str], language: str) -> list[Suggestion]:
    found = []
    for term in (*_shipped_terms(), *_own_terms()):
        if begins(words, term):
            own = "ar" if is_arabic(term) else "fr"
            found.append((own != language, len(term), term, own))
    base = reverse("search")
    return [
        Suggestion(term, SearchParams(text=term).url(base), "", own) for *_order, term, own in sorted(set(found))[:3]
    ]


def _places(words: list[str], index: SearchIndex) -> list[Suggestion]:
    """Places by any of their spellings, under the usual one of its script; those of which something tells."""
    shipped, own = _gazetteer(), _own_gazetteer(frozenset(PlaceSpelling.objects.version()))
    names = sorted({*shipped.beginning(words), *own.beginning(words)}, key=lambda name: (len(name), name))
    terms = {name: set(phrase_of(name)) for name in names[:MOST_PLACES]}
    known = index.knows(set().union(*terms.values())) if terms else set()
    base = reverse("search")
    return [
        Suggestion(name, SearchParams(text=name).url(base), "", "ar" if is_arabic(name) else "fr")
        for name in terms
        if terms[name] and terms[name] <= known
    ][:3]


class Gazetteer:
    """Spellings of places by the words in them, to be looked up by how those begin."""

    def __init__(self, lines: Lines):
        #: (word, spelling, usual spelling of its script)
        self._words = sorted(
            {(word, text, side[0]) for line in lines for side in line for text in side for word in _words_of(text)}
        )

    def beginning(self, words: list[str]) -> set[str]:
        """Return the usual names of places of which a spelling has all words, the last one as a beginning."""
        last = words[-1]
        found = set()
        for place in range(bisect_left(self._words, (last,)), len(self._words)):
            word, text, usual = self._words[place]
            if not word.startswith(last):
                break
            if begins(words, text):
                found.add(usual)
        return found


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer(places())


@lru_cache(maxsize=1)
def _own_gazetteer(_version: frozenset) -> Gazetteer:
    """Of administrators' spellings, until one of them changes; the argument is the key that it is kept under."""
    return Gazetteer(PlaceSpelling.objects.lines(WordLine.Effect.ADD))


@lru_cache(maxsize=1)
def _shipped_terms() -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for arabic, french in glossary() for term in (*arabic, *french)))


def _own_terms() -> list[str]:
    lines = GlossaryEntry.objects.lines(WordLine.Effect.ADD)
    return [term for arabic, french in lines for term in (*arabic, *french)]


def begins(words: list[str], name: str) -> bool:
    """Whether a name has all the words, the last one as a beginning; with or without the Arabic article."""
    there = _words_of(name)
    *whole, last = words
    return there.issuperset(whole) and any(word.startswith(last) for word in there)


@lru_cache(maxsize=20_000)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(words_typed(name))
