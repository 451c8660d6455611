"""Context of the page of a card."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from portal.l10n import current_language, format_datetime
from portal.web import page_links, requested_page
from programs.exports import Alternate, alternates
from programs.pages import ProgramPage, pages_showing, pages_with_question
from programs.presentation import (
    Card,
    Figure,
    about,
    card_lines,
    citation_of,
    corrected_sources,
    corrections_of,
    disagreements,
    fact_url,
    figure_of,
    latest_first,
    moment_of,
    past_day,
    question_url,
    reconciliation,
    row_url,
)

PARTS_SHOWN = 25


@dataclass(frozen=True)
class HistoryStep:
    """One value in the history of a figure; `reason` tells why it superseded the previous one."""

    figure: Figure
    url: str
    released_text: str
    released_iso: str
    reason: str
    here: bool
    current: bool


def card_page(card: Card, request: HttpRequest) -> dict:
    row, moment = card.row, moment_of(card.day)
    own = replace(card.question, as_of=None) if card.question else None
    address = question_url(own) if own else request.path
    computed, reported = card.counterparts
    page = requested_page(request, card.parts, PARTS_SHOWN)
    return {
        "crumbs": [{"label": row.indicator.name, "url": fact_url("indicator", row.indicator.code)}],
        "figure": figure_of(row),
        "subject": about(row, card.question, card.place),
        "facts": card_lines(
            row, ProgramPage.objects.urls(current_language()), question=card.question, place=card.place
        ),
        "released_text": format_moment(row.released_at),
        "released_iso": row.released_at.isoformat(),
        "steps": history_steps(card),
        "successor": figure_of(card.successor) if card.successor else None,
        "preferred": figure_of(card.preferred) if card.preferred else None,
        "beside": [figure_of(other) for other in card.beside],
        "reconciliation": reconciliation(computed, reported),
        "disagreements": disagreements(moment, code=row.observation.code) if row.parts == 1 else [],
        "parts": [(part.observation.event, figure_of(part)) for part in page.object_list],
        "parts_pages": page_links(page, url_without_page(request)),
        "parts_files": parts_files(card),
        "corrections": card_corrections(card, moment),
        "pages": pages_showing_card(card),
        "citation": citation_of(card, request.build_absolute_uri(url_without_page(request))),
        "canonical_url": request.build_absolute_uri(address),
        "files": alternates(lambda suffix: file_url(card, suffix)),
        "past": past_day(request, card.day),
    }


def card_corrections(card: Card, moment: datetime) -> list:
    """Return the corrections of the parts of a sum and of cited sources."""
    values = corrections_of([part.observation.code for part in card.parts if part.corrected], moment)
    return latest_first([*values, *corrected_sources(card.source_corrections)])


def format_moment(moment: datetime) -> str:
    return format_datetime(timezone.localtime(moment), current_language())


def history_steps(card: Card) -> list[HistoryStep]:
    """Return the history of a corrected value, oldest first; [] without corrections."""
    if len(card.known) < 2:
        return []
    return [
        HistoryStep(
            figure=figure_of(row),
            url=row_url(row),
            released_text=format_moment(row.released_at),
            released_iso=row.released_at.isoformat(),
            reason=row.observation.reason if number else "",
            here=row.observation.pk == card.row.observation.pk,
            current=number == len(card.known) - 1,
        )
        for number, row in enumerate(card.known)
    ]


def url_without_page(request: HttpRequest) -> str:
    """Return the URL without the page number."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def pages_showing_card(card: Card) -> list:
    """Return the public pages of the active language that show the current figure."""
    if card.day or card.successor:
        return []
    language = current_language()
    if card.row.parts == 1:
        return pages_showing(card.row.observation, language)
    return pages_with_question(card.row.question, language) if card.row.question else []


def file_url(card: Card, suffix: str) -> str:
    if card.question:
        return question_url(card.question, suffix=suffix)
    return fact_url("figure_file", card.code, suffix)


def parts_files(card: Card) -> list[Alternate]:
    question = card.row.question or card.question
    if not card.parts or question is None:
        return []
    listed = replace(question, by=("event",), scheme="", basis="computed")
    return alternates(lambda suffix: question_url(listed, suffix=suffix))
