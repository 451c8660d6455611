"""The language of an address, and of nothing else."""

from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class AddressLocaleMiddleware(LocaleMiddleware):
    """Django's own, but for one thing: an address without a language is not sent to one with the reader's.

    Pages have any path, so that Django would take every unknown address for a page of /ar/ and answer /de/ with a
    redirection to /ar/de/ before it says that there is nothing. The front door alone chooses a language.
    """

    def process_response(self, request, response):
        if response.status_code != 404:
            return super().process_response(request, response)
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
