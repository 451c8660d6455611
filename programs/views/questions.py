"""The card of a question: the address says in codes what is asked, and the door answers or says why it does not."""

import re
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.languages import current_language
from programs.addresses import address_of_question
from programs.as_of import NAME, NotYetKnownError, day_asked, kept_out, of_a_day, past_day
from programs.card_page import card_page
from programs.cards import card_of_answer
from programs.exports import csv_of_rows
from programs.figures_json import answer_json, card_json, json_response, refusal_json
from programs.statistics import Answer, Question, Refusal, ask
from programs.statistics.refusals import UNKNOWN_CODE, UNKNOWN_INDICATOR
from programs.tables import table_of

#: What can stand in an address as a code, a day, a year or several of them.
CODES = re.compile(r"[A-Za-z0-9._:+|,-]{1,400}")
YEAR = re.compile(r"[1-9][0-9]{3}")

NOTHING = "no-value"


class NoQuestionError(Exception):
    """The address asks nothing that could be answered by anybody."""


def asked(request: HttpRequest) -> Question:
    """Return what an address asks. Raises NoQuestionError and NoSuchDayError."""
    day = day_asked(request)
    given = {name: text for name, text in request.GET.items() if name != NAME and text}
    known = {name: text for name, text in given.items() if name in Question.__dataclass_fields__}
    if not all(CODES.fullmatch(text) for text in known.values()):
        raise NoQuestionError
    if "year" in known and not YEAR.fullmatch(known["year"]):
        raise NoQuestionError
    try:
        question = Question.from_codes({**known, NAME: day.isoformat() if day else ""})
    except ValueError as error:
        raise NoQuestionError from error
    if not all(question.indicators):
        raise NoQuestionError
    return question


def answered(request: HttpRequest) -> tuple[Question, Answer]:
    """Return what is asked and what the door says. Raises NoQuestionError, NoSuchDayError and NotYetKnownError."""
    question = asked(request)
    answer = ask(question)
    # What has an answer now was not known on that day, whatever else the door finds to say of it.
    if question.as_of and not answer.rows and ask(replace(question, as_of=None)).rows:
        raise NotYetKnownError
    if not answer.rows and not answer.refusal:
        nearest = Question(indicator=question.indicator)
        there = nearest != question and ask(nearest).rows
        refusal = Refusal(NOTHING, _("The ledger has no published value for this."), nearest if there else None)
        return question, Answer(question, answer.indicator, refusal=refusal)
    return question, answer


def status_of(refusal: Refusal) -> int:
    """What does not exist is not found; what may not be summed was understood and is not done (RFC 9110, 15.5.21)."""
    return 404 if refusal.code in (UNKNOWN_INDICATOR.code, UNKNOWN_CODE.code, NOTHING) else 422


@of_a_day
def question(request: HttpRequest) -> HttpResponse:
    if not request.GET:
        return redirect("data")
    try:
        question, answer = answered(request)
    except NoQuestionError:
        return kept_out(render(request, "programs/no_question.html", status=400))
    if answer.refusal:
        return refused(request, question, answer)
    if question.by:
        return render(request, "programs/answer.html", table_page(request, question, answer))
    return render(request, "programs/card.html", card_page(card_of_answer(answer, question), request))


def refused(request: HttpRequest, question: Question, answer: Answer) -> HttpResponse:
    nearest = answer.refusal.nearest
    context = {
        "refusal": answer.refusal,
        "indicator": answer.indicator,
        "nearest_url": address_of_question(nearest) if nearest else "",
    }
    # The page is a whole answer for a reader: it says why, and leads on.
    return kept_out(render(request, "programs/refused.html", context, status=status_of(answer.refusal)))


def table_page(request: HttpRequest, question: Question, answer: Answer) -> dict:
    return {
        "indicator": answer.indicator,
        "table": table_of(answer),
        "left_out": answer.left_out,
        "canonical_url": request.build_absolute_uri(address_of_question(question)),
        "permanent_url": request.build_absolute_uri(address_of_question(question)),
        "csv_url": address_of_question(question, suffix="csv"),
        "json_url": address_of_question(question, suffix="json"),
        "past": past_day(request, question.as_of),
        "kept": {name: text for name, text in question.as_codes().items() if name != NAME},
    }


@of_a_day
def question_json(request: HttpRequest) -> HttpResponse:
    try:
        question, answer = answered(request)
    except NoQuestionError:
        return json_response({"refusal": {"code": "no-question", "message": no_question()}}, status=400)
    if answer.refusal:
        return json_response(refusal_json(request, question, answer.refusal), status=status_of(answer.refusal))
    if question.by:
        return json_response(answer_json(request, answer))
    return json_response(card_json(request, card_of_answer(answer, question)))


@of_a_day
def question_csv(request: HttpRequest) -> HttpResponse:
    try:
        question, answer = answered(request)
    except NoQuestionError:
        return HttpResponse(no_question(), status=400, content_type="text/plain; charset=utf-8")
    if answer.refusal:
        message, status = str(answer.refusal.message), status_of(answer.refusal)
        return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    parts = [question.indicator, *question.by, current_language()]
    return csv_of_rows(f"{'-'.join(parts)}.csv", answer.rows)


def no_question() -> str:
    return _("This address asks for no figure that there could be.")
