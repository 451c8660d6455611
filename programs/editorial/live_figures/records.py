"""Questions in words, and the records that they name by code."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _

from portal.l10n import current_language, format_date
from programs.facts import BREAKDOWNS, DIMENSION_MODELS, Indicator, PeriodType, Role, Status
from programs.statistics import Question, code_of

#: {field of a question: model of its code}, in the order of the words.
MODELS = {"indicator": Indicator, **DIMENSION_MODELS}
CHOICES = {
    "period_type": PeriodType,
    "status": Status,
    **{one.code: one.choices for one in BREAKDOWNS if one.choices},
}


def records_of(questions: Iterable[Question]) -> list[tuple[str, models.Model]]:
    """Return (field, record) of all records that the questions name. One query a model."""
    questions = list(questions)
    found = []
    for field, model in MODELS.items():
        codes = {code for question in questions for code in _codes(question, field)}
        if not codes:
            continue
        manager = model.objects
        if field == "territory":
            records = manager.filter(code__in={code.partition(":")[2] for code in codes}).select_related("scheme")
            found += [(field, record) for record in records if record.ref in codes]
        else:
            found += [(field, record) for record in manager.filter(code__in=codes)]
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
    language = current_language()
    start, end = (
        format_date(day, day, "day", language) if day else "" for day in (question.period_start, question.period_end)
    )
    if start and end:
        return format_date(question.period_start, question.period_end, "range", language)
    return _("from %(day)s") % {"day": start} if start else _("until %(day)s") % {"day": end}
