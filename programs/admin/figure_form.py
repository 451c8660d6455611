"""Formset of the figures of an event."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel
from wagtail.admin.panels.base import get_form_for_model

from programs.admin.observation_form import ValueForm
from programs.facts import (
    BREAKDOWN_CODES,
    BREAKDOWNS,
    Indicator,
    Observation,
    Placement,
    current_observations,
    draft_observations,
    indicators_at,
    may_release,
)

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


def indicators_in_order(placement: Placement) -> list[Indicator]:
    codes = indicators_at(placement)
    by_code = Indicator.objects.filter(code__in=codes).by_code()
    return [by_code[code] for code in codes]


class FigureForm(ValueForm):
    """One figure of an event, whose programme, territory and period it shares."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].required = False
        self.fields["source"].help_text = _("Only where it differs from the source of the other figures.")

    def breakdowns(self) -> list[forms.BoundField]:
        return [self[name] for name in BREAKDOWN_CODES]


class FigureFormSet(BaseChildFormSet):
    """The draft figures of an event; published ones are only corrected."""

    needs_figures = True

    def __init__(self, data=None, files=None, instance=None, queryset=None, **kwargs):
        if instance is not None and instance.pk:
            queryset = draft_observations().filter(event=instance).select_related("indicator", "source")
            queryset = queryset.order_by("pk")
        else:
            # Empty rows are not saved.
            kwargs["initial"] = [{"indicator": one.pk} for one in indicators_in_order(Placement.NEW_EVENT)]
            self.extra = len(kwargs["initial"])
        super().__init__(data, files, instance, queryset, **kwargs)

    @cached_property
    def _choices(self) -> dict[str, list]:
        """{field: choices} of all rows, with one query for each; indicators in the order of the facts box."""
        indicators = [("", _("Choose what is counted"))]
        indicators += [(one.pk, one.name) for one in indicators_in_order(Placement.EVENT)]
        records = {one.code: one.model.objects.all() for one in BREAKDOWNS if one.model}
        return {
            "indicator": indicators,
            **{name: [("", "–"), *((one.pk, one.name) for one in found)] for name, found in records.items()},
        }

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name, choices in self._choices.items():
            form.fields[name].widget.choices = choices
        field = form.fields["indicator"]
        field.queryset = Indicator.objects.filter(code__in=indicators_at(Placement.EVENT))
        present = form.instance.indicator if form.instance.indicator_id else None
        if present and present.code not in indicators_at(Placement.EVENT):
            field.queryset = field.queryset | Indicator.objects.filter(pk=present.pk)
            field.widget.choices = [*self._choices["indicator"], (present.pk, present.name)]

    @property
    def filled_forms(self) -> list[FigureForm]:
        deleted = self.deleted_forms if self.is_bound else []
        return [one for one in self.forms if one not in deleted and (one.instance.pk or one.has_changed())]

    def published(self) -> list[Observation]:
        if not (self.instance and self.instance.pk):
            return []
        current = current_observations().filter(event=self.instance)
        return list(current.select_related("indicator__unit", "source").order_by("indicator__code", "code"))

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        if self.needs_figures and not self.filled_forms and not self.published():
            raise ValidationError(
                _(
                    "An event without figures cannot be recorded. Give at least one; "
                    "if no source gives a number, say “missing” under “More”."
                ),
                code="no-figures",
            )
        self._reject_duplicates()

    def _reject_duplicates(self) -> None:
        seen = {_question(figure): figure for figure in self.published()}
        for form in self.filled_forms:
            question = _question(form.instance)
            if question not in seen:
                seen[question] = form.instance
            elif seen[question].is_released:
                message = _("This source’s value is published already. Correct it above instead.")
                form.add_error("indicator", message)
            else:
                form.add_error("indicator", _("This figure stands here twice. Keep one."))
        if any(form.errors for form in self.filled_forms):
            raise ValidationError(_("Two rows give the same figure."), code="twice")


def _question(figure: Observation) -> tuple:
    return (figure.indicator_id, figure.source_id, *(getattr(figure, one.column) for one in BREAKDOWNS))


class FiguresPanel(InlinePanel):
    """Rows of draft figures below the read-only published ones."""

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
