"""Entries to search, also those of the records that factories make."""

from datetime import date

import pytest

from search.models.entries import Entry
from tests.factories import recorded_entries  # noqa: F401  (fixture)


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
