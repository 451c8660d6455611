"""Viewset of distribution events, and the registry of next steps after one is saved."""

from collections.abc import Callable

import django_filters
from django import forms
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.log_actions import log

from portal.admin import Action, CreateView
from programs.admin import base
from programs.admin.deletion import EventDeleteView
from programs.admin.event_dates import TWO_DAYS, Precision
from programs.admin.event_form import EventForm
from programs.admin.fields import LargeFactChooserViewSet
from programs.admin.figure_form import FIGURE_FIELDS, FiguresPanel
from programs.admin.forms import reason_panel
from programs.facts import DistributionEvent, EventOrganizer, Program, Territory, may_release, release_events

_steps: list[Callable] = []


def register_event_step(function: Callable) -> None:
    """Register `function(event, user) -> Action | None`, a step after an event is saved, such as to write its article."""
    if function not in _steps:
        _steps.append(function)


class EventFilterSet(base.StateFilterSet):
    program = django_filters.ModelChoiceFilter(label=_("Programme"), queryset=Program.objects.all())
    target_territory = django_filters.ModelChoiceFilter(
        label=_("Territory served"), queryset=Territory.objects.filter(events_targeting__isnull=False).distinct()
    )
    date_start = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = DistributionEvent
        fields = ["state", "program", "target_territory", "date_start"]


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
            return gettext("“%(event)s” and its figures are public.") % {"event": event}
        if event.is_released:
            return gettext("“%(event)s” is saved. Figures that are new in it are drafts.") % {"event": event}
        return gettext("“%(event)s” is saved as a draft.") % {"event": event}

    def get_success_buttons(self):
        steps: list[Action | None] = [step(self.object, self.request.user) for step in _steps]
        buttons = [messages.button(step.url, step.label) for step in steps if step is not None]
        return [*buttons, *super().get_success_buttons()]


class EventCreateView(ReleaseMixin, CreateView):
    page_title = _("Record an event")

    def get_initial_form_instance(self):
        """Prefill programme and organiser of the last event."""
        last = DistributionEvent.objects.order_by("-pk").first()
        event = DistributionEvent(date_precision=Precision.DAY)
        if last and self.request.method == "GET":
            event.program_id = last.program_id
            organizers = last.organizers.filter(role=EventOrganizer.Role.ORGANIZER)
            event.organizers = [EventOrganizer(organization=o.organization, role=o.role) for o in organizers]
        return event


class EventEditView(ReleaseMixin, base.FactEditView):
    refusal = _("This event is public: those who may publish change it.")


#: Precisions that the note explains, and those with a day.
UNCERTAIN = (Precision.UNCERTAIN, Precision.UNKNOWN)
DATED = [precision for precision in Precision if precision != Precision.UNKNOWN]


class EventViewSet(base.FactViewSet):
    model = DistributionEvent
    icon = "calendar-check"
    add_view_class = EventCreateView
    edit_view_class = EventEditView
    delete_view_class = EventDeleteView
    chooser_viewset_class = LargeFactChooserViewSet
    filterset_class = EventFilterSet
    form_class = EventForm
    list_related = ("program", "target_territory")
    menu_name = "events"
    list_display = [
        "name",
        Column("date_text", label=_("Date"), sort_key="date_start"),
        base.NameColumn("target_territory", label=_("Territory served")),
        base.NameColumn("program", label=_("Programme"), sort_key="program__code"),
        Column("figures", label=_("Figures"), sort_key="figures"),
        StatusTagColumn(
            "state",
            label=_("Status"),
            accessor=lambda event: gettext("public") if event.is_released else gettext("draft"),
            primary=lambda event: event.is_released,
            sort_key="released_at",
        ),
    ]
    search_fields = ["code", *base.in_both_languages("name", "venue", "target_territory__name")]
    edit_handler = ObjectList(
        [
            base.section(
                _("When"),
                "date",
                base.row(
                    "date_precision",
                    FieldPanel("date_start", attrs=base.shown_if("date_precision", *DATED)),
                    FieldPanel("date_end", attrs=base.shown_if("date_precision", *TWO_DAYS)),
                ),
                base.bilingual("date_note", attrs=base.shown_if("date_precision", *UNCERTAIN)),
            ),
            base.section(
                _("Where"), "map-pin", base.row("venue_territory", "target_territory"), base.bilingual("venue")
            ),
            base.section(
                _("What"),
                "gift",
                base.row("program", "edition"),
                base.row(
                    FieldPanel("assistance_kinds", widget=forms.CheckboxSelectMultiple),
                    FieldPanel("trades", widget=forms.CheckboxSelectMultiple),
                ),
                "trades_complete",
            ),
            base.section(
                _("How many, how much"),
                "order",
                FieldPanel("figures_source"),
                FiguresPanel("observations", FIGURE_FIELDS, label=_("figure")),
            ),
            InlinePanel(
                "organizers",
                [base.row("organization", "role")],
                heading=_("Who"),
                label=_("organisation"),
                icon="building",
            ),
            base.section(
                _("Name, centre, note, code"), "tag", base.bilingual("name"), "centre", base.bilingual("note"), "code"
            ),
            reason_panel(
                _(
                    "Needed only if programme, edition, territory served or date change: "
                    "the published figures are then published anew with it."
                )
            ),
        ],
        attrs=base.RULES_CONTROLLER,
    )

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(figures=Count("observations", distinct=True))
