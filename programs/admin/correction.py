"""Correct a published value: form, public reason, and every page that changes."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from portal.l10n import language_codes, native_name
from programs.admin import values
from programs.admin.fields import WrittenNumberField
from programs.admin.figure_form import check_value
from programs.admin.help_texts import AS_WRITTEN
from programs.admin.reasons import reason_field
from programs.editorial import FactChooser
from programs.facts import (
    CORRECTABLE,
    Observation,
    Source,
    correct,
    correction_of,
    may_release,
    released_observations,
)
from programs.pages import pages_showing


@dataclass(frozen=True)
class AffectedPage:
    """A page or URL that shows the value."""

    title: str
    kind: str
    language: str
    url: str


class CorrectionForm(forms.Form):
    """The correctable fields, with a public reason in both languages."""

    qualifier = forms.ChoiceField(
        label=capfirst(gettext_lazy("qualifier")),
        choices=Observation.Qualifier.choices,
        help_text=gettext_lazy("Travels with the value everywhere."),
    )
    value = WrittenNumberField(label=capfirst(gettext_lazy("value")), required=False, help_text=AS_WRITTEN)
    value_high = WrittenNumberField(
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
    reason_ar = reason_field(
        gettext_lazy("public reason in Arabic"),
        gettext_lazy("Readers see it beside the corrected value."),
        error_messages={"required": gettext_lazy("Say in Arabic why the value is corrected.")},
    )
    reason_fr = reason_field(
        gettext_lazy("public reason in French"),
        gettext_lazy("Readers see it beside the corrected value."),
        error_messages={"required": gettext_lazy("Say in French why the value is corrected.")},
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
        self.observation = get_object_or_404(values.with_values(released_observations()), pk=pk)
        if latest := correction_of(self.observation):
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
            affected=affected_pages(self.observation),
            published=values_by_language(self.observation),
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


def values_by_language(observation: Observation) -> list[dict]:
    """Return the published value as text in each language."""
    found = []
    for language in language_codes():
        with override(language):
            found.append({"language": language, "name": native_name(language), "value": values.quantity(observation)})
    return found


def affected_pages(observation: Observation) -> list[AffectedPage]:
    """Return every public page, in both languages, that shows a value or a sum that contains it."""
    affected = [
        AffectedPage(page.title, page.specific_class._meta.verbose_name, page.locale.get_display_name(), page.get_url())
        for page in pages_showing(observation, aliases=True)
    ]
    return affected + [
        AffectedPage(name, kind, _("both languages"), reverse(address, args=codes))
        for name, kind, address, *codes in _addresses(observation)
    ]


def _addresses(observation: Observation) -> list[tuple]:
    """Return (name, kind, URL name, codes) of the explorer pages that show the value."""
    indicator, event, edition = observation.indicator, observation.event, observation.edition
    territory = observation.territory
    found = [
        (str(observation), _("card of this value, with its history"), "figure", observation.code),
        (indicator.name, _("indicator"), "indicator", indicator.code),
    ]
    if event and event.is_released:
        found.append((event.name, _("distribution event"), "event", event.code))
    if edition:
        found.append((edition.name, _("edition"), "edition", edition.code))
    found.append((territory.name, _("territory"), "territory", territory.scheme.code, territory.code))
    return [*found, (_("Corrections"), _("list of all corrections, and its feeds"), "corrections")]
