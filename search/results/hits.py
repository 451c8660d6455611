"""Hits as a page shows them, from entries: never what was removed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.safestring import SafeString

from portal.l10n import current_language, direction, native_name
from search.analysis import Question
from search.facets import Choices
from search.facets import kinds as registered_kinds
from search.models import Entry
from search.results.passages import highlighted, passage


@dataclass(frozen=True)
class Hit:
    key: str
    source: str
    object_key: str
    title: str
    title_html: SafeString
    passage_html: SafeString
    lead: str
    url: str
    kind: str
    kind_code: str
    language: str
    language_name: str
    direction: str
    foreign: bool
    date_text: str = ""
    date_iso: str = ""
    place: str = ""
    figures: list[dict] = field(default_factory=list)
    date_from: date | None = None
    date_to: date | None = None


def hits_of(keys: Sequence[str], question: Question | None) -> list[Hit]:
    """Return what is still to be found of some keys, in their order. One statement."""
    if not keys:
        return []
    entries = {entry.key: entry for entry in Entry.objects.findable().filter(key__in=list(keys))}
    language, kinds = current_language(), registered_kinds()
    return [hit_of(entries[key], question, language, kinds) for key in keys if key in entries]


def hit_of(entry: Entry, question: Question | None, language: str, kinds: Choices) -> Hit:
    shown = entry.shown if isinstance(entry.shown, dict) else {}
    return Hit(
        key=entry.key,
        source=entry.source,
        object_key=entry.object_key,
        title=entry.title,
        title_html=highlighted(entry.title, question),
        passage_html=passage(entry.lead, entry.text, question, entry.also),
        lead=entry.lead,
        url=entry.url,
        kind=kinds.label(entry.kind, language),
        kind_code=entry.kind,
        language=entry.language,
        language_name=native_name(entry.language),
        direction=direction(entry.language),
        foreign=entry.language != language,
        date_text=shown.get("date", ""),
        date_iso=entry.date_from.isoformat() if entry.date_from and entry.date_from == entry.date_to else "",
        place=shown.get("place", ""),
        figures=list(shown.get("figures", ())),
        date_from=entry.date_from,
        date_to=entry.date_to,
    )
