"""Filters of the lists of events and figures."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from programs.facts import BREAKDOWN_CODES, DistributionEvent, Edition, Indicator, Observation, Program, Territory


class StateFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("Status"), choices=[("draft", _("draft")), ("public", _("public"))], method="by_state"
    )

    def by_state(self, queryset, name, value):
        return queryset.filter(released_at__isnull=value == "draft")


class EventFilterSet(StateFilterSet):
    program = django_filters.ModelChoiceFilter(label=_("Programme"), queryset=Program.objects.all())
    target_territory = django_filters.ModelChoiceFilter(
        label=_("Territory served"), queryset=Territory.objects.filter(events_targeting__isnull=False).distinct()
    )
    date_start = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = DistributionEvent
        fields = ["state", "program", "target_territory", "date_start"]


class ObservationFilterSet(StateFilterSet):
    indicator = django_filters.ModelChoiceFilter(label=_("Indicator"), queryset=Indicator.objects.all())
    program = django_filters.ModelChoiceFilter(label=_("Programme"), queryset=Program.objects.all())
    edition = django_filters.ModelChoiceFilter(label=_("Edition"), queryset=Edition.objects.all())
    role = django_filters.ChoiceFilter(label=_("Result or target"), choices=Observation.Role.choices)
    period_type = django_filters.ChoiceFilter(label=_("Period type"), choices=Observation.PeriodType.choices)

    class Meta:
        model = Observation
        fields = ["state", "indicator", "program", "edition", "role", "period_type", *BREAKDOWN_CODES]
