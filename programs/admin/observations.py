"""Viewset of figures."""

import django_filters
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.widgets.button import Button, HeaderButton

from programs.admin import base, values
from programs.admin.fields import ContainsFilterForm, LargeFactChooserViewSet
from programs.admin.observation_form import DAYS, YEARS, ObservationForm
from programs.admin.release import release_url
from programs.facts import BREAKDOWN_CODES, Edition, Indicator, Observation, Program, may_release


def is_superseded(observation: Observation) -> bool:
    return getattr(observation, "superseded_by", None) is not None


def state_of(observation: Observation) -> str:
    if not observation.is_released:
        return gettext("draft")
    return gettext("corrected") if is_superseded(observation) else gettext("public")


class ObservationFilterForm(ContainsFilterForm):
    searched = ("code", *base.in_both_languages("indicator__name", "event__name", "source__name"))


class ObservationChooserViewSet(LargeFactChooserViewSet):
    filter_form_class = ObservationFilterForm


class ObservationFilterSet(base.StateFilterSet):
    indicator = django_filters.ModelChoiceFilter(label=_("Indicator"), queryset=Indicator.objects.all())
    program = django_filters.ModelChoiceFilter(label=_("Programme"), queryset=Program.objects.all())
    edition = django_filters.ModelChoiceFilter(label=_("Edition"), queryset=Edition.objects.all())
    role = django_filters.ChoiceFilter(label=_("Result or target"), choices=Observation.Role.choices)
    period_type = django_filters.ChoiceFilter(label=_("Period type"), choices=Observation.PeriodType.choices)

    class Meta:
        model = Observation
        fields = ["state", "indicator", "program", "edition", "role", "period_type", *BREAKDOWN_CODES]


class ObservationIndexView(base.FactIndexView):
    def get_list_more_buttons(self, instance):
        """Offer “Correct” for published values, “Publish” for drafts."""
        buttons = super().get_list_more_buttons(instance)
        if not may_release(self.request.user):
            return buttons
        if instance.is_released:
            buttons = [button for button in buttons if button.icon_name not in ("edit", "bin")]
            if not is_superseded(instance):
                url = reverse("programs_correct", args=[instance.pk])
                buttons.insert(0, Button(gettext("Correct"), url=url, icon_name="edit", priority=5))
            return buttons
        return [Button(gettext("Publish"), url=release_url(instance), icon_name="upload", priority=5), *buttons]


class ObservationEditView(base.FactEditView):
    """Edit the drafts of events in their event; show published values read-only."""

    refusal = _("This value is published and never changes. It can be corrected.")

    def dispatch(self, request, *args, **kwargs):
        if self.object.event_id and not self.object.is_released:
            return redirect(base.edit_url(self.object.event))
        return super().dispatch(request, *args, **kwargs)


class ObservationInspectView(base.FactInspectView):
    @cached_property
    def header_buttons(self):
        if not self.object.is_released or is_superseded(self.object) or not may_release(self.request.user):
            return []
        url = reverse("programs_correct", args=[self.object.pk])
        return [HeaderButton(gettext("Correct"), url=url, icon_name="edit")]

    hidden = (*base.FactInspectView.hidden, "value_high", "qualifier")

    def get_value_display_value(self):
        return values.quantity(self.object)


class ObservationViewSet(base.FactViewSet):
    model = Observation
    icon = "decimal"
    index_view_class = ObservationIndexView
    edit_view_class = ObservationEditView
    inspect_view_class = ObservationInspectView
    chooser_viewset_class = ObservationChooserViewSet
    filterset_class = ObservationFilterSet
    form_class = ObservationForm
    list_related = (*values.RELATED, "superseded_by")
    ordering = "-pk"
    search_fields = [*ObservationFilterForm.searched]
    list_display = [
        "indicator",
        Column("value", label=_("Value"), accessor=values.quantity, sort_key="value"),
        Column("about", label=_("Of what"), accessor=values.describe),
        base.NameColumn("territory", label=_("Territory")),
        "role",
        base.NameColumn("source", label=_("Source")),
        StatusTagColumn(
            "state",
            label=_("Status"),
            accessor=state_of,
            primary=lambda observation: observation.is_released and not is_superseded(observation),
            sort_key="released_at",
        ),
    ]

    edit_handler = ObjectList(
        [
            base.section(
                _("How many, how much"),
                "order",
                base.row("indicator", "role"),
                base.row("qualifier", "value"),
                FieldPanel("value_high", attrs=base.shown_if("qualifier", Observation.Qualifier.BETWEEN)),
                base.row("source", "status"),
            ),
            base.section(
                _("Of what, where, when"),
                "date",
                base.row("program", "edition"),
                "territory",
                "period_type",
                FieldPanel("period_year", attrs=base.shown_if("period_type", *YEARS)),
                base.row("period_start", "period_end", attrs=base.shown_if("period_type", *DAYS)),
            ),
            base.section(
                _("Breakdown"),
                "group",
                *(base.row(*BREAKDOWN_CODES[start : start + 2]) for start in range(0, len(BREAKDOWN_CODES), 2)),
                classname="collapsed",
            ),
            base.section(_("Note and code"), "tag", base.bilingual("note"), "code", classname="collapsed"),
        ],
        attrs=base.RULES_CONTROLLER,
    )
