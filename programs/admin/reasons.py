"""Public reason, in both languages, of a change to a published record."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from programs.admin.forms import FactForm

IN_PUBLIC = _("Readers see it beside the corrected figures.")


def reason_field(label, help_text, **kwargs) -> forms.CharField:
    return forms.CharField(
        label=capfirst(label),
        max_length=500,
        help_text=help_text,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        **kwargs,
    )


class ReasonForm(FactForm):
    """A form that requires a reason where `needs_reason`."""

    reason_ar = reason_field(_("public reason in Arabic"), IN_PUBLIC, required=False)
    reason_fr = reason_field(_("public reason in French"), IN_PUBLIC, required=False)

    @property
    def needs_reason(self) -> bool:
        raise NotImplementedError

    @property
    def reasons(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("reason_ar", "reason_fr")}

    def require_reason(self, cleaned: dict, message: str) -> None:
        for name in ("reason_ar", "reason_fr"):
            if not cleaned.get(name, "").strip():
                self.add_error(name, message)


class ReasonPanel(MultiFieldPanel):
    """Hidden where no reason is needed."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self):
            return bool(self.instance and self.instance.pk and self.form.needs_reason) and super().is_shown()


def reason_panel(help_text) -> ReasonPanel:
    return ReasonPanel(
        [FieldRowPanel([FieldPanel("reason_ar"), FieldPanel("reason_fr")])],
        heading=_("Public reason"),
        help_text=help_text,
        icon="warning",
    )
