"""Live figures in sentences: rich text holds the codes of a question, and pages show its current answer.

The element is `<embed embedtype="figure" indicator="beneficiaries" …/>`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields

from django.db import models
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.rich_text import EmbedHandler
from wagtail.rich_text.rewriters import FIND_EMBED_TAG, extract_attrs

from portal.l10n import current_language, format_date
from portal.pages import current_answers
from programs.facts import BREAKDOWNS, DIMENSION_MODELS, Indicator, PeriodType, Role, Status
from programs.presentation import figure_of, row_url
from programs.statistics import Answer, Question, ask_many, code_of

EMBED_TYPE = "figure"

#: The fields of a question about a single current figure.
CODES = tuple(field.name for field in fields(Question) if field.name not in ("by", "scheme", "as_of", "events"))


def codes_in(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the codes among the attributes of an element, an entity or an address."""
    return {name: str(attributes[name]) for name in CODES if attributes.get(name)}


def question_of(attributes: Mapping[str, str]) -> Question | None:
    """Return the question of an element; None if it is invalid, as after tampering with the text."""
    try:
        return Question.from_codes(codes_in(attributes))
    except ValueError:
        return None


def element_of(codes: Mapping[str, str]) -> SafeString:
    return format_html("<embed{}/>", flatatt({"embedtype": EMBED_TYPE, **codes_in(codes)}))


def rewritten(source: str, replace: Callable[[dict[str, str]], str]) -> str:
    """Return rich text with each live figure replaced by `replace(attributes)`."""

    def replaced(match) -> str:
        attributes = extract_attrs(match[1])
        return replace(attributes) if attributes.get("embedtype") == EMBED_TYPE else match[0]

    return FIND_EMBED_TAG.sub(replaced, source)


def elements_in(source: str) -> list[dict[str, str]]:
    """Return the attributes of each live figure in rich text."""
    found = map(extract_attrs, FIND_EMBED_TAG.findall(source))
    return [attributes for attributes in found if attributes.get("embedtype") == EMBED_TYPE]


def questions_of(source: str) -> list[Question]:
    return list(filter(None, map(question_of, elements_in(source))))


#: {field of a question: model of its code}, in the order of the words.
MODELS = {"indicator": Indicator, **DIMENSION_MODELS}
CHOICES = {"period_type": PeriodType, "status": Status, **{one.code: one.choices for one in BREAKDOWNS if one.choices}}


def records_of(questions: Iterable[Question]) -> list[tuple[str, models.Model]]:
    """Return (field, record) of all records that the questions name. One query a model."""
    questions = list(questions)
    found = []
    for field, model in MODELS.items():
        codes = {code for question in questions for code in _codes(question, field)}
        if not codes:
            continue
        if field == "territory":
            records = model.objects.filter(code__in={code.partition(":")[2] for code in codes}).select_related("scheme")
        else:
            records = model.objects.filter(code__in=codes)
        found += [(field, record) for record in records if code_of(record) in codes]
    return found


def _codes(question: Question, field: str) -> tuple[str, ...]:
    if field == "indicator":
        return question.indicators
    return tuple(filter(None, [getattr(question, field)]))


def in_words(questions: Iterable[Question]) -> dict[Question, str]:
    """Return each question in words of the active language: « Bénéficiaires · objectif · Ramadan 2014 »."""
    questions = list(questions)
    names = {(field, code_of(record)): record.name for field, record in records_of(questions)}
    return {question: " · ".join(_words(question, names)) for question in questions}


def _words(question: Question, names: dict) -> list[str]:
    words = []
    for field in MODELS:
        words += [names.get((field, code), code) for code in _codes(question, field)]
        if field == "indicator" and question.role == Role.TARGET:
            words.append(str(Role.TARGET.label))
    words += [str(kind(code).label) for field, kind in CHOICES.items() if (code := getattr(question, field))]
    if question.period_start or question.period_end:
        words.append(_period(question))
    if question.basis:
        words.append(_("reported by a source") if question.basis == "reported" else _("computed from the events"))
    return words


def _period(question: Question) -> str:
    start, end, language = question.period_start, question.period_end, current_language()
    if start and end:
        return format_date(start, end, "range", language)
    day = format_date(start or end, start or end, "day", language)
    return _("from %(day)s") % {"day": day} if start else _("until %(day)s") % {"day": day}


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
