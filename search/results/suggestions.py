"""Suggestions while a reader types: titles, facet values, terms of the glossary, places."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from portal.l10n import direction
from search.analysis import Lines, fold, glossary, is_arabic, phrase_of, places
from search.engines import SearchIndex, typed_prefix, typed_words
from search.facets import facets
from search.facets import kinds as registered_kinds
from search.models import Entry, GlossaryEntry, PlaceSpelling, WordLine
from search.results.search_params import SearchParams

MOST, MOST_TITLES = 8, 5
#: Names of places that are looked up in the index.
MOST_PLACES = 12
SHORTEST, LONGEST = 2, 80


@dataclass(frozen=True)
class Suggestion:
    """`text` is what the field holds once it is chosen, `kind` a label in the reader's language."""

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


def suggestions_for(text: str, language: str, index: SearchIndex) -> list[Suggestion]:
    """Return a handful of suggestions. Raises EngineError."""
    words = typed_prefix(text[:LONGEST])
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
    fields = ("key", "title", "url", "kind", "language", "numbers")
    entries = Entry.objects.findable().only(*fields).in_bulk(keys, field_name="key")
    kinds = registered_kinds()
    return [
        Suggestion(entry.title, entry.url, kinds.label(entry.kind, language), entry.language)
        for key in keys
        if (entry := entries.get(key)) and entry.url and not entry.has_expired()
    ]


def _names(words: list[str], language: str) -> list[Suggestion]:
    """Return facet values by name: in the reader's language first, then the shortest first."""
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
    """Return places by any of their spellings, under the usual one; only those that some document names."""
    shipped_thesaurus, own = _gazetteer(), _own_gazetteer(frozenset(PlaceSpelling.objects.version()))
    names = sorted({*shipped_thesaurus.beginning(words), *own.beginning(words)}, key=lambda name: (len(name), name))
    terms = {name: set(phrase_of(name)) for name in names[:MOST_PLACES]}
    known = index.known_terms(set().union(*terms.values())) if terms else set()
    base = reverse("search")
    return [
        Suggestion(name, SearchParams(text=name).url(base), "", "ar" if is_arabic(name) else "fr")
        for name in terms
        if terms[name] and terms[name] <= known
    ][:3]


class Gazetteer:
    """Prefix lookup of places by the words of all their spellings."""

    def __init__(self, lines: Lines):
        #: (word, spelling, usual spelling of its script)
        self._words = sorted(
            {(word, text, side[0]) for line in lines for side in line for text in side for word in _words_of(text)}
        )

    def beginning(self, words: list[str]) -> set[str]:
        """Return the usual names of places with a spelling that has all words, the last as a prefix."""
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
    """Return the gazetteer of administrators' spellings; the argument is the cache key."""
    return Gazetteer(PlaceSpelling.objects.lines(WordLine.Effect.ADD))


@lru_cache(maxsize=1)
def _shipped_terms() -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for arabic, french in glossary() for term in (*arabic, *french)))


def _own_terms() -> list[str]:
    lines = GlossaryEntry.objects.lines(WordLine.Effect.ADD)
    return [term for arabic, french in lines for term in (*arabic, *french)]


def begins(words: list[str], name: str) -> bool:
    """Whether a name has all the words, the last as a prefix; with or without the Arabic article."""
    there = _words_of(name)
    *whole, last = words
    return there.issuperset(whole) and any(word.startswith(last) for word in there)


@lru_cache(maxsize=20_000)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(typed_words(name))
