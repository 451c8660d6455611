"""Views of the dialog that chooses a live figure."""

from dataclasses import dataclass, field

from django.http import HttpRequest, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.modal_workflow import render_modal_workflow

from portal.l10n import direction, language_codes, native_name
from programs.admin.live_figures.feature import chip
from programs.admin.live_figures.forms import LiveFigureForm
from programs.admin.live_figures.offers import Offer, find_offers
from programs.presentation import Figure, figure_of, is_pending_release, missing_reason
from programs.statistics import Answer, ask


@dataclass(frozen=True)
class LocalizedFigure:
    """A figure in one language."""

    language: str
    name: str
    direction: str
    figure: Figure


@dataclass(frozen=True)
class Result:
    """The figure of a selection in both languages, or why there is none, with alternatives."""

    figures: list[LocalizedFigure] = field(default_factory=list)
    reason: str = ""
    is_pending_release: bool = False
    offers: list[Offer] = field(default_factory=list)

    @property
    def can_be_inserted(self) -> bool:
        return bool(self.figures) or self.is_pending_release


def choose(request: HttpRequest):
    """Render the dialog with the selection of the query string."""
    codes = {"role": "result", **request.GET.dict()}
    form = LiveFigureForm(codes) if codes.get("indicator") else LiveFigureForm(initial=codes)
    context = {"form": form, "result": result_of(form), "result_url": reverse("programs_live_figure_result")}
    return render_modal_workflow(
        request, "programs/live_figures/choose.html", None, context, json_data={"step": "choose"}
    )


def result(request: HttpRequest):
    """Render the result of a changed selection."""
    return render(request, "programs/live_figures/result.html", {"result": result_of(LiveFigureForm(request.GET))})


def chosen(request: HttpRequest):
    """Return the codes of a selection to the editor, or the dialog again where it has no answer."""
    form = LiveFigureForm(request.GET)
    found = result_of(form)
    if found is None or not found.can_be_inserted:
        return choose(request)
    codes = form.question.as_codes()
    shown = chip(codes)
    return JsonResponse({"step": "chosen", "figure": {"codes": codes, **shown}})


def result_of(form: LiveFigureForm) -> Result | None:
    """Return the result of a selection; None where nothing is chosen yet."""
    if not form.is_bound:
        return None
    if not form.is_valid():
        return Result(reason=_("Choose from the lists what the ledger knows."))
    try:
        question = form.question
    except ValueError as error:
        return Result(reason=str(error))
    answer = ask(question)
    if reason := missing_reason(answer):
        awaited = is_pending_release(question)
        return Result(reason=reason, is_pending_release=awaited, offers=[] if awaited else find_offers(answer))
    return Result(figures=[localized_figure(answer, language) for language in language_codes()])


def localized_figure(answer: Answer, language: str) -> LocalizedFigure:
    with override(language):
        return LocalizedFigure(language, native_name(language), direction(language), figure_of(answer.row))


live_figure_urls = [
    path("facts/live-figure/", choose, name="programs_live_figure"),
    path("facts/live-figure/result/", result, name="programs_live_figure_result"),
    path("facts/live-figure/chosen/", chosen, name="programs_live_figure_chosen"),
]
