"""The card of a published value, at the address of its code for ever, with its twins for machines."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.l10n import current_language
from programs.explorer.card_page import card_page
from programs.exports import card_json, csv_of_a_day, csv_of_rows, json_of_a_day, json_response
from programs.presentation import Card, card_of_observation, of_a_day


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
