"""The report on readers' queries: the commonest, and those without results, each with a link to the glossary."""

from datetime import timedelta
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from portal.l10n import direction, native_name
from search.models import GlossaryEntry, QueryCount
from search.results import SearchParams

PERMISSION = "search.add_glossaryentry"
PER_PAGE = 50
DAYS = (7, 30, 180)


@permission_required(PERMISSION)
def query_report(request):
    """List all queries of some days, or those that found nothing when they were last made."""
    days = next((days for days in DAYS if request.GET.get("days") == str(days)), DAYS[1])
    nothing = request.GET.get("list") != "all"
    current = "nothing" if nothing else "all"
    counts = QueryCount.objects.since(timezone.localdate() - timedelta(days=days - 1))
    rows = counts.found_nothing_lately() if nothing else counts.summed()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    add_url = reverse(GlossaryEntry.snippet_viewset.get_url_name("add"))
    context = {
        "page_title": _("What readers ask"),
        "header_icon": "search",
        "nothing": nothing,
        "tabs": [
            (_("Found nothing"), address("nothing", days), nothing),
            (_("All questions"), address("all", days), not nothing),
        ],
        "spans": [(_("%(days)d days") % {"days": span}, address(current, span), span == days) for span in DAYS],
        "rows": [
            {
                **row,
                "language_name": native_name(row["language"]),
                "direction": direction(row["language"]),
                "search_url": SearchParams(text=row["text"]).url(f"/{row['language']}/search/"),
                "add_url": f"{add_url}?{urlencode({'terms_' + row['language']: row['text']})}",
            }
            for row in page.object_list
        ],
        "page": page,
        "older_url": f"{address(current, days)}&p={page.number + 1}" if page.has_next() else "",
        "newer_url": f"{address(current, days)}&p={page.number - 1}" if page.has_previous() else "",
    }
    return render(request, "search/admin/query_report.html", context)


def address(which: str, days: int) -> str:
    return f"{reverse('search_asked:index')}?{urlencode({'list': which, 'days': days})}"


class QueryReportMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return request.user.has_perm(PERMISSION)


class QueryReportViewSet(ViewSet):
    name = "search_asked"
    url_prefix = "search/asked"
    icon = "search"
    menu_label = capfirst(gettext_lazy("What readers ask"))

    def get_urlpatterns(self):
        return [path("", query_report, name="index")]

    def get_menu_item(self, order=None):
        return QueryReportMenuItem(
            label=gettext_lazy("What readers ask"), url=reverse("search_asked:index"), name="what-readers-ask",
            icon_name="search", order=order or 0,
        )  # fmt: skip
