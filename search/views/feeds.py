"""RSS and Atom feeds of any search."""

import logging
from datetime import datetime, time

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.l10n import current_language
from portal.web import PortalFeed, xml_safe
from search.engines import EngineError, Order
from search.results import Hit, SearchParams, hits_of, run_search
from search.views.alternates import unavailable, unavailable_text

logger = logging.getLogger(__name__)

LATEST = 30


class SearchFeed(PortalFeed):
    """The latest of what a search finds, in both languages."""

    def get_object(self, request: HttpRequest) -> SearchParams:
        self.hits: list[Hit] = []
        self.url = request.get_full_path()
        params = SearchParams.of(request.GET).ordered(Order.DATE)
        if params.text or params.has_filters:
            outcome = run_search(params, current_language(), per_page=LATEST, count_facets=False)
            self.hits = hits_of(outcome.keys, outcome.request.clauses)
        return params

    def title(self, params: SearchParams) -> str:
        return xml_safe(" – ".join([_("Shafafiya"), _("Search: %(query)s") % {"query": params.text or "…"}]))

    def link(self, params: SearchParams) -> str:
        return params.url(reverse("search"))

    def feed_url(self, params: SearchParams) -> str:
        return self.url

    def description(self) -> str:
        return _("The latest that this search finds, in both languages.")

    def items(self, params: SearchParams) -> list[Hit]:
        return self.hits

    def item_title(self, hit: Hit) -> str:
        return xml_safe(hit.title)

    def item_description(self, hit: Hit) -> str:
        figures = [f"{figure['label']}: {figure['text']}" for figure in hit.figures]
        return xml_safe(" · ".join(filter(None, [hit.kind, hit.date_text, hit.place, hit.entry.lead, *figures])))

    def item_link(self, hit: Hit) -> str:
        return hit.url

    def item_guid(self, hit: Hit) -> str:
        return hit.entry.key

    def item_pubdate(self, hit: Hit) -> datetime:
        """The day of the entry, or else its last change."""
        day = hit.entry.date_from
        return datetime.combine(day, time(), get_current_timezone()) if day else self.item_updateddate(hit)

    def item_updateddate(self, hit: Hit) -> datetime:
        return hit.entry.changed_at.astimezone(get_current_timezone())


@require_safe
def search_feed(request: HttpRequest, kind: str) -> HttpResponse:
    feed = SearchFeed(kind)
    try:
        return feed(request)
    except (EngineError, DatabaseError):
        logger.exception("The search failed")
        return unavailable(HttpResponse(unavailable_text(), status=503, content_type="text/plain; charset=utf-8"))
