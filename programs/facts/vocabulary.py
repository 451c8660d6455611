"""Code lists that describe a value, most of them from SDMX, and the check constraints between them.

Triggers guard released rows: programs.facts.guards.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programs.facts.reference import HAS_REASON


class Role(models.TextChoices):
    RESULT = "result", _("result")
    TARGET = "target", _("target")


class PeriodType(models.TextChoices):
    INSTANT = "instant", _("at a moment")
    EVENT = "event", _("an event")
    EDITION = "edition", _("an edition")
    SCHOOL_YEAR = "school_year", _("a school year")
    CALENDAR_YEAR = "calendar_year", _("a calendar year")
    MULTI_YEAR = "multi_year", _("several years")
    CUMULATIVE = "cumulative", _("cumulative since a beginning")
    UNSTATED = "unstated", _("not stated")


class Qualifier(models.TextChoices):
    EXACT = "exact", _("exact")
    ABOUT = "about", _("about")
    MORE_THAN = "more_than", _("more than")
    AT_LEAST = "at_least", _("at least")
    UP_TO = "up_to", _("up to")
    AT_MOST = "at_most", _("at most")
    BETWEEN = "between", _("between two values")


class Status(models.TextChoices):
    """The codes of SDMX CL_OBS_STATUS that the ledger stores; a masked value reads SUPPRESSED."""

    NORMAL = "A", _("normal")
    PROVISIONAL = "P", _("provisional")
    ESTIMATED = "E", _("estimated")
    MISSING = "O", _("missing")


#: SDMX CL_OBS_STATUS: missing value, suppressed.
SUPPRESSED = "Q"

OBSERVATION_CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        condition=Q(status=Status.MISSING, value__isnull=True)
        | Q(status__in=[one for one in Status.values if one != Status.MISSING], value__isnull=False),
        name="observation_value_or_missing",
        violation_error_message=_("Give a value, or say that it is missing. Missing is never 0."),
    ),
    models.CheckConstraint(
        condition=Q(value__isnull=True) | Q(value__gte=0),
        name="observation_value_not_negative",
        violation_error_message=_("A count or an amount is never negative."),
    ),
    models.CheckConstraint(
        condition=Q(qualifier="between", value_high__isnull=False, value_high__gt=F("value"))
        | ~Q(qualifier="between") & Q(value_high__isnull=True),
        name="observation_between_has_two_values",
        violation_error_message=_("“Between” needs a larger upper value; any other qualifier has none."),
    ),
    models.CheckConstraint(
        condition=Q(period_type="unstated", period_start__isnull=True, period_end__isnull=True)
        | Q(period_type="cumulative", period_end__isnull=False)
        | ~Q(period_type__in=["unstated", "cumulative"]) & Q(period_start__isnull=False, period_end__isnull=False),
        name="observation_period_matches_its_type",
        violation_error_message=_(
            "A period has its days; an unstated one has none; a cumulative one has at least an end."
        ),
    ),
    models.CheckConstraint(
        condition=Q(period_start__isnull=True) | Q(period_end__isnull=True) | Q(period_end__gte=F("period_start")),
        name="observation_period_ends_after_it_starts",
        violation_error_message=_("The period would end before it starts."),
    ),
    models.CheckConstraint(
        condition=Q(supersedes__isnull=True) | HAS_REASON,
        name="observation_correction_has_reason",
        violation_error_message=_("A correction needs a public reason in both languages."),
    ),
    models.CheckConstraint(
        condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("id")),
        name="observation_supersedes_another",
        violation_error_message=_("An observation cannot supersede itself."),
    ),
    models.CheckConstraint(
        condition=~Q(role="target") | Q(event__isnull=True),
        name="observation_of_event_is_result",
        violation_error_message=_("What an event handed over is a result, not a target."),
    ),
]
