"""Code lists that describe a value, most of them from SDMX."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
