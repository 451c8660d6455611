"""The card of a published value, at the address of its code for ever, with its twins for machines."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.languages import current_language
from programs.as_of import day_asked, of_a_day
from programs.card_page import card_page
from programs.cards import Card, card_of_observation
from programs.exports import csv_of_rows
from programs.figures_json import card_json, json_response


def _card(request: HttpRequest, code: str) -> Card:
    card = card_of_observation(code, day_asked(request))
    if card is None:
        raise Http404
    return card


@of_a_day
def figure(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "programs/card.html", card_page(_card(request, code), request))


@of_a_day
def figure_csv(request: HttpRequest, code: str) -> HttpResponse:
    card = _card(request, code)
    return csv_of_rows(f"{code}-{current_language()}.csv", [card.row])


@of_a_day
def figure_json(request: HttpRequest, code: str) -> HttpResponse:
    return json_response(card_json(request, _card(request, code)))
