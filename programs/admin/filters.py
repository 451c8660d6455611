"""Filters of the lists of events and figures."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from programs.facts import BREAKDOWN_CODES, DistributionEvent, Edition, Indicator, Observation, Program, Territory


def _draft_or_public(queryset, name, value):
    return queryset.filter(released_at__isnull=value == "draft")


STATES = [("draft", _("draft")), ("public", _("public"))]


class EventFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("Status"), choices=STATES, method="by_state")
    program = django_filters.ModelChoiceFilter(label=_("Programme"), queryset=Program.objects.all())
    target_territory = django_filters.ModelChoiceFilter(
        label=_("Territory served"),
        queryset=Territory.objects.filter(events_targeting__isnull=False).distinct(),
    )
    date_start = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = DistributionEvent
        fields = ["state", "program", "target_territory", "date_start"]

    def by_state(self, queryset, name, value):
        return _draft_or_public(queryset, name, value)


class ObservationFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("Status"), choices=STATES, method="by_state")
    indicator = django_filters.ModelChoiceFilter(label=_("Indicator"), queryset=Indicator.objects.all())
    program = django_filters.ModelChoiceFilter(label=_("Programme"), queryset=Program.objects.all())
    edition = django_filters.ModelChoiceFilter(label=_("Edition"), queryset=Edition.objects.all())
    role = django_filters.ChoiceFilter(label=_("Result or target"), choices=Observation.Role.choices)
    period_type = django_filters.ChoiceFilter(label=_("Period type"), choices=Observation.PeriodType.choices)

    class Meta:
        model = Observation
        fields = ["state", "indicator", "program", "edition", "role", "period_type", *BREAKDOWN_CODES]

    def by_state(self, queryset, name, value):
        return _draft_or_public(queryset, name, value)
