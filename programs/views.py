"""Events and indicators: addresses made of codes, the same in both languages."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import override

from portal.languages import current_language
from programs.exports import csv_of_rows
from programs.facts_box import EVENT_INDICATORS, facts_boxes, labels_as_edited
from programs.figures import figure_of
from programs.listings import program_urls
from programs.models import Discrepancy, DistributionEvent, Indicator, Observation
from programs.registry import article_cards
from programs.statistics.rows import draft_rows, rows_of_indicator


def event(request: HttpRequest, code: str):
    """The public face of a distribution event."""
    found = get_object_or_404(DistributionEvent.objects.released().for_facts(), code=code)
    return render(request, "programs/event.html", event_context(found, current_language()))


def drafts_in_order(event: DistributionEvent) -> list:
    """Return the rows of a preview in the order in which a facts box has them."""
    place = {code: position for position, code in enumerate(EVENT_INDICATORS)}
    return sorted(draft_rows(event), key=lambda row: place.get(row.indicator.code, len(place)))


def event_context(event: DistributionEvent, language: str, *, preview: bool = False) -> dict:
    with override(language):
        figures = {event.pk: [figure_of(row) for row in drafts_in_order(event)]} if preview else None
        labels = labels_as_edited(event) if preview else None
        return {
            "box": facts_boxes([event], program_urls(language), figures, labels)[0],
            "articles": [] if preview else article_cards(language, event=event.code),
            "preview": preview,
        }


def data(request: HttpRequest):
    """The data dictionary: every indicator that has a published value, with its definition."""
    published = Observation.objects.current().values("indicator")
    indicators = Indicator.objects.filter(pk__in=published).select_related("unit").order_by("statistical_unit", "code")
    groups: dict[str, list] = {}
    for indicator in indicators:
        groups.setdefault(indicator.get_statistical_unit_display(), []).append(
            {
                "code": indicator.code,
                "name": indicator.name,
                "definition": indicator.definition,
                "url": reverse("indicator", args=[indicator.code]),
                "unit": indicator.unit.name,
            }
        )
    return render(
        request,
        "programs/data.html",
        {"groups": [{"label": label, "indicators": items} for label, items in groups.items()]},
    )


def indicator(request: HttpRequest, code: str):
    """One indicator: its definition and every current value, with sources and other values."""
    found, rows = _indicator_rows(code)
    discrepancies = (
        Discrepancy.objects.filter(observations__indicator=found, observations__released_at__isnull=False)
        .distinct()
        .order_by("code")
    )
    return render(
        request,
        "programs/indicator.html",
        {
            "indicator": found,
            "rows": [figure_of(row) for row in rows],
            "csv_url": reverse("indicator_csv", args=[found.code]),
            "discrepancies": discrepancies,
        },
    )


def indicator_csv(request: HttpRequest, code: str):
    found, rows = _indicator_rows(code)
    return csv_of_rows(f"{found.code}-{current_language()}.csv", rows)


def _indicator_rows(code: str):
    found = Indicator.objects.select_related("unit").filter(code=code).first()
    rows = rows_of_indicator(code) if found else []
    if not rows:
        raise Http404
    return found, rows
