"""The filtered, paged list of articles."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.cards import article_card
from news.links import ArticleProgram
from portal.l10n import current_language
from portal.web import FilterGroup, ListFilters, requested_page
from programs.facts import DistributionEvent, Program, Territory

PER_PAGE = 10
FILTERS = ("year", "program", "place")


def listing_context(page, request) -> dict:
    filters = ListFilters.from_request(request, page.get_url(request) or request.path, FILTERS)
    everything = page.articles()
    found = everything.about(**filters.chosen)
    request.portal_query = filters.query
    results = requested_page(request, found.with_labels(), PER_PAGE)
    count = results.paginator.count
    groups = filter_groups(everything, filters)
    return {
        "articles": [article_card(article) for article in results.object_list],
        "filters": groups,
        "active": filters.active(groups),
        "pagination": filters.pages(results),
        "total_text": ngettext("%(count)d article", "%(count)d articles", count) % {"count": count},
    }


def filter_groups(everything, filters: ListFilters) -> list[FilterGroup]:
    """Return the filters with non-empty choices, in three statements."""
    language = current_language()
    name = f"name_{language}"
    years = [str(day.year) for day in everything.dates("date", "year", order="DESC")]
    articles = everything.order_by().values("pk")
    events = DistributionEvent.objects.released().filter(article_events__page__in=articles)
    further = ArticleProgram.objects.filter(program=OuterRef("pk"), page__in=articles)
    programs = (
        Program.objects.filter(Q(pk__in=events.values("program")) | Exists(further))
        .order_by(name)
        .values_list("code", name)
    )
    places = (
        Territory.objects.filter(pk__in=events.values("target_territory"))
        .order_by(name, "scheme__code", "code")
        .values_list("scheme__code", "code", name)
    )
    return [
        filters.group("year", _("Year"), _("All years"), [(year, year) for year in years]),
        filters.group("program", _("Programme"), _("All programmes"), list(programs)),
        filters.group("place", _("Place"), _("All places"), [(f"{s}:{c}", n) for s, c, n in places]),
    ]
