"""The figures of an event as rows of its form."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel
from wagtail.admin.panels.base import get_form_for_model

from programs.admin.fields import SpokenNumberField
from programs.admin.forms import FactForm
from programs.admin.help_texts import explain
from programs.facts import BREAKDOWN_CODES, BREAKDOWNS, Indicator, Observation, Placement, indicators_at, may_release

FIGURE_FIELDS = [
    "indicator",
    "qualifier",
    "value",
    "value_high",
    "status",
    "source",
    *BREAKDOWN_CODES,
    "note_ar",
    "note_fr",
]


def indicators_of_events():
    """What can be said of an event, in the order of its facts box."""
    return Indicator.objects.filter(code__in=indicators_at(Placement.EVENT))


def check_value(form: forms.Form, indicator: Indicator | None, *fields: str) -> None:
    """Take the qualifier that was written with a value; refuse half a person, and a value for what is missing."""
    spoken = form.fields["value"].spoken_qualifier
    if spoken and form.cleaned_data.get("qualifier") == Observation.Qualifier.EXACT:
        form.cleaned_data["qualifier"] = spoken
    countable = indicator and not (indicator.is_money or indicator.statistical_unit == Indicator.StatisticalUnit.RATE)
    for name in fields:
        value = form.cleaned_data.get(name)
        if value is not None and countable and value % 1:
            form.add_error(name, _("This is counted in whole numbers."))
    missing = form.cleaned_data.get("status") == Observation.Status.MISSING
    if missing and form.cleaned_data.get("value") is not None:
        form.add_error("value", _("A value that is missing has no number. Empty the value, or the status."))


class FigureForm(FactForm):
    """One figure. Programme, place and period come from the event; the source may come from its form."""

    value = SpokenNumberField(
        label=_("Value"),
        required=False,
    )
    value_high = SpokenNumberField(label=capfirst(_("upper value")), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].required = False
        self.fields["source"].help_text = _("Only where it differs from the source of the other figures.")
        explain(self)

    def breakdowns(self) -> list[forms.BoundField]:
        return [self[name] for name in BREAKDOWN_CODES]

    def clean(self):
        cleaned = super().clean()
        check_value(self, cleaned.get("indicator"), "value", "value_high")
        return cleaned


class FigureFormSet(BaseChildFormSet):
    """The drafts among the figures of an event; published ones are corrected elsewhere."""

    needs_figures = True

    def __init__(self, data=None, files=None, instance=None, queryset=None, **kwargs):
        if instance is not None and instance.pk:
            queryset = Observation.objects.drafts().filter(event=instance).select_related("indicator", "source")
            queryset = queryset.order_by("pk")
        else:
            kwargs["initial"] = self.first_rows()
            self.extra = len(kwargs["initial"])
        self._choices: dict[str, list] = {}
        super().__init__(data, files, instance, queryset, **kwargs)

    @staticmethod
    def first_rows() -> list[dict]:
        """Those that stay empty are not kept."""
        by_code = indicators_of_events().in_bulk(field_name="code")
        return [{"indicator": by_code[code].pk} for code in indicators_at(Placement.NEW_EVENT)]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        self._choose_indicators(form)
        for one in BREAKDOWNS:
            if one.model:
                self._choose_once(form.fields[one.code], one.code)

    def _choose_indicators(self, form) -> None:
        """Offer what an event can have, in the order of its facts box, by one query for all rows."""
        if "indicator" not in self._choices:
            by_code = indicators_of_events().in_bulk(field_name="code")
            offered = [by_code[code] for code in indicators_at(Placement.EVENT)]
            self._choices["indicator"] = [("", _("Choose what is counted"))]
            self._choices["indicator"] += [(indicator.pk, indicator.name) for indicator in offered]
        field = form.fields["indicator"]
        field.queryset = indicators_of_events()
        field.widget.choices = self._choices["indicator"]
        present = form.instance.indicator if form.instance.indicator_id else None
        if present and present.code not in indicators_at(Placement.EVENT):
            field.queryset = field.queryset | Indicator.objects.filter(pk=present.pk)
            field.widget.choices = [*self._choices["indicator"], (present.pk, present.name)]

    def _choose_once(self, field, name: str) -> None:
        if name not in self._choices:
            self._choices[name] = [("", "–"), *((record.pk, record.name) for record in field.queryset)]
        field.widget.choices = self._choices[name]

    @property
    def kept(self) -> list[FigureForm]:
        """The rows that will be figures."""
        deleted = self.deleted_forms if self.is_bound else []
        return [form for form in self.forms if form not in deleted and _is_filled(form)]

    def published(self) -> list[Observation]:
        """The published figures of the event that no later one supersedes."""
        if not (self.instance and self.instance.pk):
            return []
        current = Observation.objects.current().filter(event=self.instance)
        return list(current.select_related("indicator__unit", "source").order_by("indicator__code", "code"))

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        if self.needs_figures and not self.kept and not self.published():
            raise ValidationError(
                _(
                    "An event without figures cannot be recorded. Give at least one; "
                    "if no source gives a number, say “missing” under “More”."
                ),
                code="no-figures",
            )
        self._refuse_twice()

    def _refuse_twice(self) -> None:
        seen = {_question(figure): figure for figure in self.published()}
        for form in self.kept:
            question = _question(form.instance)
            if question not in seen:
                seen[question] = form.instance
            elif seen[question].is_released:
                message = _("This source’s value is published already. Correct it above instead.")
                form.add_error("indicator", message)
            else:
                form.add_error("indicator", _("This figure stands here twice. Keep one."))
        if any(form.errors for form in self.kept):
            raise ValidationError(_("Two rows give the same figure."), code="twice")


def _is_filled(form) -> bool:
    return bool(form.instance.pk) or form.has_changed()


def _question(figure: Observation) -> tuple:
    return (figure.indicator_id, figure.source_id, *(getattr(figure, one.column) for one in BREAKDOWNS))


class FiguresPanel(InlinePanel):
    """Rows of figures; what is published is shown above them, to be corrected and not changed."""

    def get_form_options(self):
        options = super().get_form_options()
        form = get_form_for_model(
            Observation, form_class=FigureForm, defer_required_on_fields=["indicator", *FIGURE_FIELDS[4:]]
        )
        options["formsets"][self.relation_name].update(form=form, formset=FigureFormSet)
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "programs/admin/figures_panel.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.heading = ""  # the panel around it has one

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["published"] = self.formset.published()
            context["may_correct"] = may_release(self.request.user)
            return context
