"""Viewset of distribution events."""

from django import forms
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.log_actions import log

from programs.admin.base import (
    RULES_CONTROLLER,
    FactCreateView,
    FactEditView,
    FactIndexView,
    FactViewSet,
    NameColumn,
    bilingual,
    shown_if,
)
from programs.admin.choosers import LargeFactChooserViewSet
from programs.admin.deletion import EventDeleteView
from programs.admin.event_dates import TWO_DAYS, Precision
from programs.admin.event_form import EventForm
from programs.admin.figure_form import FIGURE_FIELDS, FiguresPanel
from programs.admin.filters import EventFilterSet
from programs.admin.next_steps import after_event
from programs.admin.reasons import reason_panel
from programs.facts import DistributionEvent, EventOrganizer, may_release, release_events


class ReleaseMixin:
    """Adds the action “release”: save and publish the event with its figures."""

    def get_available_actions(self):
        actions = [*super().get_available_actions()]
        return [*actions, "release"] if may_release(self.request.user) else actions

    def save_instance(self):
        event = super().save_instance()
        if self.action == "release":
            count = release_events(DistributionEvent.objects.filter(pk=event.pk), at=timezone.now())
            event.refresh_from_db(fields=["released_at"])
            log(instance=event, action="programs.release", user=self.request.user, data={"figures": count})
        return event

    def get_success_message(self, instance=None):
        event = instance or self.object
        if self.action == "release":
            return _("“%(event)s” and its figures are public.") % {"event": event}
        if event.is_released:
            return _("“%(event)s” is saved. Figures that are new in it are drafts.") % {"event": event}
        return _("“%(event)s” is saved as a draft.") % {"event": event}

    def get_success_buttons(self):
        buttons = [messages.button(step.url, step.label) for step in after_event(self.object, self.request.user)]
        return [*buttons, *super().get_success_buttons()]


class EventCreateView(ReleaseMixin, FactCreateView):
    page_title = gettext_lazy("Record an event")

    def get_initial_form_instance(self):
        """Prefill programme and organiser of the last event."""
        last = DistributionEvent.objects.order_by("-pk").first()
        event = DistributionEvent(date_precision=Precision.DAY)
        if last and self.request.method == "GET":
            event.program_id = last.program_id
            organizers = last.organizers.filter(role=EventOrganizer.Role.ORGANIZER)
            event.organizers = [EventOrganizer(organization=o.organization, role=o.role) for o in organizers]
        return event


class EventEditView(ReleaseMixin, FactEditView):
    refusal = gettext_lazy("This event is public: those who may publish change it.")


class EventIndexView(FactIndexView):
    def get_base_queryset(self):
        return (
            super()
            .get_base_queryset()
            .select_related("program", "target_territory")
            .annotate(figures=Count("observations", distinct=True))
        )


class EventViewSet(FactViewSet):
    model = DistributionEvent
    icon = "calendar-check"
    add_view_class = EventCreateView
    edit_view_class = EventEditView
    delete_view_class = EventDeleteView
    index_view_class = EventIndexView
    chooser_viewset_class = LargeFactChooserViewSet
    filterset_class = EventFilterSet
    form_class = EventForm
    menu_name = "events"
    list_display = [
        "name",
        Column("date_text", label=gettext_lazy("Date"), sort_key="date_start"),
        NameColumn("target_territory", label=gettext_lazy("Territory served")),
        NameColumn("program", label=gettext_lazy("Programme"), sort_key="program__code"),
        Column("figures", label=gettext_lazy("Figures"), sort_key="figures"),
        StatusTagColumn(
            "state",
            label=gettext_lazy("Status"),
            accessor=lambda event: _("public") if event.is_released else _("draft"),
            primary=lambda event: event.is_released,
            sort_key="released_at",
        ),
    ]
    search_fields = [
        "code",
        "name_ar",
        "name_fr",
        "venue_ar",
        "venue_fr",
        "target_territory__name_ar",
        "target_territory__name_fr",
    ]

    @cached_property
    def edit_handler(self):
        return ObjectList(event_panels(), base_form_class=EventForm, attrs=RULES_CONTROLLER)


def event_panels() -> list:
    two_days = shown_if("date_precision", *TWO_DAYS)
    uncertain = shown_if("date_precision", Precision.UNCERTAIN, Precision.UNKNOWN)
    dated = shown_if("date_precision", *(p for p in Precision if p != Precision.UNKNOWN))
    return [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("date_precision"),
                        FieldPanel("date_start", attrs=dated),
                        FieldPanel("date_end", attrs=two_days),
                    ]
                ),
                FieldRowPanel([FieldPanel("date_note_ar"), FieldPanel("date_note_fr")], attrs=uncertain),
            ],
            heading=gettext_lazy("When"),
            icon="date",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("venue_territory"), FieldPanel("target_territory")]),
                FieldRowPanel([FieldPanel("venue_ar"), FieldPanel("venue_fr")]),
            ],
            heading=gettext_lazy("Where"),
            icon="map-pin",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("program"), FieldPanel("edition")]),
                FieldRowPanel(
                    [
                        FieldPanel("assistance_kinds", widget=forms.CheckboxSelectMultiple),
                        FieldPanel("trades", widget=forms.CheckboxSelectMultiple),
                    ]
                ),
                FieldPanel("trades_complete"),
            ],
            heading=gettext_lazy("What"),
            icon="gift",
        ),
        MultiFieldPanel(
            [
                FieldPanel("figures_source"),
                FiguresPanel(
                    "observations", [FieldPanel(name) for name in FIGURE_FIELDS], label=gettext_lazy("figure")
                ),
            ],
            heading=gettext_lazy("How many, how much"),
            icon="order",
        ),
        InlinePanel(
            "organizers",
            [FieldRowPanel([FieldPanel("organization"), FieldPanel("role")])],
            heading=gettext_lazy("Who"),
            label=gettext_lazy("organisation"),
            icon="building",
        ),
        MultiFieldPanel(
            [bilingual("name"), FieldPanel("centre"), bilingual("note"), FieldPanel("code")],
            heading=gettext_lazy("Name, centre, note, code"),
            icon="tag",
        ),
        reason_panel(
            gettext_lazy(
                "Needed only if programme, edition, territory served or date change: "
                "the published figures are then published anew with it."
            )
        ),
    ]
