"""Results in other representations at the address of the page: JSON, and every table format."""

import logging
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portal.l10n import current_language, language_codes
from portal.pages import LICENSE_METADATA, with_license_link
from portal.web import TableFormat, file_response
from search.engines import EngineError
from search.facets import facet, facets
from search.models import current_thesaurus
from search.results import PER_PAGE, Hit, SearchParams, hits_of, repair_with, run_search, serving_index

logger = logging.getLogger(__name__)

COLUMNS = (
    "kind", "kind_label", "language", "title", "url", "date_from", "date_to", "date_label", "place_label", "figures",
)  # fmt: skip
#: Most rows of a file, and rows of one request to the index.
MOST_ROWS, ROWS_AT_ONCE = 5_000, 500
READABLE = {"ensure_ascii": False, "indent": 2}


@require_safe
def search_json(request: HttpRequest) -> HttpResponse:
    params, language = SearchParams.of(request.GET), current_language()
    try:
        outcome = run_search(params, language)
        hits = hits_of(outcome.keys, outcome.request.clauses)
    except (EngineError, DatabaseError):
        logger.exception("The search failed")
        error = {"code": "search-unavailable", "message": in_both(unavailable_text)}
        return unavailable(JsonResponse({"error": error}, status=503, json_dumps_params=READABLE))
    parsed = outcome.parsed
    content = {
        "question": {
            "text": parsed.text,
            "searched": parsed.words,
            "corrections": [{"typed": typed, "searched": meant} for typed, meant in outcome.corrections],
            "mistakes": [{"code": one.code, "message": one.message} for one in parsed.mistakes],
        },
        "url": request.build_absolute_uri(params.url(reverse("search"))),
        "order": params.order.value,
        "total": outcome.found.total,
        "page": params.page,
        "per_page": PER_PAGE,
        "results": [hit_json(hit, request) for hit in hits],
        "facets": {code: counts_json(code, counts) for code, counts in outcome.found.facets.items()},
        **LICENSE_METADATA,
    }
    response = with_license_link(JsonResponse(content, json_dumps_params=READABLE))
    patch_cache_control(response, no_store=True)
    return response


@require_safe
def search_file(request: HttpRequest, form: TableFormat) -> HttpResponse:
    params, language = SearchParams.of(request.GET), current_language()
    try:
        parts = parts_of(params, language)
        first = next(parts)
    except (EngineError, DatabaseError):
        logger.exception("The search failed")
        return unavailable(HttpResponse(unavailable_text(), status=503, content_type="text/plain; charset=utf-8"))
    codes = tuple(facet.code for facet in facets() if facet.code not in ("kind", "language"))
    cells = (cells_of(hit, codes, request) for hits in chain([first], parts) for hit in hits)
    stem = _("search")
    table = form.table((*COLUMNS, *codes, "lead"), cells)
    response = file_response(f"{stem}-{language}.{form.suffix}", table, form.media_type)
    patch_cache_control(response, no_store=True)
    return response


def parts_of(params: SearchParams, language: str) -> Iterator[list[Hit]]:
    """Yield up to MOST_ROWS hits in parts, all from one index: another one may order them otherwise.

    The response is streamed when the language of the request is no longer active.
    """
    index, thesaurus = serving_index(), current_thesaurus()
    page, total = 0, 1
    while page * ROWS_AT_ONCE < min(total, MOST_ROWS):
        page += 1
        with override(language):
            outcome = run_search(
                params.on_page(page), language, index, thesaurus, repair=repair_with(index, thesaurus),
                per_page=ROWS_AT_ONCE, count_facets=False,
            )  # fmt: skip
            total, hits = outcome.found.total, hits_of(outcome.keys, outcome.request.clauses)
        yield hits


def dates_of(hit: Hit) -> list[str]:
    return [day.isoformat() if day else "" for day in (hit.entry.date_from, hit.entry.date_to)]


def cells_of(hit: Hit, facet_codes: tuple[str, ...], request: HttpRequest) -> list[str]:
    entry = hit.entry
    return [
        entry.kind,
        hit.kind,
        entry.language,
        entry.title,
        request.build_absolute_uri(entry.url),
        *dates_of(hit),
        hit.date_text,
        hit.place,
        " | ".join(f"{figure['label']}: {figure['text']}" for figure in hit.figures),
        *(" | ".join(map(str, entry.facets.get(code, ()))) for code in facet_codes),
        entry.lead,
    ]


def hit_json(hit: Hit, request: HttpRequest) -> dict:
    entry = hit.entry
    start, end = dates_of(hit)
    return {
        "kind": {"code": entry.kind, "name": hit.kind},
        "language": entry.language,
        "title": entry.title,
        "url": request.build_absolute_uri(entry.url),
        "date": {"from": start or None, "to": end or None, "label": hit.date_text},
        "place": hit.place,
        "lead": entry.lead,
        "passage_html": hit.passage_html,
        "figures": hit.figures,
        "facets": entry.facets,
    }


def counts_json(code: str, counts: Mapping[str, int]) -> list[dict]:
    choices = facet(code).choices()
    return [
        {"code": value, "name": {each: choices.label(value, each) for each in language_codes()}, "count": count}
        for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def in_both(text: Callable[[], str]) -> dict[str, str]:
    found = {}
    for language in language_codes():
        with override(language):
            found[language] = str(text())
    return found


def unavailable_text() -> str:
    return _("The search is out of order at the moment. This does not mean that there is nothing.")


def unavailable(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = "120"
    patch_cache_control(response, no_store=True)
    return response
