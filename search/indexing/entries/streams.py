"""Extract text and links to documents from stored stream data, without queries."""

from collections.abc import Iterator

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from portal.pages import plain_text


def text_of_page(page: Page) -> str:
    """Return the text of all bodies of a page, a line per block.

    Live figures become numbers, from the answers provided (`portal.pages.provide_answers`).
    """
    return "\n".join(words for block, raw in _leaves_of(page) if (words := _words(block, raw)))


def documents_of_page(page: Page) -> set[int]:
    """Return the keys of all documents that a page links to."""
    found = set()
    for block, raw in _leaves_of(page):
        if isinstance(block, DocumentChooserBlock):
            found.add(int(raw))
        elif isinstance(block, blocks.RichTextBlock):
            links = (extract_attrs(attributes) for attributes in FIND_A_TAG.findall(raw))
            found |= {int(link["id"]) for link in links if link.get("linktype") == "document" and "id" in link}
    return found


def _leaves_of(page: Page) -> Iterator[tuple[blocks.Block, object]]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stream = getattr(page, field.name)
            yield from _leaves(stream.stream_block, stream.raw_data)


def _leaves(block: blocks.Block | None, raw) -> Iterator[tuple[blocks.Block, object]]:
    """Yield the leaf blocks with their raw values."""
    if block is None or not raw:
        return
    if isinstance(block, blocks.BaseStreamBlock):
        for item in raw:
            yield from _leaves(block.child_blocks.get(item["type"]), item["value"])
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            yield from _leaves(block.child_block, item["value"] if isinstance(item, dict) and "id" in item else item)
    elif isinstance(block, blocks.BaseStructBlock) and not isinstance(block, ImageBlock):
        for name, child in block.child_blocks.items():
            yield from _leaves(child, raw.get(name))
    else:
        yield block, raw


def _words(block: blocks.Block, raw) -> str:
    if isinstance(block, ImageBlock):
        return "" if raw.get("decorative") else raw.get("alt_text") or ""
    if isinstance(block, blocks.RichTextBlock):
        return plain_text(raw)
    return str(raw) if isinstance(block, blocks.CharBlock | blocks.TextBlock) else ""
