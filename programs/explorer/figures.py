"""Cards of published values, and their files."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from programs.explorer.card_page import card_page
from programs.exports import Format, format_response, negotiate_format, serve_file_as_of
from programs.presentation import Card, card_of_observation, serve_as_of


def _card(code: str, day: date | None) -> Card:
    card = card_of_observation(code, day)
    if card is None:
        raise Http404
    return card


@negotiate_format("figure_file")
@serve_as_of
def figure(request: HttpRequest, code: str, day: date | None) -> HttpResponse:
    return render(request, "programs/card.html", card_page(_card(code, day), request))


@serve_file_as_of
def figure_file(request: HttpRequest, code: str, day: date | None, form: Format) -> HttpResponse:
    return format_response(form, code, form.card(_card(code, day), request.build_absolute_uri))
