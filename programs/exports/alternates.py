"""The twins of pages for machines, as JSON and as CSV: what they answer where there is nothing to hand out, each in
its own format, with the status of RFC 9110."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.pages import licensed
from programs.exports.json import READABLE, in_both
from programs.presentation import NoDayError, of_a_day

NOT_FOUND = _("There is no published figure at this address.")


def json_response(content: dict, *, status: int = 200) -> JsonResponse:
    return licensed(JsonResponse(content, status=status, json_dumps_params=READABLE))


def refused_json(
    code: str, message: str | Promise, status: int, *, asked: dict | None = None, near: dict | None = None
) -> JsonResponse:
    """Say in both languages why there is no answer to what was asked, and what is near it that has one."""
    refusal = {"code": code, "message": in_both(lambda: message), **(near or {})}
    return json_response({**({"question": asked} if asked else {}), "refusal": refusal}, status=status)


def refused_csv(message: str | Promise, status: int) -> HttpResponse:
    """Say why there is no file, in a line of plain text: no program takes that for a table."""
    return HttpResponse(str(message), status=status, content_type="text/plain; charset=utf-8")


def _told_as_json(request: HttpRequest, error: NoDayError) -> HttpResponse:
    return refused_json(error.code, error.message, error.status)


def _told_as_csv(request: HttpRequest, error: NoDayError) -> HttpResponse:
    return refused_csv(error.message, error.status)


def json_of_a_day(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return _found(of_a_day(view, told=_told_as_json), lambda: refused_json("not-found", NOT_FOUND, 404))


def csv_of_a_day(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return _found(of_a_day(view, told=_told_as_csv), lambda: refused_csv(NOT_FOUND, 404))


def _found(view: Callable[..., HttpResponse], missing: Callable[[], HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view answer in its own format where there is nothing, in place of the site's page."""

    @wraps(view)
    def answer(*args, **kwargs) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except Http404:
            return missing()

    return answer
