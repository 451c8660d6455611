"""Suggestions while a reader types, as JSON: an aid that may be missing, so that a failure is an empty list."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from portal.l10n import current_language
from search.engines import EngineError
from search.query import plain
from search.results import serving_index, suggested

logger = logging.getLogger(__name__)

#: Seconds for which a browser may take the same answer; shared caches would learn what was typed.
KEPT = 60


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    text = plain(request.GET.get("q", ""))
    try:
        found = suggested(text, current_language(), serving_index()) if text else []
    except (EngineError, DatabaseError):
        logger.exception("There were no suggestions")
        return JsonResponse({"suggestions": []}, status=503)
    response = JsonResponse({"suggestions": [one.as_json() for one in found]})
    patch_cache_control(response, private=True, max_age=KEPT)
    return response
