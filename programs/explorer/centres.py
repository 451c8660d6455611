"""Centres and their events."""

from datetime import date

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from portal.l10n import current_language
from portal.web import page_links, requested_page
from programs.facts import Centre, DistributionEvent
from programs.pages import ProgramPage
from programs.presentation import (
    fact_url,
    facts_boxes,
    figures_of_events,
    moment_of,
    past_day,
    require_known,
    serve_as_of,
    territory_url,
    with_as_of,
)

PER_PAGE = 60
EVENTS_PER_PAGE = 20


@serve_as_of
def centres(request: HttpRequest, day: date | None) -> HttpResponse:
    public = Count("events", filter=Q(events__released_at__lte=moment_of(day)))
    found = Centre.objects.select_related("territory__scheme").annotate(count=public)
    results = requested_page(request, found.order_by(f"name_{current_language()}", "code"), PER_PAGE)
    listed = [
        {
            "name": centre.name,
            "url": fact_url("centre", centre.code),
            "place": centre.territory.name,
            "place_url": territory_url(centre.territory),
            "count": centre.count,
        }
        for centre in results.object_list
    ]
    require_known(day, [centre for centre in listed if centre["count"]])
    context = {
        "centres": listed,
        "pagination": page_links(results, with_as_of(request.path)),
        "past": past_day(request, day),
    }
    return render(request, "programs/centres.html", context)


@serve_as_of
def centre(request: HttpRequest, code: str, day: date | None) -> HttpResponse:
    found = get_object_or_404(Centre.objects.select_related("territory__scheme"), code=code)
    events = DistributionEvent.objects.as_of(moment_of(day)).filter(centre=found).for_facts().newest_first()
    results = requested_page(request, events, EVENTS_PER_PAGE)
    listed = list(results.object_list)
    require_known(day, listed)
    context = {
        "centre": found,
        "crumbs": [{"label": _("Centres"), "url": fact_url("centres")}],
        "place_url": territory_url(found.territory),
        "events": facts_boxes(listed, ProgramPage.objects.urls(current_language()), figures_of_events(listed, day)),
        "pagination": page_links(results, with_as_of(request.path)),
        "past": past_day(request, day),
    }
    return render(request, "programs/centre.html", context)
