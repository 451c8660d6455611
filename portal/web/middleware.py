"""Middleware of all requests: the language of an address, and missing form fields."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.datastructures import MultiValueDictKeyError


class AddressLocaleMiddleware(LocaleMiddleware):
    """Django's LocaleMiddleware without its redirect of unknown addresses to those with a language.

    Pages have any path, so that Django would redirect /de/ to /ar/de/ before it answers 404. Only the front page
    chooses a language.
    """

    def process_response(self, request, response):
        if response.status_code != 404:
            return super().process_response(request, response)
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class MissingFieldMiddleware:
    """Answer 400 where a view reads a form field that the request lacks, instead of 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return HttpResponseBadRequest() if isinstance(exception, MultiValueDictKeyError) else None
