"""Correcting a published value: what it should say, why, and every page that will say it."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex

from programs.admin import values
from programs.admin.choosers import FactChooser
from programs.admin.fields import SpokenNumberField
from programs.admin.figure_form import check_value
from programs.admin.help_texts import AS_WRITTEN
from programs.admin.permissions import may_release
from programs.blocks import questions_in
from programs.ledger import CORRECTABLE, correct
from programs.models import Observation, ProgramPage, Source
from programs.statistics import ask_many


@dataclass(frozen=True)
class Affected:
    """A page or address that shows the value now and will show the corrected one."""

    title: str
    kind: str
    language: str
    url: str


class CorrectionForm(forms.Form):
    """What a correction may say differently, with its public reason in both languages."""

    qualifier = forms.ChoiceField(
        label=capfirst(gettext_lazy("qualifier")),
        choices=Observation.Qualifier.choices,
        help_text=gettext_lazy("Travels with the value everywhere."),
    )
    value = SpokenNumberField(
        label=capfirst(gettext_lazy("value")),
        required=False,
        help_text=AS_WRITTEN,
    )
    value_high = SpokenNumberField(
        label=capfirst(gettext_lazy("upper value")),
        required=False,
        help_text=gettext_lazy("Only for “between two values”."),
    )
    status = forms.ChoiceField(
        label=capfirst(gettext_lazy("status")),
        choices=Observation.Status.choices,
        help_text=gettext_lazy("A value that is not known is missing, never 0."),
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        label=capfirst(gettext_lazy("source")),
        widget=FactChooser(model=Source),
        help_text=gettext_lazy("Where the right value was said."),
    )
    reason_ar = forms.CharField(
        label=capfirst(gettext_lazy("public reason in Arabic")),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Readers see it beside the corrected value."),
    )
    reason_fr = forms.CharField(
        label=capfirst(gettext_lazy("public reason in French")),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Readers see it beside the corrected value."),
    )

    def __init__(self, *args, observation: Observation, **kwargs):
        self.observation = observation
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial = {
                name: getattr(observation, f"{name}_id" if name == "source" else name)
                for name in CORRECTABLE
                if name in self.fields
            }

    def clean(self):
        cleaned = super().clean()
        check_value(self, self.observation.indicator, "value", "value_high")
        return cleaned

    @property
    def changes(self) -> dict:
        return {name: self.cleaned_data[name] for name in CORRECTABLE if name in self.cleaned_data}


class CorrectView(WagtailAdminTemplateMixin, FormView):
    form_class = CorrectionForm
    template_name = "programs/admin/correct.html"
    page_title = gettext_lazy("Correct a published value")
    header_icon = "edit"

    def dispatch(self, request, pk: int, *args, **kwargs):
        if not may_release(request.user):
            raise PermissionDenied
        self.observation = get_object_or_404(values.with_values(Observation.objects.released()), pk=pk)
        if latest := Observation.objects.filter(supersedes=self.observation).first():
            messages.warning(request, _("This value was corrected already. This is the latest one."))
            return redirect("programs_correct", latest.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "observation": self.observation}

    def get_page_subtitle(self):
        return str(self.observation.indicator)

    def form_valid(self, form):
        reasons = {name: form.cleaned_data[name] for name in ("reason_ar", "reason_fr")}
        try:
            successor = correct(self.observation, **reasons, at=timezone.now(), **form.changes)
        except ValidationError as error:
            for field, problems in _by_field(error, form).items():
                form.add_error(field, problems)
            return self.form_invalid(form)
        log(instance=successor, action="programs.correct", user=self.request.user)
        messages.success(self.request, _("The correction is public, and the old value with its reason too."))
        return redirect(reverse(Observation.snippet_viewset.get_url_name("list")))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context.update(
            observation=self.observation,
            affected=affected_by(self.observation),
            media=context["form"].media,
            back_url=reverse(Observation.snippet_viewset.get_url_name("list")),
        )
        return context


def _by_field(error: ValidationError, form) -> dict[str | None, list]:
    if not hasattr(error, "error_dict"):
        return {None: error.messages}
    found: dict[str | None, list] = {}
    for name, problems in error.message_dict.items():
        field = name if name != NON_FIELD_ERRORS and name in form.fields else None
        found.setdefault(field, []).extend(problems)
    return found


def affected_by(observation: Observation) -> list[Affected]:
    """Return every page that shows a value, in both languages, as it is published now."""
    pages = _pages_of_its_event(observation) | _pages_of_its_program(observation) | _pages_with_figures(observation)
    found = Page.objects.filter(pk__in=pages, live=True).select_related("locale", "content_type").order_by("path")
    affected = [
        Affected(page.title, page.specific_class._meta.verbose_name, page.locale.get_display_name(), page.get_url())
        for page in found
    ]
    indicator = observation.indicator
    address = reverse("indicator", args=[indicator.code])
    affected.append(Affected(indicator.name, _("indicator"), _("both languages"), address))
    if observation.event and observation.event.is_released:
        address = reverse("event", args=[observation.event.code])
        affected.append(Affected(observation.event.name, _("distribution event"), _("both languages"), address))
    return affected


def _pages_referring_to(record) -> dict[int, Page]:
    """Return pages that the reference index knows to refer to a fact."""
    groups = ReferenceIndex.get_grouped_references_to(record)
    return {source.pk: source for source, _references in groups if isinstance(source, Page)}


def _pages_of_its_event(observation: Observation) -> set[int]:
    return set(_pages_referring_to(observation.event)) if observation.event_id else set()


def _pages_of_its_program(observation: Observation) -> set[int]:
    if not observation.program_id:
        return set()
    return set(ProgramPage.objects.filter(program=observation.program_id).values_list("pk", flat=True))


def _pages_with_figures(observation: Observation) -> set[int]:
    """Return pages with a figure block whose answer, asked now, rests on the value."""
    used = set()
    for pk, page in _pages_referring_to(observation.indicator).items():
        specific = page.specific
        streams = [getattr(specific, f.name) for f in specific._meta.fields if isinstance(f, StreamField)]
        if any(_rests_on(answer, observation) for answer in ask_many(questions_in(*streams))):
            used.add(pk)
    return used


def _rests_on(answer, observation: Observation) -> bool:
    return observation.pk in {row.observation.pk for row in answer.rows for row in (row, *row.others)}
