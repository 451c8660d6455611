"""The filtered, paged list of articles, and its RSS and Atom feeds."""

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.articles import ArticleProgram, article_card
from portal.l10n import current_language
from portal.web import FilterGroup, ListFilters, PortalFeed, requested_page, xml_safe
from programs.facts import DistributionEvent, Program, Territory

#: Articles on a page of the list, and in a feed.
PER_PAGE, LATEST = 10, 30
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


class NewsFeed(PortalFeed):
    """The latest articles below a news index, or those of one programme."""

    def __init__(self, kind: str, index, program: str = ""):
        super().__init__(kind)
        self.index = index
        self.language = index.locale.language_code
        self.program = Program.objects.filter(code=program).first() if program and "\x00" not in program else None
        if program and self.program is None:
            raise Http404

    def title(self) -> str:
        names = [_("Shafafiya"), self.index.title]
        return xml_safe(" – ".join([*names, self.program.name] if self.program else names))

    def link(self) -> str:
        return self.index.get_url()

    def description(self) -> str:
        return xml_safe(self.index.lead)

    def items(self):
        return self.index.articles().about(program=self.program.code if self.program else "")[:LATEST]

    def item_title(self, item) -> str:
        return xml_safe(item.title)

    def item_description(self, item) -> str:
        return xml_safe(item.lead)

    def item_link(self, item) -> str:
        return item.get_url()

    def item_guid(self, item) -> str:
        return f"urn:uuid:{item.translation_key}:{self.language}"

    def item_pubdate(self, item):
        return item.first_published_at or timezone.now()

    def item_updateddate(self, item):
        return item.last_published_at or timezone.now()
