"""Where a value was said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.l10n import format_date
from programs.facts.reference import Reference


class Source(Reference):
    class Precision(models.TextChoices):
        DAY = "day", _("that day")
        MONTH = "month", _("that month")
        YEAR = "year", _("that year")
        UNKNOWN = "unknown", _("unknown")

    publisher = models.CharField(
        _("publisher"),
        max_length=255,
        help_text=_("Who published it: a newspaper, an agency, the foundation."),
    )
    language = models.CharField(
        _("language"),
        max_length=8,
        blank=True,
        help_text=_("The language of the source, as in ar, fr or es."),
    )
    date = models.DateField(
        _("date"),
        null=True,
        blank=True,
        help_text=_("When it was published; the first day where only a month is known."),
    )
    date_precision = models.CharField(
        _("precision of the date"),
        max_length=10,
        choices=Precision,
        default=Precision.DAY,
        help_text=_("How well the date of publication is known."),
    )
    url = models.URLField(
        _("address"),
        max_length=1000,
        blank=True,
        help_text=_("Where it can be read, beginning with https://"),
    )

    class Meta(Reference.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(
                condition=Q(date__isnull=True, date_precision="unknown")
                | Q(date__isnull=False) & ~Q(date_precision="unknown"),
                name="source_date_or_unknown",
                violation_error_message=_("Give a date, or say that it is unknown."),
            ),
        ]

    def date_text(self, language: str) -> str:
        return format_date(self.date, self.date, self.date_precision, language)
