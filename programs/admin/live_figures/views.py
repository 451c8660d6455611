"""The dialog in which an editor chooses a live figure and sees it at once."""

from dataclasses import dataclass, field

from django.http import HttpRequest, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.modal_workflow import render_modal_workflow

from portal.l10n import direction, language_codes, native_name
from programs.admin.live_figures.contentstate import chip
from programs.admin.live_figures.forms import FigureForm
from programs.admin.live_figures.offers import Offer, offers_instead
from programs.presentation import Figure, figure_of, is_awaited, shortfall
from programs.statistics import Answer, ask


@dataclass(frozen=True)
class Spoken:
    """A figure in one language."""

    language: str
    name: str
    direction: str
    figure: Figure


@dataclass(frozen=True)
class Result:
    """What comes of a selection: a figure in both languages, or why there is none and what there is instead."""

    spoken: list[Spoken] = field(default_factory=list)
    reason: str = ""
    is_awaited: bool = False
    offers: list[Offer] = field(default_factory=list)

    @property
    def can_be_inserted(self) -> bool:
        return bool(self.spoken) or self.is_awaited


def choose(request: HttpRequest):
    """The dialog, with the selection that is in the address."""
    codes = {"role": "result", **request.GET.dict()}
    form = FigureForm(codes) if codes.get("indicator") else FigureForm(initial=codes)
    context = {"form": form, "result": result_of(form), "result_url": reverse("programs_live_figure_result")}
    return render_modal_workflow(
        request, "programs/live_figures/choose.html", None, context, json_data={"step": "choose"}
    )


def result(request: HttpRequest):
    """What comes of a selection, each time that it changes."""
    return render(request, "programs/live_figures/result.html", {"result": result_of(FigureForm(request.GET))})


def chosen(request: HttpRequest):
    """Hand the codes of a selection to the editor, or the dialog again where it has no answer."""
    form = FigureForm(request.GET)
    found = result_of(form)
    if found is None or not found.can_be_inserted:
        return choose(request)
    codes = form.question.as_codes()
    shown = chip(codes)
    return JsonResponse({"step": "chosen", "figure": {"codes": codes, **shown}})


def result_of(form: FigureForm) -> Result | None:
    """Return what comes of a selection; None where nothing is chosen yet."""
    if not form.is_bound:
        return None
    if not form.is_valid():
        return Result(reason=_("Choose from the lists what the ledger knows."))
    try:
        question = form.question
    except ValueError as error:
        return Result(reason=str(error))
    answer = ask(question)
    if reason := shortfall(answer):
        awaited = is_awaited(question)
        return Result(reason=reason, is_awaited=awaited, offers=[] if awaited else offers_instead(answer))
    return Result(spoken=[spoken(answer, language) for language in language_codes()])


def spoken(answer: Answer, language: str) -> Spoken:
    with override(language):
        return Spoken(language, native_name(language), direction(language), figure_of(answer.row))


live_figure_urls = [
    path("facts/live-figure/", choose, name="programs_live_figure"),
    path("facts/live-figure/result/", result, name="programs_live_figure_result"),
    path("facts/live-figure/chosen/", chosen, name="programs_live_figure_chosen"),
]
