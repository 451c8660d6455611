"""Running text with facts in it: how it is checked, rendered, compared and translated."""

from django.core.exceptions import ValidationError
from django.utils.html import escape
from wagtail import blocks
from wagtail.admin.compare import RichTextBlockComparison, diff_text
from wagtail.rich_text import RichText
from wagtail.utils.text import text_from_html

from portal.pages import inline_facts


class ProseComparison(RichTextBlockComparison):
    """Two revisions of a text: a fact that was exchanged is seen even where both have the same value today."""

    def htmlvalue(self, val):
        return escape(_words(val))

    def htmldiff(self):
        return diff_text(_words(self.val_a), _words(self.val_b)).to_html()


def _words(value: RichText | None) -> str:
    return text_from_html(str(RichText(inline_facts.in_words(value.source)))) if value else ""


def plain_text(source: str) -> str:
    """Return rich text as it is read, its facts included: those of the page's answers cost no statement."""
    return text_from_html(inline_facts.as_read(source))


class ProseBlock(blocks.RichTextBlock):
    """Rich text whose facts are asked for by the page, are found wanting before it is published, and stay in their
    sentence while it is translated."""

    def render(self, value, context=None):
        with inline_facts.provide_answers((context or {}).get("answers")):
            return super().render(value, context=context)

    def clean(self, value):
        """Drafts may hold a fact that is not known yet; what is published may not."""
        value = super().clean(value)
        if not self.is_deferred_validation and (problems := inline_facts.problems(value.source)):
            raise ValidationError(problems)
        return value

    def get_comparison_class(self):
        return ProseComparison

    def get_translatable_segments(self, value: RichText) -> list:
        """Return what wagtail-localize finds in the text once each fact in it is a link, which it leaves in place."""
        from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

        marked = RichText(inline_facts.to_placeholders(value.source))
        return StreamFieldSegmentExtractor(None).handle_block(blocks.RichTextBlock(), marked)

    def restore_translated_segments(self, value: RichText, segments: list) -> RichText:
        from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

        marked = StreamFieldSegmentsWriter(None, None, None).handle_block(blocks.RichTextBlock(), value, segments)
        return RichText(inline_facts.from_placeholders(marked.source))
