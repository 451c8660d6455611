"""RSS and Atom of the corrections: whoever cited a figure learns that it changed."""

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _

from portal.l10n import current_language
from portal.web import printable
from programs.presentation import CorrectedSource, Correction, all_corrections, corrections_listed

LATEST = 30


class CorrectionsFeed(Feed):
    """The latest corrections, each with the old value, the new one and the reason, in the active language."""

    feed_type = Rss201rev2Feed

    def title(self) -> str:
        return " – ".join([_("Shafafiya"), _("Corrections")])

    def link(self) -> str:
        return reverse("corrections")

    def description(self) -> str:
        return _("Published figures that were put right: the old value, the new one, and why.")

    def items(self) -> list[Correction | CorrectedSource]:
        return corrections_listed(all_corrections()[:LATEST])

    def item_title(self, item: Correction | CorrectedSource) -> str:
        return printable(f"{item.label} ({item.subject})")

    def item_description(self, item: Correction | CorrectedSource) -> str:
        return printable(item.description)

    def item_link(self, item: Correction | CorrectedSource) -> str:
        return item.url

    def item_guid(self, item: Correction | CorrectedSource) -> str:
        return f"{item.code}:{current_language()}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Correction | CorrectedSource):
        return item.at

    item_updateddate = item_pubdate


class AtomCorrectionsFeed(CorrectionsFeed):
    feed_type = Atom1Feed

    def subtitle(self) -> str:
        return self.description()


KINDS = {"rss": CorrectionsFeed, "atom": AtomCorrectionsFeed}


def corrections_feed(request: HttpRequest, kind: str):
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]()(request)
