"""Live figures in prose: as words for comparison, as placeholders for translation, and their problems."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _
from wagtail.rich_text.rewriters import extract_attrs

from portal.pages import InlineFact
from programs.editorial.live_figures import (
    EMBED_TYPE,
    codes_in,
    element_of,
    elements_in,
    in_words,
    question_of,
    questions_of,
    resolve_answers,
    rewritten,
)
from programs.presentation import figure_of, missing_reasons

PLACEHOLDER = re.compile(rf'<a\b([^>]*\blinktype="{EMBED_TYPE}"[^>]*)>.*?</a>', re.DOTALL)


class LiveFigureInProse(InlineFact):
    def in_words(self, source: str) -> str:
        questions = questions_of(source)
        if not questions:
            return source
        words, answers = in_words(questions), resolve_answers(questions)

        def bracketed(attributes: dict[str, str]) -> str:
            question = question_of(attributes)
            if question is None:
                return format_html("[{}]", _("figure not available"))
            row = answers[question].row
            value = figure_of(row).quantity_text if row else _("figure not available")
            return format_html("[{}: {}]", words[question], value)

        return rewritten(source, bracketed)

    def as_read(self, source: str) -> str:
        answers = resolve_answers(questions_of(source))

        def quantity(attributes: dict[str, str]) -> str:
            answer = answers.get(question_of(attributes))
            return escape(figure_of(answer.row).quantity_text) if answer and answer.row else ""

        return rewritten(source, quantity)

    def to_placeholders(self, source: str) -> str:
        """Use codes as words: a changed name or value must not change a sentence that is already translated."""

        def link(attributes: dict[str, str]) -> str:
            codes = codes_in(attributes)
            attributes = flatatt({"linktype": EMBED_TYPE, **codes})
            return format_html("<a{}>[{}]</a>", attributes, " ".join(codes.values()))

        return rewritten(source, link)

    def from_placeholders(self, source: str) -> str:
        return PLACEHOLDER.sub(lambda match: element_of(extract_attrs(match[1])), source)

    def problems(self, source: str) -> Iterator[ValidationError]:
        if any(question_of(attributes) is None for attributes in elements_in(source)):
            yield ValidationError(_("A live figure in this text is damaged: remove it and insert it again."))
        found = missing_reasons(questions_of(source), with_its_page=True)
        words = in_words(found)
        for question, reason in found.items():
            message = _("The live figure “%(figure)s” cannot be answered. %(reason)s")
            values = {"figure": words[question], "reason": reason}
            yield ValidationError(message % values, code="unanswered-figure")
