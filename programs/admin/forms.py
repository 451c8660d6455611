"""Base forms of facts: suggested and immutable codes, constraint errors on the field concerned, public reasons."""

from itertools import count

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

#: {constraint: field that shows its error}
FIELD_OF_CONSTRAINT = {
    "edition_has_both_days_or_none": "period_end",
    "edition_ends_after_it_starts": "period_end",
    "event_dates_or_unknown": "date_start",
    "event_ends_after_it_starts": "date_end",
    "event_day_is_one_day": "date_end",
    "event_organizer_unique": "organization",
    "indicator_money_has_currency_and_measure": "measure",
    "indicator_rate_is_never_summed": "aggregation",
    "observation_value_or_missing": "value",
    "observation_value_not_negative": "value",
    "observation_between_has_two_values": "value_high",
    "observation_period_matches_its_type": "period_end",
    "observation_period_ends_after_it_starts": "period_end",
    "program_alias_unique": "name",
    "scheme_ends_after_it_starts": "valid_to",
    "source_date_or_unknown": "date",
    "territory_code_unique_in_scheme": "code",
    "territory_relation_unique": "related",
    "territory_relation_between_two": "related",
    "territory_relation_share_in_range": "share",
    "territory_relation_whole_is_whole": "share",
}
#: Of a suggested code.
LONGEST_SUGGESTION = 60


def free_code(model, base: str) -> str:
    """Return `base`, or `base-2`, `base-3` … where the code is taken."""
    base = base[:LONGEST_SUGGESTION].strip("-") or model._meta.model_name.upper()
    taken = set(model.objects.filter(code__startswith=base).values_list("code", flat=True))
    candidates = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(code for code in candidates if code not in taken)


class FactForm(WagtailAdminModelForm):
    """A form whose identifying fields are read-only once saved.

    An empty code is made of the French name unless `suggests_code` is false.
    """

    immutable_fields = ("code", "scheme")
    suggests_code = True
    code_help = _("Left empty, it is made of the French name. It stands in addresses and files and never changes.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.immutable_fields:
            if name in self.fields and self.instance.pk:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("It stands in addresses and files, so it does not change.")
        if "code" in self.fields and self.suggests_code and not self.instance.pk:
            self.fields["code"].required = False
            self.fields["code"].help_text = self.code_help

    def clean(self):
        cleaned = super().clean()
        if "code" in cleaned and not cleaned["code"] and self.suggests_code:
            cleaned["code"] = free_code(self._meta.model, self.suggest_code(cleaned))
        return cleaned

    def suggest_code(self, cleaned: dict) -> str:
        return slugify(cleaned.get("name_fr", "")).upper()

    def _update_errors(self, errors: ValidationError) -> None:
        """Move constraint errors to the field concerned, and errors of absent fields to the top.

        Django identifies a failed constraint only by its message.
        """
        if hasattr(errors, "error_dict"):
            fields = {
                str(constraint.violation_error_message): FIELD_OF_CONSTRAINT.get(constraint.name, NON_FIELD_ERRORS)
                for constraint in self._meta.model._meta.constraints
            }
            found: dict[str, list] = {}
            for name, problems in errors.error_dict.items():
                for problem in problems:
                    field = fields.get(str(problem.message), name) if name == NON_FIELD_ERRORS else name
                    found.setdefault(field if field in self.fields else NON_FIELD_ERRORS, []).append(problem)
            errors.error_dict = found
        super()._update_errors(errors)


IN_PUBLIC = _("Readers see it beside the corrected figures.")


def reason_field(label, help_text, **kwargs) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=capfirst(label), max_length=500, help_text=help_text, widget=widget, **kwargs)


class ReasonForm(FactForm):
    """A form that requires a reason where `needs_reason`."""

    reason_ar = reason_field(_("public reason in Arabic"), IN_PUBLIC, required=False)
    reason_fr = reason_field(_("public reason in French"), IN_PUBLIC, required=False)

    needs_reason: bool

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
    fields = FieldRowPanel([FieldPanel("reason_ar"), FieldPanel("reason_fr")])
    return ReasonPanel([fields], heading=_("Public reason"), help_text=help_text, icon="warning")
