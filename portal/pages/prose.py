"""Rich text with inline facts, for which an app registers an `InlineFact`: rendering, validation, translation.

Rich text stores an element with codes, never a value. While a page is rendered, its answers are provided to the code
that expands the elements, so that these need no queries.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import reduce

from django.core.exceptions import ValidationError
from django.utils.html import escape
from wagtail import blocks
from wagtail.admin.compare import RichTextBlockComparison, diff_text
from wagtail.rich_text import RichText
from wagtail.utils.text import text_from_html

_answers: ContextVar[Mapping] = ContextVar("current_answers", default={})  # noqa: B039  (never written to)


@contextmanager
def provide_answers(answers: Mapping | None) -> Iterator[None]:
    """Provide the answers of a page to the elements in its text."""
    token = _answers.set(answers or {})
    try:
        yield
    finally:
        _answers.reset(token)


def current_answers() -> Mapping:
    """Return the answers of the page that is being rendered."""
    return _answers.get()


class InlineFact:
    """One kind of element in rich text. Each method takes stored rich text and replaces its elements only."""

    def in_words(self, source: str) -> str:
        """Describe what each element refers to, for comparing revisions."""
        return source

    def as_read(self, source: str) -> str:
        """Render each element as plain text, '' if it has nothing to show."""
        return source

    def to_placeholders(self, source: str) -> str:
        """Replace each element by a link, which wagtail-localize keeps within its sentence."""
        return source

    def from_placeholders(self, source: str) -> str:
        return source

    def problems(self, source: str) -> Iterable[ValidationError]:
        """Yield an error for each element that has nothing to show."""
        return ()


_kinds: list[InlineFact] = []


def register_inline_fact(kind: InlineFact) -> None:
    _kinds.append(kind)


def _apply_all(method: str, source: str) -> str:
    return reduce(lambda text, kind: getattr(kind, method)(text), _kinds, source)


class ProseComparison(RichTextBlockComparison):
    """Compare revisions: shows a fact that was replaced even if both have the same value."""

    def htmlvalue(self, val):
        return escape(_words(val))

    def htmldiff(self):
        return diff_text(_words(self.val_a), _words(self.val_b)).to_html()


def _words(value: RichText | None) -> str:
    return text_from_html(str(RichText(_apply_all("in_words", value.source)))) if value else ""


def plain_text(source: str) -> str:
    """Return rich text as plain text with its facts; those of the page's answers need no query."""
    return text_from_html(_apply_all("as_read", source))


class ProseBlock(blocks.RichTextBlock):
    """Rich text whose facts use the page's answers, are checked before publication, and survive translation."""

    def render(self, value, context=None):
        with provide_answers((context or {}).get("answers")):
            return super().render(value, context=context)

    def clean(self, value):
        """Refuse facts without a value, except in drafts."""
        value = super().clean(value)
        problems = [problem for kind in _kinds for problem in kind.problems(value.source)]
        if problems and not self.is_deferred_validation:
            raise ValidationError(problems)
        return value

    def get_comparison_class(self):
        return ProseComparison

    def get_translatable_segments(self, value: RichText) -> list:
        """Extract segments with each fact as a link, which wagtail-localize leaves in place."""
        from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

        marked = RichText(_apply_all("to_placeholders", value.source))
        return StreamFieldSegmentExtractor(None).handle_block(blocks.RichTextBlock(), marked)

    def restore_translated_segments(self, value: RichText, segments: list) -> RichText:
        from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

        marked = StreamFieldSegmentsWriter(None, None, None).handle_block(blocks.RichTextBlock(), value, segments)
        return RichText(_apply_all("from_placeholders", marked.source))
