"""The search page: it answers whatever is typed, and a failure never looks like “nothing found”."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.l10n import current_language, format_number
from portal.web import pagination, table_formats
from search.engines import EngineError, GoneError, Order
from search.query import LONGEST
from search.results import (
    LAST_PAGE,
    NOT,
    PER_PAGE,
    NothingServes,
    Results,
    SearchParams,
    chips_of,
    count_question,
    ideas,
    pages_of,
    results_of,
)

logger = logging.getLogger(__name__)

RETRY_AFTER = "120"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    wanted, base, language = SearchParams.of(request.GET), reverse("search"), current_language()
    context = {
        "query": wanted.text[:LONGEST],
        "longest": LONGEST,
        "chips": chips_of(wanted, base, language),
        "kept": kept(wanted),
        **links_of(wanted),
    }
    try:
        if wanted.text or wanted.is_narrowed:
            results = results_of(wanted, language, base)
            count(results, wanted, language)
            context |= shown(results, wanted, base, language)
        else:
            context["ideas"] = ideas(base, language)
    except (NothingServes, GoneError):
        context |= {"failed": True, "preparing": True}
    except (EngineError, DatabaseError):
        logger.exception("The search failed")
        context["failed"] = True
    response = render(request, "search/search.html", context, status=503 if context.get("failed") else 200)
    if context.get("failed"):
        response["Retry-After"] = RETRY_AFTER
    patch_cache_control(response, no_store=True)
    return response


def count(results: Results, wanted: SearchParams, language: str) -> None:
    """Count what was asked, once for all of its pages."""
    if wanted.page > 1 or not wanted.text:
        return
    found = bool(results.total or results.elsewhere)
    count_question(results.answered.asked.text, language, timezone.localdate(), found=found)


def kept(wanted: SearchParams) -> list[tuple[str, str]]:
    """What a search for other words keeps: fields of the form that nobody sees."""
    pairs = [(facet, code) for facet, codes in wanted.chosen.items() for code in codes]
    pairs += [(f"{NOT}{facet}", code) for facet, codes in wanted.excluded.items() for code in codes]
    return [*pairs, ("sort", "date")] if wanted.order is Order.DATE else pairs


def links_of(wanted: SearchParams) -> dict:
    """Feeds and files of the same search."""
    if not (wanted.text or wanted.is_narrowed):
        return {}
    whole = wanted.on_page(1)
    subject = wanted.text or _("Search")
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


def shown(results: Results, wanted: SearchParams, base: str, language: str) -> dict:
    """The context of a page of results."""
    answered = results.answered
    pages = min(pages_of(results.total), LAST_PAGE)
    total_text = ngettext("%(count)s result", "%(count)s results", results.total) % {
        "count": format_number(results.total, language)
    }
    return {
        "results": results,
        "total_text": total_text,
        "too_far": bool(results.total and not answered.found.hits),
        "first_number": (wanted.page - 1) * PER_PAGE + 1,
        "loose_url": wanted.asking(wanted.text).url(base) if wanted.exact else "",
        "first_url": wanted.on_page(1).url(base),
        "pagination": pagination(wanted.page, pages, lambda number: wanted.on_page(number).url(base)),
        "mistakes": [mistake.message for mistake in answered.asked.mistakes],
        "corrected": answered.corrected_text if answered.corrections else "",
        "literal_url": wanted.asking(wanted.text, exact=True).url(base) if answered.corrections else "",
        "understood": [
            {"label": condition.written, "remove_url": wanted.asking(condition.without_it).url(base)}
            for condition in answered.asked.narrowed
        ],
        "orders": [
            {"label": label, "url": wanted.ordered(order).url(base), "current": wanted.order is order}
            for order, label in ((Order.RELEVANCE, _("By relevance")), (Order.DATE, _("Latest first")))
        ]
        if answered.question.clauses
        else [],
        "everywhere_url": wanted.asking(answered.asked.words).everywhere().url(base) if results.elsewhere else "",
        "elsewhere_text": _elsewhere_text(results.elsewhere, language),
    }


def _elsewhere_text(count: int, language: str) -> str:
    return ngettext(
        "Search without the conditions: %(count)s result", "Search without the conditions: %(count)s results", count
    ) % {"count": format_number(count, language)}
