"""Correct a published value: form, public reason, and every page that changes."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from portal.l10n import language_codes, native_name
from programs.admin import values
from programs.admin.fields import WrittenNumberField
from programs.admin.forms import reason_field
from programs.admin.observation_form import AS_WRITTEN, check_value
from programs.editorial import FactChooser
from programs.facts import Observation, Source, correct, correction_of, may_release, released_observations
from programs.pages import pages_showing


@dataclass(frozen=True)
class AffectedPage:
    """A page or URL that shows the value."""

    title: str
    kind: str
    language: str
    url: str


class CorrectionForm(forms.ModelForm):
    """The correctable fields, with a public reason in both languages."""

    value = WrittenNumberField(label=capfirst(_("value")), required=False, help_text=AS_WRITTEN)
    value_high = WrittenNumberField(
        label=capfirst(_("upper value")), required=False, help_text=_("Only for “between two values”.")
    )
    reason_ar = reason_field(
        _("public reason in Arabic"),
        _("Readers see it beside the corrected value."),
        error_messages={"required": _("Say in Arabic why the value is corrected.")},
    )
    reason_fr = reason_field(
        _("public reason in French"),
        _("Readers see it beside the corrected value."),
        error_messages={"required": _("Say in French why the value is corrected.")},
    )

    class Meta:
        model = Observation
        fields = ["qualifier", "value", "value_high", "status", "source"]
        widgets = {"source": FactChooser(model=Source)}
        help_texts = {"source": _("Where the right value was said.")}

    def clean(self):
        cleaned = super().clean()
        check_value(self, self.instance.indicator)
        return cleaned

    def _post_clean(self) -> None:
        """Leave the instance as it is: the values go to its successor."""


class CorrectView(WagtailAdminTemplateMixin, FormView):
    form_class = CorrectionForm
    template_name = "programs/admin/correct.html"
    page_title = _("Correct a published value")
    header_icon = "edit"

    def dispatch(self, request, pk: int, *args, **kwargs):
        if not may_release(request.user):
            raise PermissionDenied
        self.observation = get_object_or_404(values.with_values(released_observations()), pk=pk)
        if latest := correction_of(self.observation):
            messages.warning(request, gettext("This value was corrected already. This is the latest one."))
            return redirect("programs_correct", latest.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.observation}

    def get_page_subtitle(self):
        return str(self.observation.indicator)

    def form_valid(self, form):
        try:
            successor = correct(self.observation, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            for name, problems in getattr(error, "message_dict", {None: error.messages}).items():
                form.add_error(name if name in form.fields else None, problems)
            return self.form_invalid(form)
        log(instance=successor, action="programs.correct", user=self.request.user)
        messages.success(self.request, gettext("The correction is public, and the old value with its reason too."))
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


def values_by_language(observation: Observation) -> list[dict]:
    """Return the published value as text in each language."""
    found = []
    for language in language_codes():
        with override(language):
            found.append({"language": language, "name": native_name(language), "value": values.quantity(observation)})
    return found


def affected_pages(observation: Observation) -> list[AffectedPage]:
    """Return every public page, in both languages, that shows a value or a sum that contains it."""
    indicator, event, edition = observation.indicator, observation.event, observation.edition
    territory = observation.territory
    found = [
        (str(observation), gettext("card of this value, with its history"), "figure", observation.code),
        (indicator.name, gettext("indicator"), "indicator", indicator.code),
    ]
    if event and event.is_released:
        found.append((event.name, gettext("distribution event"), "event", event.code))
    if edition:
        found.append((edition.name, gettext("edition"), "edition", edition.code))
    found.append((territory.name, gettext("territory"), "territory", territory.scheme.code, territory.code))
    found.append((gettext("Corrections"), gettext("list of all corrections, and its feeds"), "corrections"))
    return [
        *(
            AffectedPage(
                page.title, page.specific_class._meta.verbose_name, page.locale.get_display_name(), page.get_url()
            )
            for page in pages_showing(observation, aliases=True)
        ),
        *(
            AffectedPage(name, kind, gettext("both languages"), reverse(address, args=codes))
            for name, kind, address, *codes in found
        ),
    ]
