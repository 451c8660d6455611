"""Cards and tables of questions, whose parameters are codes in the query string."""

import re
from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from programs.explorer.card_page import card_page
from programs.exports import (
    Format,
    Refused,
    alternates,
    format_response,
    negotiate_format,
    refusal_response,
    serve_file_as_of,
)
from programs.presentation import (
    AS_OF,
    NotYetKnownError,
    card_of_answer,
    mark_noindex,
    past_day,
    question_url,
    serve_as_of,
    summary_text,
    table_of,
)
from programs.statistics import (
    NOTHING_SPLIT,
    UNKNOWN_CODE,
    UNKNOWN_INDICATOR,
    Answer,
    Question,
    Refusal,
    Summary,
    ask,
    ask_many,
    nearest_answered,
    summary_of,
    unrestricted_question,
)

#: A code, a day, a year, or several of them.
CODES = re.compile(r"[A-Za-z0-9._:+|,-]{1,4000}")
YEAR = re.compile(r"[1-9][0-9]{3}")

NOTHING = "no-value"
#: Codes of refusals served as 404.
NOT_FOUND = {NOTHING, *(refusal.code for refusal in (UNKNOWN_INDICATOR, UNKNOWN_CODE, *NOTHING_SPLIT))}
INVALID_QUESTION = _("This address asks for no figure that there could be.")


class InvalidQuestionError(Exception):
    """The query string is no Question."""


def parse_question(request: HttpRequest, day: date | None) -> Question:
    """Parse the query string. Raises InvalidQuestionError."""
    given = {name: text for name, text in request.GET.items() if name != AS_OF and text}
    known = {name: text for name, text in given.items() if name in Question.__dataclass_fields__}
    if not all(CODES.fullmatch(text) for text in known.values()):
        raise InvalidQuestionError
    if "year" in known and not YEAR.fullmatch(known["year"]):
        raise InvalidQuestionError
    try:
        question = Question.from_codes({**known, AS_OF: day.isoformat() if day else ""})
    except ValueError as error:
        raise InvalidQuestionError from error
    if not all(question.indicators):
        raise InvalidQuestionError
    return question


def answer_request(request: HttpRequest, day: date | None) -> tuple[Question, Answer]:
    """Return the question and its answer. Raises InvalidQuestionError and NotYetKnownError."""
    question = parse_question(request, day)
    answer = ask(question)
    if question.as_of and not answer.rows and ask(replace(question, as_of=None)).rows:
        raise NotYetKnownError
    if not answer.rows and not answer.refusal:
        near = nearest_answered(unrestricted_question(question), ask_many)
        refusal = Refusal(NOTHING, _("The ledger has no published value for this."), near)
        return question, Answer(question, answer.indicator, refusal=refusal)
    return question, answer


def status_of(refusal: Refusal) -> int:
    """Return 404 for what does not exist, 422 for what must not be summed (RFC 9110, 15.5.21)."""
    return 404 if refusal.code in NOT_FOUND else 422


@negotiate_format("question_file")
@serve_as_of
def question(request: HttpRequest, day: date | None) -> HttpResponse:
    if not request.GET:
        return redirect("data")
    try:
        question, answer = answer_request(request, day)
    except InvalidQuestionError:
        return mark_noindex(render(request, "programs/no_question.html", status=400))
    if answer.refusal:
        return refusal_page(request, question, answer)
    if question.by:
        return render(request, "programs/answer.html", table_page(request, question, answer))
    return render(request, "programs/card.html", card_page(card_of_answer(answer, question), request))


def refusal_page(request: HttpRequest, question: Question, answer: Answer) -> HttpResponse:
    near = answer.refusal.nearest
    context = {
        "refusal": answer.refusal,
        "indicator": answer.indicator,
        "nearest_url": question_url(near) if near else "",
    }
    return mark_noindex(render(request, "programs/refused.html", context, status=status_of(answer.refusal)))


def table_page(request: HttpRequest, question: Question, answer: Answer) -> dict:
    address = question_url(replace(question, as_of=None))
    summary = summary_of(answer)
    return {
        "indicator": answer.indicator,
        "table": table_of(answer),
        "left_out": answer.left_out,
        "summary": summary_text(summary) if isinstance(summary, Summary) else "",
        "canonical_url": request.build_absolute_uri(address),
        "files": alternates(lambda suffix: question_url(question, suffix=suffix)),
        "past": past_day(request, question.as_of),
    }


@serve_file_as_of
def question_file(request: HttpRequest, day: date | None, form: Format) -> HttpResponse:
    absolute = request.build_absolute_uri
    try:
        question, answer = answer_request(request, day)
    except InvalidQuestionError:
        return refusal_response(form, Refused("no-question", INVALID_QUESTION, 400))
    if refusal := answer.refusal:
        refused = Refused(refusal.code, refusal.message, status_of(refusal), question, refusal)
        return refusal_response(form, refused, absolute)
    stem = "-".join([question.indicator, *question.by])
    if question.by:
        return format_response(form, stem, form.answer(answer, absolute))
    return format_response(form, stem, form.single(answer, question, absolute))
