"""Live figures as HTML: a number that links to its card."""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.rich_text import EmbedHandler

from portal.pages import current_answers
from programs.editorial.live_figures.element import EMBED_TYPE, question_of
from programs.editorial.live_figures.records import records_of
from programs.presentation import figure_of, row_url
from programs.statistics import Answer, Question, ask_many


class FigureHandler(EmbedHandler):
    identifier = EMBED_TYPE

    @classmethod
    def expand_db_attributes(cls, attrs: dict) -> str:
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        questions = [question_of(attrs) for attrs in attrs_list]
        answers = resolve_answers(question for question in questions if question is not None)
        return [figure_html(answers.get(question)) for question in questions]

    @classmethod
    def extract_references(cls, attrs):
        """Yield the records of the figure for Wagtail's reference index."""
        if question := question_of(attrs):
            for _field, record in records_of([question]):
                yield type(record), str(record.pk), "", ""


def resolve_answers(questions: Iterable[Question]) -> dict[Question, Answer]:
    """Return {question: answer}: those of the page, and the others in one batch."""
    questions = list(dict.fromkeys(questions))
    known = current_answers()
    unknown = [question for question in questions if question not in known]
    fresh = dict(zip(unknown, ask_many(unknown, explain=False), strict=True)) if unknown else {}
    return {question: fresh[question] if question in fresh else known[question] for question in questions}


def figure_html(answer: Answer | None) -> SafeString:
    """Return the figure with its unit and qualifier, or a note that it is not available."""
    if answer is None or answer.row is None:
        return format_html('<span class="live-figure live-figure--absent">{}</span>', _("figure not available"))
    figure = figure_of(answer.row)
    number = figure.quantity_html
    if figure.number:
        number = format_html('<data value="{}">{}</data>', figure.number, number)
    role = figure.role_label if figure.role == "target" else ""
    return format_html(
        '<a class="live-figure" href="{}" title="{}">{}</a>',
        row_url(answer.row),
        " · ".join(filter(None, [figure.label, role, figure.period_text])),
        number,
    )
