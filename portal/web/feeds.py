"""Base of RSS and Atom feeds."""

import re

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from portal.pages import LICENSE_NAME, LICENSE_URL, with_license_link

#: Characters that XML 1.0 cannot contain (https://www.w3.org/TR/xml/#charsets).
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def xml_safe(text: str) -> str:
    return FORBIDDEN.sub("", text)


class LicensedAtom(Atom1Feed):
    """Atom with a licence link (RFC 4946)."""

    def add_root_elements(self, handler) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("link", "", {"rel": "license", "href": LICENSE_URL})


FORMATS = {"rss": Rss201rev2Feed, "atom": LicensedAtom}


class PortalFeed(Feed):
    """A feed as RSS or Atom with the licence. Raises Http404 for other formats."""

    feed_copyright = f"{LICENSE_NAME} ({LICENSE_URL})"
    item_guid_is_permalink = False

    def __init__(self, kind: str):
        super().__init__()
        if kind not in FORMATS:
            raise Http404
        self.feed_type = FORMATS[kind]

    def __call__(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return with_license_link(super().__call__(request, *args, **kwargs))

    def subtitle(self) -> str:
        return self.description()
