"""The dialog that chooses a live figure: its form, with the fields of figure blocks, and its views."""

from copy import deepcopy
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.modal_workflow import render_modal_workflow

from portal.l10n import current_language, direction, language_codes, native_name
from programs.admin.live_figure_feature import chip
from programs.editorial import CODES, FactChoiceBlock, SelectionBlock, describe_changes
from programs.facts import DistributionEvent
from programs.presentation import figure_of, is_pending_release, missing_reason
from programs.statistics import Answer, Question, ask, ask_many, edition_questions, wider_questions

#: Always visible; the other fields are collapsed.
FIRST = ("indicator", "role", "program", "edition", "event", "territory")
#: Newest events of the chosen programme and edition that the list offers.
EVENTS = 200
#: Editions among the alternatives to a question without an answer.
MAX_OFFERS = 5


class LiveFigureForm(forms.Form):
    """Turn codes into a Question."""

    def __init__(self, *args, **kwargs):
        # The page around the dialog has fields of the same names.
        super().__init__(*args, auto_id="live-figure-%s", **kwargs)
        selection = SelectionBlock().child_blocks
        for name in sorted((n for n in selection if n in CODES), key=lambda name: (*FIRST, name).index(name)):
            self.fields[name] = self._events() if name == "event" else deepcopy(selection[name].field)
            self.fields[name].label = selection[name].label
        self.fields["indicator"].required = True

    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in FIRST]

    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in FIRST]

    @property
    def is_expanded(self) -> bool:
        return any(field.value() for field in self.rest())

    @property
    def question(self) -> Question:
        """The question of a valid form. Raises ValueError for an impossible combination."""
        return Question(**{name: value for name, value in self.cleaned_data.items() if value})

    def _events(self) -> forms.ChoiceField:
        chosen = self.data if self.is_bound else self.initial
        events = DistributionEvent.objects.newest_first()
        for name in ("program", "edition"):
            if code := chosen.get(name):
                events = events.filter(**{f"{name}__code": code})
        found = list(events[:EVENTS])
        if (code := chosen.get("event")) and code not in {event.code for event in found}:
            found += DistributionEvent.objects.filter(code=code)
        choices = [
            (event.code, event.name if event.is_released else gettext("%(event)s (draft)") % {"event": event.name})
            for event in found
        ]
        return forms.ChoiceField(
            choices=[("", gettext("Any")), *choices],
            required=False,
            help_text=_("Only what was handed over there."),
            widget=type(FactChoiceBlock("programs.Program").field.widget),
        )


def find_offers(answer: Answer) -> list[dict]:
    """Return {query, words, figure} of the nearest questions with an answer: those of the refusal, or wider ones.

    The words name the difference to the current selection.
    """
    nearest = answer.refusal.nearest if answer.refusal else None
    if nearest is None:
        rows = _nearby_rows(answer.question)
    elif nearest.by:
        rows = [(row.question, row) for row in ask(nearest).rows[:MAX_OFFERS] if row.question]
    else:
        rows = [(nearest, ask(nearest).row)]
    fields, chosen = SelectionBlock().child_blocks, vars(answer.question)
    return [
        {
            "query": urlencode(question.as_codes()),
            "words": describe_changes(fields, chosen, vars(question)),
            "figure": figure_of(row),
        }
        for question, row in rows
        if row
    ]


def _nearby_rows(question: Question) -> list[tuple]:
    """Return the editions that have an answer; where none has, the first wider question that has one."""
    editions = edition_questions(question, ask_many)
    answers = ask_many(editions[:MAX_OFFERS] or wider_questions(question), explain=False)
    found = [(answer.question, answer.row) for answer in answers if answer.row]
    return found if editions else found[:1]


@dataclass(frozen=True)
class Result:
    """The figure of a selection in both languages, or why there is none, with alternatives."""

    figures: list[dict] = field(default_factory=list)
    reason: str = ""
    is_pending_release: bool = False
    offers: list[dict] = field(default_factory=list)

    @property
    def others(self) -> list:
        """What other sources give, in the editor's language."""
        own = (one["figure"].others for one in self.figures if one["language"] == current_language())
        return next(own, [])

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
    return render(request, "programs/live_figures/result.html", {"result": result_of(LiveFigureForm(request.GET))})


def chosen(request: HttpRequest):
    """Return the codes of a selection to the editor, or the dialog again where it has no answer."""
    form = LiveFigureForm(request.GET)
    found = result_of(form)
    if found is None or not found.can_be_inserted:
        return choose(request)
    codes = form.question.as_codes()
    return JsonResponse({"step": "chosen", "figure": {"codes": codes, **chip(codes)}})


def result_of(form: LiveFigureForm) -> Result | None:
    """Return the result of a selection; None where nothing is chosen yet."""
    if not form.is_bound:
        return None
    if not form.is_valid():
        return Result(reason=gettext("Choose from the lists what the ledger knows."))
    try:
        question = form.question
    except ValueError as error:
        return Result(reason=str(error))
    answer = ask(question)
    if reason := missing_reason(answer):
        awaited = is_pending_release(question)
        return Result(reason=reason, is_pending_release=awaited, offers=[] if awaited else find_offers(answer))
    return Result(figures=[localized_figure(answer, language) for language in language_codes()])


def localized_figure(answer: Answer, language: str) -> dict:
    with override(language):
        return {
            "language": language,
            "name": native_name(language),
            "direction": direction(language),
            "figure": figure_of(answer.row),
        }


live_figure_urls = [
    path("facts/live-figure/", choose, name="programs_live_figure"),
    path("facts/live-figure/result/", result, name="programs_live_figure_result"),
    path("facts/live-figure/chosen/", chosen, name="programs_live_figure_chosen"),
]
