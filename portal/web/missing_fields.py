"""Requests without a field that every form of theirs sends."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.datastructures import MultiValueDictKeyError


class MissingFieldMiddleware:
    """Answer 400 where a view reads a field that the request lacks, which to Django is an error of the server."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return HttpResponseBadRequest() if isinstance(exception, MultiValueDictKeyError) else None
