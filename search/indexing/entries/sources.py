"""Sources of entries, which apps register, and the content that a source yields per object and language."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Content:
    """The public content of an entry; figures come from `programs.statistics`, masked.

    `also` holds further names to match, `facets` {facet: codes} (territories with ancestors and successors), `numbers`
    {measure: value}. `subjects` name everything that it tells of: a change of one rewrites the entry.
    """

    object_key: str
    language: str
    kind: str
    title: str
    url: str
    lead: str = ""
    text: str = ""
    also: str = ""
    date_from: date | None = None
    date_to: date | None = None
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    shown: Mapping[str, object] = field(default_factory=dict)
    subjects: frozenset[str] = frozenset()

    def checksum(self) -> str:
        """Return a checksum of everything but the subjects."""
        values = asdict(self)
        values.pop("subjects")
        text = json.dumps(values, default=str, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


class Source(Protocol):
    """A kind of objects with entries: pages, events, indicators … Each object has a key within its source."""

    name: str

    def keys(self) -> Iterable[str]:
        """Return the keys of all public objects."""

    def contents(self, object_keys: Collection[str]) -> Iterator[Content]:
        """Yield the public content of objects, per language; none for drafts, private, expired and unknown objects.

        As many statements for a hundred objects as for one.
        """

    def keys_for_subjects(self, subjects: Collection[str]) -> Iterable[str]:
        """Return the keys of objects that a change of subjects may make public, though no entry names them yet.

        A subject changes too when an entry begins or ceases to name it.
        """


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    _sources[source.name] = source


def source_named(name: str) -> Source:
    return _sources[name]


def sources() -> list[Source]:
    return list(_sources.values())
