"""Middleware of all requests: the language of an address, and responses to exceptions."""

from functools import singledispatch

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.deprecation import MiddlewareMixin


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


@singledispatch
def response_to(error: Exception, request: HttpRequest) -> HttpResponse | None:
    """Return the response to an exception of a view, registered for its type; None for an error 500."""
    return None


@response_to.register
def answer_missing_field(error: MultiValueDictKeyError, request: HttpRequest) -> HttpResponse:
    """Answer 400 where a view reads a form field that the request lacks."""
    return HttpResponseBadRequest()


class ErrorResponseMiddleware(MiddlewareMixin):
    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return response_to(exception, request)
