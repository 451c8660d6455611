"""The sources of entries. Search knows none of them: each app registers its own when it is ready."""

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from search.indexing.entries.content import Content


class Source(Protocol):
    """Something of which there are entries: pages, events, indicators … Each object has a key within its source."""

    name: str

    def keys(self) -> Iterable[str]:
        """Return the keys of all objects that are public now."""

    def contents(self, object_keys: Collection[str]) -> Iterator[Content]:
        """Yield what is public of some objects, in each language. As many statements for a hundred as for one.

        What is a draft, private, expired or unknown has no content.
        """

    def keys_for_subjects(self, subjects: Collection[str]) -> Iterable[str]:
        """Return the keys of objects that a change of subjects may make public, though no entry tells of them yet.

        A subject changes too when an entry begins or ceases to tell of it.
        """


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    _sources[source.name] = source


def source_named(name: str) -> Source:
    return _sources[name]


def sources() -> list[Source]:
    return list(_sources.values())
