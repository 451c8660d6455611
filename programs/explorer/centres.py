"""Centres and their events."""

from datetime import date

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from portal.l10n import current_language
from portal.web import page_links, requested_page
from programs import presentation
from programs.facts import Centre, DistributionEvent
from programs.pages import ProgramPage

PER_PAGE = 60
EVENTS_PER_PAGE = 20


@presentation.serve_as_of
def centres(request: HttpRequest, day: date | None) -> HttpResponse:
    public = Count("events", filter=Q(events__released_at__lte=presentation.moment_of(day)))
    found = Centre.objects.select_related("territory__scheme").annotate(count=public)
    results = requested_page(request, found.order_by(f"name_{current_language()}", "code"), PER_PAGE)
    listed = list(results.object_list)
    for one in listed:
        one.url, one.place_url = presentation.fact_url("centre", one.code), presentation.territory_url(one.territory)
    presentation.require_known(day, [one for one in listed if one.count])
    context = {"centres": listed, "pagination": page_links(results, presentation.with_as_of(request.path))}
    return render(request, "programs/centres.html", context)


@presentation.serve_as_of
def centre(request: HttpRequest, code: str, day: date | None) -> HttpResponse:
    found = get_object_or_404(Centre.objects.select_related("territory__scheme"), code=code)
    events = (
        DistributionEvent.objects.as_of(presentation.moment_of(day)).filter(centre=found).for_facts().newest_first()
    )
    results = requested_page(request, events, EVENTS_PER_PAGE)
    listed = list(results.object_list)
    presentation.require_known(day, listed)
    context = {
        "centre": found,
        "crumbs": [{"label": _("Centres"), "url": presentation.fact_url("centres")}],
        "place_url": presentation.territory_url(found.territory),
        "events": presentation.facts_boxes(
            listed, ProgramPage.objects.urls(current_language()), presentation.figures_of_events(listed, day)
        ),
        "pagination": page_links(results, presentation.with_as_of(request.path)),
    }
    return render(request, "programs/centre.html", context)
