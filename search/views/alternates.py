"""The results of a search as files: JSON, and every format of tables, at the address of the page."""

import logging
from collections.abc import Iterator

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
from search.engines import EngineError, Serving
from search.facets import facet, facets
from search.models import Entry
from search.results import PER_PAGE, Answered, Hit, Wanted, answer, hits_of, repair_with, serving_index, thesaurus

logger = logging.getLogger(__name__)

COLUMNS = (
    "kind", "kind_label", "language", "title", "url", "date_from", "date_to", "date_label", "place_label", "figures",
)  # fmt: skip
#: Rows of a file, and rows that are read at once.
MOST_ROWS, ROWS_AT_ONCE = 5_000, 500
READABLE = {"ensure_ascii": False, "indent": 2}


@require_safe
def search_json(request: HttpRequest) -> HttpResponse:
    wanted, language = Wanted.of(request.GET), current_language()
    try:
        answered = asked_once(wanted, language, PER_PAGE)
        entries = rows_of(answered)
    except (EngineError, DatabaseError):
        logger.exception("The search failed")
        return unavailable(JsonResponse(
            {"error": {"code": "search-unavailable", "message": in_both(unavailable_text)}},
            status=503, json_dumps_params=READABLE,
        ))  # fmt: skip
    content = {
        "question": {
            "text": answered.asked.text,
            "searched": answered.question.text,
            "corrections": [{"typed": typed, "searched": meant} for typed, meant in answered.corrections],
            "mistakes": [{"code": one.code, "message": one.message} for one in answered.asked.mistakes],
        },
        "url": request.build_absolute_uri(wanted.url(reverse("search"))),
        "order": wanted.order.value,
        "total": answered.found.total,
        "page": wanted.page,
        "per_page": PER_PAGE,
        "results": [hit_json(hit, entry, request) for hit, entry in entries],
        "facets": {code: counts_json(code, counts) for code, counts in answered.found.facets.items()},
        **LICENSE_METADATA,
    }
    response = with_license_link(JsonResponse(content, json_dumps_params=READABLE))
    patch_cache_control(response, no_store=True)
    return response


@require_safe
def search_file(request: HttpRequest, form: TableFormat) -> HttpResponse:
    wanted, language = Wanted.of(request.GET).on_page(1), current_language()
    try:
        # The same index answers for all parts of a file: another one may have another order.
        index = serving_index()
        first = asked_once(wanted, language, ROWS_AT_ONCE, index)
        rows = rows_of(first)
    except (EngineError, DatabaseError):
        logger.exception("The search failed")
        return unavailable(HttpResponse(unavailable_text(), status=503, content_type="text/plain; charset=utf-8"))
    codes = tuple(facet.code for facet in facets() if facet.code not in ("kind", "language"))
    cells = (cells_of(hit, entry, codes, request) for hit, entry in every(wanted, language, index, first, rows))
    stem = _("search")
    parts = form.table((*COLUMNS, *codes, "lead"), cells)
    response = file_response(f"{stem}-{language}.{form.suffix}", parts, form.media_type)
    patch_cache_control(response, no_store=True)
    return response


def asked_once(wanted: Wanted, language: str, per_page: int, index: Serving | None = None) -> Answered:
    index, words = index or serving_index(), thesaurus()
    return answer(
        wanted, language, index, words, repair=repair_with(index, words), per_page=per_page,
        count_facets=per_page == PER_PAGE,
    )  # fmt: skip


def rows_of(answered: Answered) -> list[tuple[Hit, Entry]]:
    keys = [hit.key for hit in answered.found.hits]
    entries = Entry.objects.findable().in_bulk(keys, field_name="key")
    return [(hit, entries[hit.key]) for hit in hits_of(keys, answered.question) if hit.key in entries]


def every(wanted: Wanted, language: str, index: Serving, first: Answered, rows: list) -> Iterator[tuple[Hit, Entry]]:
    """All rows up to the most. A server sends them when the language of the request is no longer the active one."""
    yield from rows
    for start in range(ROWS_AT_ONCE, min(first.found.total, MOST_ROWS), ROWS_AT_ONCE):
        with override(language):
            part = asked_once(wanted.on_page(start // ROWS_AT_ONCE + 1), language, ROWS_AT_ONCE, index)
            yield from rows_of(part)


def cells_of(hit: Hit, entry: Entry, facet_codes: tuple[str, ...], request: HttpRequest) -> list[str]:
    return [
        hit.kind_code,
        hit.kind,
        hit.language,
        hit.title,
        request.build_absolute_uri(hit.url),
        hit.date_from.isoformat() if hit.date_from else "",
        hit.date_to.isoformat() if hit.date_to else "",
        hit.date_text,
        hit.place,
        " | ".join(f"{figure['label']}: {figure['text']}" for figure in hit.figures),
        *(" | ".join(map(str, entry.facets.get(code, ()))) for code in facet_codes),
        hit.lead,
    ]


def hit_json(hit: Hit, entry: Entry, request: HttpRequest) -> dict:
    return {
        "kind": {"code": hit.kind_code, "name": hit.kind},
        "language": hit.language,
        "title": hit.title,
        "url": request.build_absolute_uri(hit.url),
        "date": {
            "from": hit.date_from.isoformat() if hit.date_from else None,
            "to": hit.date_to.isoformat() if hit.date_to else None,
            "label": hit.date_text,
        },
        "place": hit.place,
        "lead": hit.lead,
        "passage_html": hit.passage_html,
        "figures": hit.figures,
        "facets": entry.facets,
    }


def counts_json(code: str, counts) -> list[dict]:
    choices = facet(code).choices()
    return [
        {"code": value, "name": {each: choices.label(value, each) for each in language_codes()}, "count": count}
        for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def in_both(text) -> dict[str, str]:
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
