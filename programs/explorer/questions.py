"""Cards and tables of questions, whose parameters are codes in the query string."""

import re
from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from programs import exports, presentation, statistics
from programs.explorer.cards import card_page

#: A code, a day, a year, or several of them.
CODES = re.compile(r"[A-Za-z0-9._:+|,-]{1,4000}")
YEAR = re.compile(r"[1-9][0-9]{3}")

NOTHING = "no-value"
#: Codes of refusals served as 404.
NOT_FOUND = {
    NOTHING,
    *(refusal.code for refusal in (statistics.UNKNOWN_INDICATOR, statistics.UNKNOWN_CODE, *statistics.NOTHING_SPLIT)),
}
INVALID_QUESTION = _("This address asks for no figure that there could be.")


def parse_question(request: HttpRequest, day: date | None) -> statistics.Question:
    """Parse the query string. Raises ValueError."""
    given = {name: text for name, text in request.GET.items() if name != presentation.AS_OF and text}
    known = {name: text for name, text in given.items() if name in statistics.Question.__dataclass_fields__}
    if not all(CODES.fullmatch(text) for text in known.values()):
        raise ValueError(known)
    if "year" in known and not YEAR.fullmatch(known["year"]):
        raise ValueError(known["year"])
    question = statistics.Question.from_codes({**known, presentation.AS_OF: day.isoformat() if day else ""})
    if not all(question.indicators):
        raise ValueError(question.indicator)
    return question


def answer_to(question: statistics.Question) -> statistics.Answer:
    """Return the answer, with a refusal if it has no rows. Raises NotYetKnownError."""
    answer = statistics.ask(question)
    if question.as_of and not answer.rows and statistics.ask(replace(question, as_of=None)).rows:
        raise presentation.NotYetKnownError
    if not answer.rows and not answer.refusal:
        bare = statistics.Question(question.indicator)
        near = statistics.nearest_answered([bare] if bare != question else [], statistics.ask_many)
        refusal = statistics.Refusal(NOTHING, _("The ledger has no published value for this."), near)
        return replace(answer, refusal=refusal)
    return answer


def status_of(refusal: statistics.Refusal) -> int:
    """Return 404 for what does not exist, 422 for what must not be summed (RFC 9110, 15.5.21)."""
    return 404 if refusal.code in NOT_FOUND else 422


@exports.negotiate_format("question_file")
@presentation.serve_as_of
def question(request: HttpRequest, day: date | None) -> HttpResponse:
    if not request.GET:
        return redirect("data")
    try:
        question = parse_question(request, day)
    except ValueError:
        return presentation.mark_noindex(render(request, "programs/no_question.html", status=400))
    answer = answer_to(question)
    if answer.refusal:
        return refusal_page(request, question, answer)
    if question.by:
        return render(request, "programs/answer.html", table_page(request, question, answer))
    return render(request, "programs/card.html", card_page(presentation.card_of_answer(answer, question), request))


def refusal_page(request: HttpRequest, question: statistics.Question, answer: statistics.Answer) -> HttpResponse:
    near = answer.refusal.nearest
    context = {
        "refusal": answer.refusal,
        "indicator": answer.indicator,
        "nearest_url": presentation.question_url(near) if near else "",
    }
    return presentation.mark_noindex(
        render(request, "programs/refused.html", context, status=status_of(answer.refusal))
    )


def table_page(request: HttpRequest, question: statistics.Question, answer: statistics.Answer) -> dict:
    address = presentation.question_url(replace(question, as_of=None))
    summary = statistics.summary_of(answer)
    return {
        "indicator": answer.indicator,
        "table": presentation.table_of(answer),
        "left_out": answer.left_out,
        "summary": presentation.summary_text(summary) if isinstance(summary, statistics.Summary) else "",
        "canonical_url": request.build_absolute_uri(address),
        "files": exports.alternates(lambda suffix: presentation.question_url(question, suffix=suffix)),
    }


@exports.serve_file_as_of
def question_file(request: HttpRequest, day: date | None, form: exports.Format) -> HttpResponse:
    absolute = request.build_absolute_uri
    try:
        question = parse_question(request, day)
    except ValueError:
        return exports.refusal_response(form, exports.Refused("no-question", INVALID_QUESTION, 400))
    answer = answer_to(question)
    if refusal := answer.refusal:
        refused = exports.Refused(refusal.code, refusal.message, status_of(refusal), question, refusal)
        return exports.refusal_response(form, refused, absolute)
    stem = "-".join([question.indicator, *question.by])
    if question.by:
        return exports.format_response(form, stem, form.answer(answer, absolute))
    return exports.format_response(form, stem, form.single(answer, question, absolute))
