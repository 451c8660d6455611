"""The foundation's centres, and the distributions that each of them accompanies."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.filters import page_asked, pages_from
from portal.languages import current_language
from programs.addresses import territory_url
from programs.facts_box import facts_boxes
from programs.listings import program_urls
from programs.models import Centre, DistributionEvent

PER_PAGE = 60
EVENTS_PER_PAGE = 20


def centres(request: HttpRequest) -> HttpResponse:
    public = Count("events", filter=Q(events__released_at__isnull=False))
    found = Centre.objects.select_related("territory__scheme").annotate(count=public)
    shown = page_asked(request, found.order_by(f"name_{current_language()}", "code"), PER_PAGE)
    listed = [
        {
            "name": centre.name,
            "url": reverse("centre", args=[centre.code]),
            "place": centre.territory.name,
            "place_url": territory_url(centre.territory),
            "count": centre.count,
        }
        for centre in shown.object_list
    ]
    context = {"centres": listed, "pagination": pages_from(shown, request.path)}
    return render(request, "programs/centres.html", context)


def centre(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Centre.objects.select_related("territory__scheme"), code=code)
    events = DistributionEvent.objects.released().filter(centre=found).for_facts().newest_first()
    shown = page_asked(request, events, EVENTS_PER_PAGE)
    context = {
        "centre": found,
        "crumbs": [{"label": _("Centres"), "url": reverse("centres")}],
        "place_url": territory_url(found.territory),
        "events": facts_boxes(list(shown.object_list), program_urls(current_language())),
        "pagination": pages_from(shown, request.path),
    }
    return render(request, "programs/centre.html", context)
