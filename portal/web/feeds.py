"""What feeds of every kind share."""

import re

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from portal.web import data_license

#: What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets), and pasted text may hold.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def printable(text: str) -> str:
    return FORBIDDEN.sub("", text)


class LicensedFeed(Feed):
    """A feed that states the licence of the data."""

    feed_copyright = f"{data_license.NAME} ({data_license.URL})"

    def __call__(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return data_license.licensed(super().__call__(request, *args, **kwargs))


class LicensedAtom(Atom1Feed):
    """Atom with the licence for programs (RFC 4946)."""

    def add_root_elements(self, handler) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("link", "", {"rel": "license", "href": data_license.URL})
