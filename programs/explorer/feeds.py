"""RSS and Atom feeds of the corrections."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.l10n import current_language
from portal.web import PortalFeed, xml_safe
from programs.presentation import Correction, all_corrections, load_corrections

LATEST = 30


class CorrectionsFeed(PortalFeed):
    """The latest corrections, each with the old value, the new one and the reason, in the active language."""

    def title(self) -> str:
        return " – ".join([_("Shafafiya"), _("Corrections")])

    def link(self) -> str:
        return reverse("corrections")

    def description(self) -> str:
        return _("Published figures that were put right: the old value, the new one, and why.")

    def items(self) -> list[Correction]:
        return load_corrections(all_corrections()[:LATEST])

    def item_title(self, item: Correction) -> str:
        return xml_safe(f"{item.label} ({item.subject})")

    def item_description(self, item: Correction) -> str:
        return xml_safe(item.description)

    def item_link(self, item: Correction) -> str:
        return item.url

    def item_guid(self, item: Correction) -> str:
        return f"{item.code}:{current_language()}"

    def item_pubdate(self, item: Correction):
        return item.at

    item_updateddate = item_pubdate


def corrections_feed(request: HttpRequest, kind: str) -> HttpResponse:
    return CorrectionsFeed(kind)(request)
