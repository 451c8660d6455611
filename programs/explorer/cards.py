"""Pages of cards, and the cards of published values with their files."""

from dataclasses import replace
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.l10n import current_language, format_datetime
from portal.web import page_links, requested_page
from programs import presentation
from programs.exports import Alternate, Format, alternates, format_response, negotiate_format, serve_file_as_of
from programs.pages import ProgramPage, pages_showing, pages_with_question

PARTS_SHOWN = 25


def card_page(card: presentation.Card, request: HttpRequest) -> dict:
    row, moment = card.row, presentation.moment_of(card.day)
    own = replace(card.question, as_of=None) if card.question else None
    address = presentation.question_url(own) if own else request.path
    computed, reported = card.counterparts
    page = requested_page(request, card.parts, PARTS_SHOWN)
    of_parts = presentation.corrections_of([part.observation.code for part in card.parts if part.corrected], moment)
    of_sources = map(presentation.corrected_source, card.source_corrections)
    return {
        "crumbs": [{"label": row.indicator.name, "url": presentation.fact_url("indicator", row.indicator.code)}],
        "figure": presentation.figure_of(row),
        "subject": presentation.about(row, card.question, card.place),
        "facts": presentation.card_lines(
            row, ProgramPage.objects.urls(current_language()), question=card.question, place=card.place
        ),
        "released_text": format_moment(row.released_at),
        "released_iso": row.released_at.isoformat(),
        "steps": history_steps(card),
        "successor": presentation.figure_of(card.successor) if card.successor else None,
        "preferred": presentation.figure_of(card.preferred) if card.preferred else None,
        "beside": [presentation.figure_of(other) for other in card.beside],
        "reconciliation": presentation.reconciliation(computed, reported),
        "disagreements": presentation.disagreements(moment, code=row.observation.code) if row.parts == 1 else [],
        "parts": [(part.observation.event, presentation.figure_of(part)) for part in page.object_list],
        "parts_pages": page_links(page, url_without_page(request)),
        "parts_files": parts_files(card),
        "corrections": presentation.latest_first([*of_parts, *of_sources]),
        "pages": pages_showing_card(card),
        "citation": presentation.citation_of(card, request.build_absolute_uri(url_without_page(request))),
        "canonical_url": request.build_absolute_uri(address),
        "files": alternates(lambda suffix: file_url(card, suffix)),
    }


def format_moment(moment: datetime) -> str:
    return format_datetime(timezone.localtime(moment), current_language())


def history_steps(card: presentation.Card) -> list[dict]:
    """Return the history of a corrected value, oldest first, each step with its reason; [] without corrections."""
    if len(card.known) < 2:
        return []
    return [
        {
            "figure": presentation.figure_of(row),
            "url": presentation.row_url(row),
            "released_text": format_moment(row.released_at),
            "released_iso": row.released_at.isoformat(),
            "reason": row.observation.reason if number else "",
            "here": row.observation.pk == card.row.observation.pk,
            "current": number == len(card.known) - 1,
        }
        for number, row in enumerate(card.known)
    ]


def url_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def pages_showing_card(card: presentation.Card) -> list:
    """Return the public pages of the active language that show the current figure."""
    if card.day or card.successor:
        return []
    language = current_language()
    if card.row.parts == 1:
        return pages_showing(card.row.observation, language)
    return pages_with_question(card.row.question, language) if card.row.question else []


def file_url(card: presentation.Card, suffix: str) -> str:
    if card.question:
        return presentation.question_url(card.question, suffix=suffix)
    return presentation.fact_url("figure_file", card.code, suffix)


def parts_files(card: presentation.Card) -> list[Alternate]:
    question = card.row.question or card.question
    if not card.parts or question is None:
        return []
    listed = replace(question, by=("event",), scheme="", basis="computed")
    return alternates(lambda suffix: presentation.question_url(listed, suffix=suffix))


def _card(code: str, day: date | None) -> presentation.Card:
    card = presentation.card_of_observation(code, day)
    if card is None:
        raise Http404
    return card


@negotiate_format("figure_file")
@presentation.serve_as_of
def figure(request: HttpRequest, code: str, day: date | None) -> HttpResponse:
    return render(request, "programs/card.html", card_page(_card(code, day), request))


@serve_file_as_of
def figure_file(request: HttpRequest, code: str, day: date | None, form: Format) -> HttpResponse:
    return format_response(form, code, form.card(_card(code, day), request.build_absolute_uri))
