"""Facts boxes of events, for articles, programme pages and pages of events."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias, TypedDict

from django.db.models import CharField, F, QuerySet, Value

from portal.l10n import current_language
from programs.facts import AssistanceKind, DistributionEvent, EventOrganizer, Placement, Trade, indicators_at
from programs.presentation.addresses import fact_url, territory_url
from programs.presentation.figures import Figure, SourceLink, figure_of
from programs.statistics import Answer, Question, ask_many

#: {event id: its figures}, {event id: {kind: its labels}}
EventFigures: TypeAlias = dict[int | None, list[Figure]]
EventLabels: TypeAlias = dict[int | None, dict[str, list[str]]]
#: Rows of (event id, kind, position, label), of any model.
LabelQuery: TypeAlias = QuerySet[Any, tuple[int | None, str, int | None, str]]


@dataclass(frozen=True)
class Link:
    name: str
    url: str = ""


class Organizers(TypedDict):
    role: str
    names: list[str]


@dataclass(frozen=True)
class FactsBox:
    code: str
    title: str
    url: str
    when_text: str
    when_iso: str
    when_note: str
    venue_text: str
    venue_place: str
    target_text: str
    program: Link
    edition: str
    centre: str
    note: str
    trades_complete: bool
    trades: list[str] = field(default_factory=list)
    assistance_kinds: list[str] = field(default_factory=list)
    organizers: list[Organizers] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    sources: list[SourceLink] = field(default_factory=list)
    target_url: str = ""
    edition_url: str = ""
    centre_url: str = ""


def facts_boxes(
    events: list[DistributionEvent],
    program_urls: dict[str, str],
    figures: EventFigures,
    labels: EventLabels | None = None,
) -> list[FactsBox]:
    """Return a box for each event of `DistributionEvent.objects.for_facts()`. One query, unless `labels` are given."""
    if not events:
        return []
    labels = labels_of_events(events) if labels is None else labels
    return [_box(event, labels[event.pk], figures.get(event.pk, []), program_urls) for event in events]


def figures_of_events(events: list[DistributionEvent], day: date | None = None) -> EventFigures:
    return collect_event_figures(event_answers(events, day))


def event_answers(events: list[DistributionEvent], day: date | None = None) -> list[Answer]:
    """Return the answers for each event, indicator by indicator, as of a day."""
    return ask_many(event_questions((event.code for event in events), day), explain=False)


def event_questions(events: Iterable[str], day: date | None = None) -> list[Question]:
    indicators = indicators_at(Placement.EVENT)
    return [Question(code, event=event, as_of=day) for event in events for code in indicators]


def collect_event_figures(answers: Iterable[Answer]) -> EventFigures:
    found: EventFigures = defaultdict(list)
    for answer in answers:
        for row in answer.rows:
            found[row.observation.event_id].append(figure_of(row))
    return found


def labels_of_events(events: list[DistributionEvent]) -> EventLabels:
    """Return trades, kinds of assistance and organisers of all events in one query."""
    ids = [event.pk for event in events]
    name = f"name_{current_language()}"
    trades, kinds = (model.objects.filter(events__in=ids) for model in (Trade, AssistanceKind))
    organizers = EventOrganizer.objects.filter(event__in=ids)
    labels = _labels(trades, "events", Value("trade", CharField()), Value(0), name).union(
        _labels(kinds, "events", Value("assistance"), Value(0), name),
        _labels(organizers, "event_id", F("role"), F("sort_order"), f"organization__{name}"),
        all=True,
    )
    found: dict[int | None, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for event_id, kind, position, label in labels:
        found[event_id][kind].append((position or 0, label))
    return {pk: {kind: [label for _position, label in sorted(found[pk][kind])] for kind in found[pk]} for pk in ids}


def labels_from_form(event: DistributionEvent) -> EventLabels:
    """Return the labels of an unsaved event as its form holds it, as `labels_of_events` does."""
    found: dict[str, list[str]] = {
        "trade": [trade.name for trade in event.trades.all()],
        "assistance": [kind.name for kind in event.assistance_kinds.all()],
    }
    for link in event.organizers.all():
        found.setdefault(link.role, []).append(link.organization.name)
    return {event.pk: {kind: names for kind, names in found.items() if names}}


def _labels(records: QuerySet[Any], event: str, kind: Value | F, position: Value | F, label: str) -> LabelQuery:
    annotated: QuerySet[Any] = records.order_by().annotate(kind=kind, position=position, label=F(label))
    return annotated.values_list(event, "kind", "position", "label")


def _box(
    event: DistributionEvent, labels: dict[str, list[str]], figures: list[Figure], program_urls: dict[str, str]
) -> FactsBox:
    sources = dict.fromkeys(source for figure in figures for source in figure.sources)
    return FactsBox(
        code=event.code,
        title=event.name,
        url=fact_url("event", event.code),
        when_text=event.date_text,
        when_iso=event.date_start.isoformat() if event.date_start and event.date_precision == "day" else "",
        when_note=event.date_note,
        venue_text=event.venue,
        venue_place=event.venue_territory.name if event.venue_territory else "",
        target_text=event.target_territory.name,
        program=Link(event.program.name, program_urls.get(event.program.code, "")),
        edition=event.edition.name if event.edition else "",
        centre=event.centre.name if event.centre else "",
        note=event.note,
        trades=labels.get("trade", []),
        trades_complete=event.trades_complete,
        assistance_kinds=labels.get("assistance", []),
        organizers=[
            {"role": str(role.label), "names": labels[role.value]}
            for role in EventOrganizer.Role
            if role.value in labels
        ],
        figures=figures,
        sources=list(sources),
        target_url=territory_url(event.target_territory),
        edition_url=fact_url("edition", event.edition.code) if event.edition else "",
        centre_url=fact_url("centre", event.centre.code) if event.centre else "",
    )
