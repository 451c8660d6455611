"""RSS and Atom feeds of the articles of a language, or of one programme in it."""

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.web import PortalFeed, xml_safe
from programs.facts import Program

LATEST = 30


class NewsFeed(PortalFeed):
    """The latest articles below a news index."""

    def __init__(self, kind: str, index, program: str = ""):
        super().__init__(kind)
        self.index = index
        self.language = index.locale.language_code
        self.program = Program.objects.filter(code=program).first() if program and "\x00" not in program else None
        if program and self.program is None:
            raise Http404

    def title(self) -> str:
        names = [_("Shafafiya"), self.index.title]
        return xml_safe(" – ".join([*names, self.program.name] if self.program else names))

    def link(self) -> str:
        return self.index.get_url()

    def description(self) -> str:
        return xml_safe(self.index.lead)

    def items(self):
        return self.index.articles().about(program=self.program.code if self.program else "")[:LATEST]

    def item_title(self, item) -> str:
        return xml_safe(item.title)

    def item_description(self, item) -> str:
        return xml_safe(item.lead)

    def item_link(self, item) -> str:
        return item.get_url()

    def item_guid(self, item) -> str:
        return f"urn:uuid:{item.translation_key}:{self.language}"

    def item_pubdate(self, item):
        return item.first_published_at or timezone.now()

    def item_updateddate(self, item):
        return item.last_published_at or timezone.now()
