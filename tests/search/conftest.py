"""Entries to search, and an index made of them."""

from datetime import date

import pytest

from search.engines import embedded
from search.engines.documents import document_of
from search.models import Entry, Index


@pytest.fixture
def entry(db):
    """Make an entry of something in a language, as public as can be."""

    def make(
        title: str, language: str = "fr", *, key: str = "", kind: str = "article", year: int | None = 2014, **more
    ):
        object_key = key or f"{kind}-{Entry.objects.count() + 1}"
        day = date(year, 7, 1) if year else None
        given = {
            "key": f"{kind}:{object_key}:{language}", "source": kind, "object_key": object_key, "kind": kind,
            "language": language, "title": title, "url": f"/{language}/{object_key}/", "date_from": day,
            "date_to": day, "checksum": "0", "shown": {"date": str(year or ""), "place": "", "figures": []},
        }  # fmt: skip
        facets = {**({"year": [str(year)]} if year else {}), **more.pop("facets", {})}
        return Entry.objects.create(**{**given, **more}, facets=facets)

    return make


@pytest.fixture
def serving(db):
    """Make an index of all entries, and let it serve; return it."""

    def serve():
        engine = embedded()
        row = Index.objects.create(engine=engine.name, state=Index.State.SERVING, analysis="0")
        index = engine.index(row.pk)
        index.create()
        index.write(document_of(entry) for entry in Entry.objects.findable())
        return index

    return serve
