"""Hits as a page shows them, made of entries: never of what was removed since."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from portal.l10n import current_language, direction, native_name
from search.analysis import Clauses
from search.facets import kinds
from search.models import Entry
from search.results.passages import highlighted, passage


@dataclass(frozen=True)
class Hit:
    """`kind` is a label in the reader's language, `is_foreign` whether the entry is in another one."""

    entry: Entry
    kind: str
    title_html: SafeString
    passage_html: SafeString
    is_foreign: bool

    @property
    def title(self) -> str:
        return self.entry.title

    @property
    def url(self) -> str:
        return self.entry.url

    @property
    def language_name(self) -> str:
        return native_name(self.entry.language)

    @property
    def direction(self) -> str:
        return direction(self.entry.language)

    @property
    def date_iso(self) -> str:
        """The day, where the entry is of one day alone."""
        entry = self.entry
        return entry.date_from.isoformat() if entry.date_from and entry.date_from == entry.date_to else ""

    @property
    def date_text(self) -> str:
        return self.entry.shown.get("date", "")

    @property
    def place(self) -> str:
        return self.entry.shown.get("place", "")

    @property
    def figures(self) -> list[dict]:
        return list(self.entry.shown.get("figures", ()))


def hits_of(keys: Sequence[str], clauses: Clauses) -> list[Hit]:
    """Return the hits of those keys that are still findable, in their order. One statement."""
    entries = Entry.objects.findable().in_bulk(keys, field_name="key") if keys else {}
    language, labels = current_language(), kinds()
    return [
        Hit(
            entry,
            labels.label(entry.kind, language),
            highlighted(entry.title, clauses),
            passage(entry.lead, entry.text, clauses, entry.also),
            entry.language != language,
        )
        for key in keys
        if (entry := entries.get(key))
    ]
