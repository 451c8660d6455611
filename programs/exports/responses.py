"""Alternate representations of a page: their URLs, responses and content negotiation."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from portal.l10n import current_language
from portal.pages import with_license_link
from portal.web import SuffixConverter, file_response
from programs.exports.registry import Format, Parts, Refused, file_formats
from programs.presentation import AsOfError, serve_as_of

NOT_FOUND = Refused("not-found", _("There is no published figure at this address."), 404)


class FormatConverter(SuffixConverter):
    formats = staticmethod(file_formats)


@dataclass(frozen=True)
class Alternate:
    format: Format
    url: str


def alternates(address: Callable[[str], str]) -> list[Alternate]:
    """Return the files of a page; `address` returns the URL of a suffix."""
    return [Alternate(one, address(one.suffix)) for one in file_formats().values()]


def format_response(form: Format, stem: str, parts: Parts) -> HttpResponse:
    if form.attached:
        return file_response(f"{stem}-{current_language()}.{form.suffix}", parts, form.media_type)
    return with_license_link(HttpResponse(parts, content_type=form.media_type))


def refusal_response(form: Format, refused: Refused, whole: Callable[[str], str] = str) -> HttpResponse:
    return HttpResponse(form.refused(refused, whole), status=refused.status, content_type=form.refusal_type)


def serve_file_as_of(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view of files with `serve_as_of`, with errors in the format of the file."""

    @wraps(view)
    def answer(request: HttpRequest, *args, form: Format, **kwargs) -> HttpResponse:
        def on_error(request: HttpRequest, error: AsOfError) -> HttpResponse:
            return refusal_response(form, Refused(error.code, error.message, error.status))

        try:
            return serve_as_of(view, on_error=on_error)(request, *args, form=form, **kwargs)
        except Http404:
            return refusal_response(form, NOT_FOUND)

    return answer


def negotiate_format(file_name: str) -> Callable:
    """Redirect clients that prefer another representation of a page to its file (RFC 9110, 12.5.1).

    `file_name` is the URL name of the files. Clients that accept anything get the page.
    """

    def decorated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            types = {one.bare_type: one for one in file_formats().values()}
            preferred = types.get(request.get_preferred_type(["text/html", *types]))
            if preferred is None:
                response = view(request, *args, **kwargs)
            else:
                path = reverse(file_name, args=[*args, *kwargs.values(), preferred.suffix])
                query = request.META.get("QUERY_STRING", "")
                response = HttpResponseRedirect(f"{path}?{query}" if query else path)
                response.status_code = 303
            patch_vary_headers(response, ["Accept"])
            return response

        return answer

    return decorated
