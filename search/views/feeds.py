"""RSS and Atom of any search: whoever watches a subject learns what is new about it."""

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
from search.results import Wanted
from search.views.alternates import asked_once, rows_of, unavailable, unavailable_text

logger = logging.getLogger(__name__)

LATEST = 30


class SearchFeed(PortalFeed):
    """The latest of what a search finds, in both languages."""

    def get_object(self, request: HttpRequest) -> Wanted:
        self.rows = []
        self.url = request.get_full_path()
        wanted = Wanted.of(request.GET).ordered(Order.DATE)
        if wanted.text or wanted.is_narrowed:
            self.rows = rows_of(asked_once(wanted, current_language(), LATEST))
        return wanted

    def title(self, wanted: Wanted) -> str:
        return xml_safe(" – ".join([_("Shafafiya"), _("Search: %(query)s") % {"query": wanted.text or "…"}]))

    def link(self, wanted: Wanted) -> str:
        return wanted.url(reverse("search"))

    def feed_url(self, wanted: Wanted) -> str:
        return self.url

    def description(self) -> str:
        return _("The latest that this search finds, in both languages.")

    def items(self, wanted: Wanted) -> list:
        return self.rows

    def item_title(self, item) -> str:
        hit, _entry = item
        return xml_safe(hit.title)

    def item_description(self, item) -> str:
        hit, _entry = item
        figures = [f"{figure['label']}: {figure['text']}" for figure in hit.figures]
        return xml_safe(" · ".join(filter(None, [hit.kind, hit.date_text, hit.place, hit.lead, *figures])))

    def item_link(self, item) -> str:
        hit, _entry = item
        return hit.url

    def item_guid(self, item) -> str:
        hit, _entry = item
        return hit.key

    def item_pubdate(self, item) -> datetime:
        """The day that it tells of, where it tells of one; else when it was put into this form."""
        hit, _entry = item
        midnight = hit.date_from and datetime.combine(hit.date_from, time(), get_current_timezone())
        return midnight or self.item_updateddate(item)

    def item_updateddate(self, item) -> datetime:
        _hit, entry = item
        return entry.changed_at.astimezone(get_current_timezone())


@require_safe
def search_feed(request: HttpRequest, kind: str) -> HttpResponse:
    feed = SearchFeed(kind)
    try:
        return feed(request)
    except (EngineError, DatabaseError):
        logger.exception("The search failed")
        return unavailable(HttpResponse(unavailable_text(), status=503, content_type="text/plain; charset=utf-8"))
