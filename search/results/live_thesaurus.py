"""The thesaurus of this moment: the shipped files with what administrators added and took back.

A question costs one small statement, which says whether anything changed: every process sees an edit at once.
"""

from functools import lru_cache

from search.analysis import PLACE, Thesaurus, build
from search.analysis import glossary as shipped_glossary
from search.analysis import places as shipped_places
from search.models import GlossaryEntry, PlaceSpelling, WordLine


def thesaurus() -> Thesaurus:
    glossary, places = GlossaryEntry.objects.version(), PlaceSpelling.objects.version()
    return _thesaurus(frozenset(glossary.union(places, all=True)))


@lru_cache(maxsize=1)
def _thesaurus(_version: frozenset) -> Thesaurus:
    """The argument is the key that it is kept under."""
    add, off = WordLine.Effect.ADD, WordLine.Effect.OFF
    found = build(shipped_glossary(), shipped_places())
    for model in (GlossaryEntry, PlaceSpelling):
        found.remove(model.objects.lines(off))
    found.add(GlossaryEntry.objects.lines(add))
    return found.add(PlaceSpelling.objects.lines(add), within=PLACE, across=PLACE)
