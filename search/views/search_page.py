"""The search page and its suggestions. A failure never looks like “nothing found”."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.l10n import current_language, format_number
from portal.web import pagination, table_formats
from search.engines import EngineError, IndexLostError, Order
from search.query import LONGEST, plain
from search.results import (
    LAST_PAGE,
    PER_PAGE,
    NoIndexError,
    Results,
    SearchParams,
    count_query,
    filter_chips,
    ideas,
    pages_of,
    results_of,
    serving_index,
    suggestions_for,
)

logger = logging.getLogger(__name__)

RETRY_AFTER = "120"
#: Seconds for which a browser may keep suggestions; shared caches would learn what was typed.
SUGGESTIONS_MAX_AGE = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    params, base, language = SearchParams.of(request.GET), reverse("search"), current_language()
    context = {
        "query": params.text[:LONGEST],
        "longest": LONGEST,
        "chips": filter_chips(params, base, language),
        "kept": params.filter_pairs(),
        **links_of(params),
    }
    try:
        if params.text or params.has_filters:
            results = results_of(params, language, base)
            count(results, params, language)
            context |= results_context(results, params, base, language)
        else:
            context["ideas"] = ideas(base, language)
    except (NoIndexError, IndexLostError):
        context |= {"failed": True, "preparing": True}
    except (EngineError, DatabaseError):
        logger.exception("The search failed")
        context["failed"] = True
    response = render(request, "search/search.html", context, status=503 if context.get("failed") else 200)
    if context.get("failed"):
        response["Retry-After"] = RETRY_AFTER
    patch_cache_control(response, no_store=True)
    return response


def count(results: Results, params: SearchParams, language: str) -> None:
    """Count a query once, on its first page."""
    if params.page > 1 or not params.text:
        return
    found = bool(results.total or results.elsewhere)
    count_query(results.outcome.parsed.text, language, timezone.localdate(), found=found)


def links_of(params: SearchParams) -> dict:
    """Return links to feeds and files of the same search."""
    if not (params.text or params.has_filters):
        return {}
    whole = params.on_page(1)
    subject = params.text or _("Search")
    feeds = [
        {
            "name": name,
            "title": _("Search: %(query)s (%(kind)s)") % {"query": subject, "kind": name},
            "url": whole.url(reverse("search_feed", args=[kind])),
            "type": f"application/{kind}+xml",
        }
        for kind, name in (("atom", "Atom"), ("rss", "RSS"))
    ]
    return {
        "search_feeds": feeds,
        "search_files": [
            *(
                {"name": one.name, "url": whole.url(reverse("search_file", args=[one.suffix]))}
                for one in table_formats().values()
            ),
            {"name": "JSON", "url": whole.url(reverse("search_json"))},
        ],
    }


def results_context(results: Results, params: SearchParams, base: str, language: str) -> dict:
    outcome, parsed = results.outcome, results.outcome.parsed
    pages = min(pages_of(results.total), LAST_PAGE)
    total_text = ngettext("%(count)s result", "%(count)s results", results.total) % {
        "count": format_number(results.total, language)
    }
    return {
        "results": results,
        "total_text": total_text,
        "too_far": bool(results.total and not outcome.found.hits),
        "first_number": (params.page - 1) * PER_PAGE + 1,
        "loose_url": params.with_text(params.text).url(base) if params.exact else "",
        "first_url": params.on_page(1).url(base),
        "pagination": pagination(params.page, pages, lambda number: params.on_page(number).url(base)),
        "mistakes": [mistake.message for mistake in parsed.mistakes],
        "corrected": outcome.corrected_text if outcome.corrections else "",
        "literal_url": params.with_text(params.text, exact=True).url(base) if outcome.corrections else "",
        "understood": [
            {"label": condition.written, "remove_url": params.with_text(condition.text_without).url(base)}
            for condition in parsed.conditions
        ],
        "orders": [
            {"label": label, "url": params.ordered(order).url(base), "current": params.order is order}
            for order, label in ((Order.RELEVANCE, _("By relevance")), (Order.DATE, _("Latest first")))
        ]
        if outcome.request.clauses
        else [],
        "everywhere_url": params.with_text(parsed.words).everywhere().url(base) if results.elsewhere else "",
        "elsewhere_text": _elsewhere_text(results.elsewhere, language),
    }


def _elsewhere_text(count: int, language: str) -> str:
    return ngettext(
        "Search without the conditions: %(count)s result", "Search without the conditions: %(count)s results", count
    ) % {"count": format_number(count, language)}


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    text = plain(request.GET.get("q", ""))
    try:
        found = suggestions_for(text, current_language(), serving_index()) if text else []
    except (EngineError, DatabaseError):
        logger.exception("Suggestions failed")
        return JsonResponse({"suggestions": []}, status=503)
    response = JsonResponse({"suggestions": [one.as_json() for one in found]})
    patch_cache_control(response, private=True, max_age=SUGGESTIONS_MAX_AGE)
    return response
