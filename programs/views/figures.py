"""The card of a published value, at the address of its code for ever, with its twins for machines."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.languages import current_language
from programs.as_of import of_a_day
from programs.card_page import card_page
from programs.cards import Card, card_of_observation
from programs.exports import csv_of_rows
from programs.figures_json import card_json
from programs.twins import csv_of_a_day, json_of_a_day, json_response


def _card(code: str, day: date | None) -> Card:
    card = card_of_observation(code, day)
    if card is None:
        raise Http404
    return card


@of_a_day
def figure(request: HttpRequest, code: str, day: date | None) -> HttpResponse:
    return render(request, "programs/card.html", card_page(_card(code, day), request))


@csv_of_a_day
def figure_csv(request: HttpRequest, code: str, day: date | None) -> HttpResponse:
    return csv_of_rows(f"{code}-{current_language()}.csv", [_card(code, day).row])


@json_of_a_day
def figure_json(request: HttpRequest, code: str, day: date | None) -> HttpResponse:
    return json_response(card_json(_card(code, day), request.build_absolute_uri))
