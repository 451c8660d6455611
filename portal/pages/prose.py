"""Rich text with inline facts: validation, rendering, comparison and translation."""

from django.core.exceptions import ValidationError
from django.utils.html import escape
from wagtail import blocks
from wagtail.admin.compare import RichTextBlockComparison, diff_text
from wagtail.rich_text import RichText
from wagtail.utils.text import text_from_html

from portal.pages import inline_facts


class ProseComparison(RichTextBlockComparison):
    """Compare revisions: shows a fact that was replaced even if both have the same value."""

    def htmlvalue(self, val):
        return escape(_words(val))

    def htmldiff(self):
        return diff_text(_words(self.val_a), _words(self.val_b)).to_html()


def _words(value: RichText | None) -> str:
    return text_from_html(str(RichText(inline_facts.in_words(value.source)))) if value else ""


def plain_text(source: str) -> str:
    """Return rich text as plain text with its facts; those of the page's answers need no query."""
    return text_from_html(inline_facts.as_read(source))


class ProseBlock(blocks.RichTextBlock):
    """Rich text whose facts use the page's answers, are checked before publication, and survive translation."""

    def render(self, value, context=None):
        with inline_facts.provide_answers((context or {}).get("answers")):
            return super().render(value, context=context)

    def clean(self, value):
        """Refuse facts without a value, except in drafts."""
        value = super().clean(value)
        if not self.is_deferred_validation and (problems := inline_facts.problems(value.source)):
            raise ValidationError(problems)
        return value

    def get_comparison_class(self):
        return ProseComparison

    def get_translatable_segments(self, value: RichText) -> list:
        """Extract segments with each fact as a link, which wagtail-localize leaves in place."""
        from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

        marked = RichText(inline_facts.to_placeholders(value.source))
        return StreamFieldSegmentExtractor(None).handle_block(blocks.RichTextBlock(), marked)

    def restore_translated_segments(self, value: RichText, segments: list) -> RichText:
        from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

        marked = StreamFieldSegmentsWriter(None, None, None).handle_block(blocks.RichTextBlock(), value, segments)
        return RichText(inline_facts.from_placeholders(marked.source))
