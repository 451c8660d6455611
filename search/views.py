"""The search page: Wagtail's own index over the published pages of both languages, the page's language first."""

import logging

from django.core.paginator import Paginator
from django.db import DatabaseError, transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext
from wagtail.models import Page

from portal.languages import current_language, direction, own_name
from portal.paging import pagination

logger = logging.getLogger(__name__)

PER_PAGE = 10
MOST_RESULTS = 1000
LONGEST_QUERY = 200


def search(request):
    query = " ".join(request.GET.get("q", "").replace("\x00", " ")[: LONGEST_QUERY * 2].split())[:LONGEST_QUERY]
    context = {"query": query, "results": [], "failed": False}
    if query:
        try:
            with transaction.atomic():
                context |= found(query, request.GET.get("page", "1"))
        except DatabaseError:
            logger.exception("The search failed")
            context["failed"] = True
    return render(request, "search/search.html", context, status=503 if context["failed"] else 200)


def found(query: str, page_number: str) -> dict:
    """Return a page of results; a page number that is none is the first or the last."""
    # Wagtail's index takes its own filters only, so not `open_to_all`.
    pages = Page.objects.live().public().filter(depth__gt=1).select_related("locale")
    here = current_language()
    words = words_of(query)
    hits = list(pages.search(words, operator="or")[:MOST_RESULTS]) if words else []
    hits.sort(key=lambda page: page.locale.language_code != here)
    paginator = Paginator(hits, PER_PAGE)
    shown = paginator.get_page(page_number)
    specific = {page.pk: page for page in Page.objects.filter(pk__in=[p.pk for p in shown.object_list]).specific()}

    def url(number: int) -> str:
        return f"{reverse('search')}?{urlencode({'q': query, 'page': number})}"

    return {
        "results": [result(page, specific[page.pk]) for page in shown.object_list],
        "total_text": ngettext("%(count)d result", "%(count)d results", paginator.count) % {"count": paginator.count},
        "pagination": pagination(shown.number, paginator.num_pages, url),
    }


def words_of(query: str) -> str:
    """Return what of a query an index can look for: a quotation mark is an operator to some, a dash alone nothing."""
    return " ".join(word for word in query.replace('"', " ").split() if any(map(str.isalnum, word)))


def result(page: Page, specific: Page) -> dict:
    language = page.locale.language_code
    return {
        "title": page.title,
        "url": page.get_url(),
        "kind": specific.page_type_display_name,
        "lead": getattr(specific, "lead", ""),
        "language": language,
        "language_name": own_name(language),
        "direction": direction(language),
        "date_text": "",
    }
