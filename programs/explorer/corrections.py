"""List of all corrections, and its feeds."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.l10n import current_language
from portal.web import FilterGroup, ListFilters, PortalFeed, requested_page, xml_safe
from programs.facts import Indicator, SourceCorrection, released_observations
from programs.presentation import Correction, all_corrections, corrected_values, load_corrections

PER_PAGE = 20
FILTERS = ("year", "indicator")
#: In a feed.
LATEST = 30


def corrections(request: HttpRequest) -> HttpResponse:
    filters = ListFilters.from_request(request, reverse("corrections"), FILTERS)
    found = all_corrections(*filter_corrections(**filters.chosen))
    results = requested_page(request, found, PER_PAGE)
    groups = filter_groups(filters)
    count = results.paginator.count
    context = {
        "corrections": load_corrections(results.object_list),
        "filters": groups,
        "active": filters.active(groups),
        "pagination": filters.pages(results),
        "total_text": ngettext("%(count)d correction", "%(count)d corrections", count) % {"count": count},
    }
    return render(request, "programs/corrections.html", context)


def filter_corrections(*, year: str = "", indicator: str = ""):
    """Return the corrected values and sources of a year or an indicator; '' restricts nothing."""
    values, sources = corrected_values(), SourceCorrection.objects.all()
    if year:
        values, sources = (found.filter(released_at__year=int(year)) for found in (values, sources))
    if indicator:
        values = values.filter(indicator__code=indicator)
        citing = released_observations().filter(indicator__code=indicator)
        sources = sources.filter(source__in=citing.values("source"))
    return values, sources


def filter_groups(filters: ListFilters) -> list[FilterGroup]:
    """Return the filters with non-empty choices, in three statements."""
    name = f"name_{current_language()}"
    values, sources = filter_corrections()
    moments = (moment for found in (values, sources) for moment in found.datetimes("released_at", "year"))
    years = sorted({str(moment.year) for moment in moments}, reverse=True)
    cited = released_observations().filter(source__in=sources.order_by().values("source"))
    concerned = Q(pk__in=values.order_by().values("indicator")) | Q(pk__in=cited.order_by().values("indicator"))
    indicators = Indicator.objects.filter(concerned).order_by(name)
    return [
        filters.group("year", _("Year"), _("All years"), [(year, year) for year in years]),
        filters.group("indicator", _("Indicator"), _("All indicators"), list(indicators.values_list("code", name))),
    ]


class CorrectionsFeed(PortalFeed):
    """The latest corrections, each with the old value, the new one and the reason, in the active language."""

    def title(self) -> str:
        return " – ".join([_("Shafafiya"), _("Corrections")])

    link = reverse_lazy("corrections")

    def description(self) -> str:
        return _("Published figures that were put right: the old value, the new one, and why.")

    def items(self) -> list[Correction]:
        return load_corrections(all_corrections(*filter_corrections())[:LATEST])

    def item_title(self, item: Correction) -> str:
        return xml_safe(f"{item.label} ({item.subject})")

    def item_description(self, item: Correction) -> str:
        return xml_safe(item.description)

    def item_link(self, item: Correction) -> str:
        return item.url

    def item_guid(self, item: Correction) -> str:
        return f"{item.code}:{current_language()}"

    def item_pubdate(self, item: Correction):
        return item.at

    item_updateddate = item_pubdate


def corrections_feed(request: HttpRequest, kind: str) -> HttpResponse:
    return CorrectionsFeed(kind)(request)
