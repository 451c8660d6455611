"""What feeds of every kind share."""

import re

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

#: What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets), and pasted text may hold.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FORMATS = {"rss": Rss201rev2Feed, "atom": Atom1Feed}


def printable(text: str) -> str:
    return FORBIDDEN.sub("", text)


class PortalFeed(Feed):
    """A feed as RSS or Atom. Raises Http404 for any other format."""

    item_guid_is_permalink = False

    def __init__(self, kind: str):
        super().__init__()
        if kind not in FORMATS:
            raise Http404
        self.feed_type = FORMATS[kind]

    def subtitle(self) -> str:
        """Atom's name for the description."""
        return self.description()
