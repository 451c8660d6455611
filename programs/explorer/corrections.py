"""What was put right since publication, for the whole site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.l10n import current_language
from portal.web import FilterGroup, Narrowing, page_asked
from programs.facts import Indicator
from programs.presentation import all_corrections, corrections_listed

PER_PAGE = 20
FILTERS = ("year", "indicator")


def corrections(request: HttpRequest) -> HttpResponse:
    narrowing = Narrowing.asked(request, reverse("corrections"), FILTERS)
    everything = all_corrections()
    found = narrowed(everything, **narrowing.chosen)
    shown = page_asked(request, found.values_list("code", flat=True), PER_PAGE)
    groups = filter_groups(everything, narrowing)
    count = shown.paginator.count
    context = {
        "corrections": corrections_listed(list(shown.object_list)),
        "filters": groups,
        "active": narrowing.active(groups),
        "pagination": narrowing.pages(shown),
        "total_text": ngettext("%(count)d correction", "%(count)d corrections", count) % {"count": count},
    }
    return render(request, "programs/corrections.html", context)


def narrowed(corrections, *, year: str = "", indicator: str = ""):
    """Keep the corrections that were published in a year, of an indicator. '' restricts nothing."""
    if year:
        corrections = corrections.filter(released_at__year=int(year))
    if indicator:
        corrections = corrections.filter(indicator__code=indicator)
    return corrections


def filter_groups(everything, narrowing: Narrowing) -> list[FilterGroup]:
    """Return the filters with the choices that corrections exist for; two statements."""
    name = f"name_{current_language()}"
    years = [str(moment.year) for moment in everything.datetimes("released_at", "year", order="DESC")]
    indicators = Indicator.objects.filter(pk__in=everything.order_by().values("indicator")).order_by(name)
    return [
        narrowing.group("year", _("Year"), _("All years"), [(year, year) for year in years]),
        narrowing.group("indicator", _("Indicator"), _("All indicators"), list(indicators.values_list("code", name))),
    ]
