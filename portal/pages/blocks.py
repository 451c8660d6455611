"""Blocks of text, pictures and links."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from portal.pages.alternates import public_in_active_language
from portal.pages.prose import ProseBlock

#: “live-figure” is registered by the app of its data.
RICH_TEXT_FEATURES = ["bold", "link", "document-link", "live-figure", "ol", "ul"]


class TextBlock(ProseBlock):
    def __init__(self, **kwargs):
        kwargs.setdefault("features", RICH_TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and links, with live figures of the ledger in their sentences.")
        help_text = _("Write in words; insert counts and amounts as live figures, so that they stay right.")
        template = "portal/blocks/text.html"
        preview_value = "<p>سُلّمت للمستفيدين تجهيزات تساعدهم على بدء نشاطهم.</p>"


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("A heading that divides a long text.")
        help_text = _("A few words that say what follows.")
        template = "portal/blocks/heading.html"
        preview_value = "كيف تُمنح المساعدة"


class FigureImageBlock(ImageBlock):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Wagtail's own fields have no help texts.
        for name, text in self.HELP.items():
            self.child_blocks[name].field.help_text = text

    HELP = {
        "image": _("No recognisable face without a recorded consent."),
        "decorative": _("Tick it if the picture tells nothing that the text does not."),
        "alt_text": _("What the picture tells, for somebody who does not see it."),
    }

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture, with the alternative text that fits this place.")
        help_text = _("Say what the picture tells here; tick “decorative” if it tells nothing.")
        template = "portal/blocks/image.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"), help_text=_("What was said, without quotation marks."))
    attribution = blocks.CharBlock(
        label=_("Attribution"), required=False, help_text=_("A function, not a name: “the coordinator of the centre”.")
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("What somebody said, set off from the text.")
        help_text = _("Words that were said or written, and in which function.")
        template = "portal/blocks/quote.html"
        preview_value = {"text": "نجح كثير من الشباب في مشاريعهم.", "attribution": "منسق المركز"}


class DocumentBlock(DocumentChooserBlock):
    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file to download, with its kind and size.")
        help_text = _("A file without any beneficiary’s name in it.")
        template = "portal/blocks/document.html"


class LinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Words of the link"), help_text=_("Words that say where it leads."))
    page = blocks.PageChooserBlock(
        label=_("Page"),
        required=False,
        help_text=_("A page of this portal; the other language leads to its translation."),
    )
    url = blocks.URLBlock(label=_("Address"), required=False, help_text=_("Or an address elsewhere, with https://"))

    class Meta:
        icon = "link"
        label = _("Link")
        help_text = _("A page of this portal, or an address elsewhere.")


class LinkListValue(blocks.StructValue):
    @property
    def ways(self) -> list[dict]:
        """Return [{title, url, external}], pages in the active language where they are translated.

        Two queries at most. Links to pages that are gone or not public are left out.
        """
        pages = public_in_active_language([link["page"] for link in self["links"] if link["page"]])
        ways = []
        for link in self["links"]:
            page = pages.get(link["page"].translation_key) if link["page"] else None
            if url := page.get_url() if page else link["url"]:
                ways.append({"title": link["title"], "url": url, "external": page is None})
        return ways


class LinkListBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, help_text=_("What the links have in common."))
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("List of links")
        description = _("Links to pages of this portal or elsewhere.")
        help_text = _("A few links that lead on.")
        template = "portal/blocks/links.html"
        value_class = LinkListValue
        preview_value = {"title": "اقرأ أيضا", "links": [{"title": "منهجية الأرقام", "page": None, "url": ""}]}


def text_blocks() -> list[tuple[str, blocks.Block]]:
    return [
        ("text", TextBlock()),
        ("heading", HeadingBlock()),
        ("image", FigureImageBlock()),
        ("quote", QuoteBlock()),
        ("document", DocumentBlock()),
        ("links", LinkListBlock()),
    ]
