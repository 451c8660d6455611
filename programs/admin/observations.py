"""Viewset of figures."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.widgets.button import Button, HeaderButton

from programs.admin import values
from programs.admin.base import (
    RULES_CONTROLLER,
    FactEditView,
    FactIndexView,
    FactInspectView,
    FactViewSet,
    NameColumn,
    bilingual,
    edit_url,
    shown_if,
)
from programs.admin.choosers import ObservationChooserViewSet, ObservationFilterForm
from programs.admin.filters import ObservationFilterSet
from programs.admin.observation_form import DAYS, YEARS, ObservationForm
from programs.admin.release import release_url
from programs.facts import BREAKDOWN_CODES, Observation, may_release


class ObservationIndexView(FactIndexView):
    def get_list_more_buttons(self, instance):
        """Offer “Correct” for published values, “Publish” for drafts."""
        buttons = super().get_list_more_buttons(instance)
        if not may_release(self.request.user):
            return buttons
        if instance.is_released:
            buttons = [button for button in buttons if button.icon_name not in ("edit", "bin")]
            if not is_superseded(instance):
                url = reverse("programs_correct", args=[instance.pk])
                buttons.insert(0, Button(_("Correct"), url=url, icon_name="edit", priority=5))
            return buttons
        return [Button(_("Publish"), url=release_url(instance), icon_name="upload", priority=5), *buttons]


class ObservationEditView(FactEditView):
    """Edit the drafts of events in their event; show published values read-only."""

    refusal = gettext_lazy("This value is published and never changes. It can be corrected.")

    def dispatch(self, request, *args, **kwargs):
        if self.object.event_id and not self.object.is_released:
            return redirect(edit_url(self.object.event))
        return super().dispatch(request, *args, **kwargs)


class ObservationInspectView(FactInspectView):
    @cached_property
    def header_buttons(self):
        if not self.object.is_released or is_superseded(self.object) or not may_release(self.request.user):
            return []
        url = reverse("programs_correct", args=[self.object.pk])
        return [HeaderButton(_("Correct"), url=url, icon_name="edit")]

    hidden = (*FactInspectView.hidden, "value_high", "qualifier")

    def get_value_display_value(self):
        return values.quantity(self.object)


class ObservationViewSet(FactViewSet):
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
        Column("value", label=gettext_lazy("Value"), accessor=values.quantity, sort_key="value"),
        Column("about", label=gettext_lazy("Of what"), accessor=values.describe),
        NameColumn("territory", label=gettext_lazy("Territory")),
        "role",
        NameColumn("source", label=gettext_lazy("Source")),
        StatusTagColumn(
            "state",
            label=gettext_lazy("Status"),
            accessor=lambda observation: state_of(observation),
            primary=lambda observation: observation.is_released and not is_superseded(observation),
            sort_key="released_at",
        ),
    ]

    @cached_property
    def edit_handler(self):
        return ObjectList(observation_panels(), base_form_class=ObservationForm, attrs=RULES_CONTROLLER)


def is_superseded(observation: Observation) -> bool:
    return getattr(observation, "superseded_by", None) is not None


def state_of(observation: Observation) -> str:
    if not observation.is_released:
        return _("draft")
    return _("corrected") if is_superseded(observation) else _("public")


def observation_panels() -> list:
    years, days = shown_if("period_type", *YEARS), shown_if("period_type", *DAYS)
    return [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("indicator"), FieldPanel("role")]),
                FieldRowPanel([FieldPanel("qualifier"), FieldPanel("value")]),
                FieldPanel("value_high", attrs=shown_if("qualifier", Observation.Qualifier.BETWEEN)),
                FieldRowPanel([FieldPanel("source"), FieldPanel("status")]),
            ],
            heading=gettext_lazy("How many, how much"),
            icon="order",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("program"), FieldPanel("edition")]),
                FieldPanel("territory"),
                FieldPanel("period_type"),
                FieldPanel("period_year", attrs=years),
                FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")], attrs=days),
            ],
            heading=gettext_lazy("Of what, where, when"),
            icon="date",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel(name) for name in BREAKDOWN_CODES[start : start + 2]])
                for start in range(0, len(BREAKDOWN_CODES), 2)
            ],
            heading=gettext_lazy("Breakdown"),
            classname="collapsed",
            icon="group",
        ),
        MultiFieldPanel(
            [bilingual("note"), FieldPanel("code")],
            heading=gettext_lazy("Note and code"),
            classname="collapsed",
            icon="tag",
        ),
    ]
