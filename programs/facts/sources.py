"""Sources of values. One that is cited by published figures changes by a public correction only."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.l10n import format_date
from programs.facts.reference import HAS_REASON, InActiveLanguage, RecordKey, Reference


class Source(Reference):
    class Precision(models.TextChoices):
        DAY = "day", _("that day")
        MONTH = "month", _("that month")
        YEAR = "year", _("that year")
        UNKNOWN = "unknown", _("unknown")

    publisher = models.CharField(
        _("publisher"), max_length=255, help_text=_("Who published it: a newspaper, an agency, the foundation.")
    )
    language = models.CharField(
        _("language"), max_length=8, blank=True, help_text=_("The language of the source, as in ar, fr or es.")
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
        _("address"), max_length=1000, blank=True, help_text=_("Where it can be read, beginning with https://")
    )
    corrected_at = models.DateTimeField(_("corrected"), null=True, blank=True, editable=False)

    #: Fields that readers see.
    PUBLISHED_FIELDS = ("name_ar", "name_fr", "publisher", "language", "date", "date_precision", "url")
    #: Set on an instance whose change comes with a public reason.
    is_being_corrected = False

    class Meta(Reference.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(
                condition=Q(date__isnull=True, date_precision="unknown")
                | Q(date__isnull=False) & ~Q(date_precision="unknown"),
                name="source_date_or_unknown",
                violation_error_message=_("Give a date, or say that it is unknown."),
            )
        ]

    def date_text(self, language: str) -> str:
        return format_date(self.date, self.date, self.date_precision, language)

    def published_values(self) -> dict[str, str | None]:
        """Return {field: value} of what readers see, for JSON."""
        return {name: getattr(self, name) for name in self.PUBLISHED_FIELDS} | {
            "date": self.date.isoformat() if self.date else None
        }

    def restore(self, values: dict[str, str | None]) -> None:
        """Set the fields to earlier `published_values`."""
        for name in self.PUBLISHED_FIELDS:
            setattr(self, name, values[name])
        self.date = date.fromisoformat(values["date"]) if values["date"] else None

    @cached_property
    def is_cited(self) -> bool:
        """Whether something published refers to it."""
        return self.observations.released().exists() or self.territoryrelation_set.exists()

    def changed_fields(self) -> list[str]:
        """Return the published fields that differ from the stored record; none for a new one."""
        stored = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        return [name for name in self.PUBLISHED_FIELDS if stored and getattr(stored, name) != getattr(self, name)]

    def clean(self) -> None:
        super().clean()
        if not self.is_being_corrected and (changed := self.changed_fields()) and self.is_cited:
            message = _("Published figures cite this source: it is corrected in its form, with a public reason.")
            raise ValidationError(dict.fromkeys(changed, message))


class SourceCorrection(models.Model):
    """The values of a cited source before and after a correction, and the reason. Triggers keep it from changing, and
    the source equal to its latest correction: `programs.facts.guards`."""

    source = RecordKey(Source, "corrections", _("source"))
    previous_values = models.JSONField(_("said before"))
    corrected_values = models.JSONField(_("says since"))
    reason_ar = models.CharField(_("public reason in Arabic"), max_length=500)
    reason_fr = models.CharField(_("public reason in French"), max_length=500)
    released_at = models.DateTimeField(_("published"), db_index=True)

    class Meta:
        verbose_name = _("correction of a source")
        verbose_name_plural = _("corrections of sources")
        ordering = ["-released_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=HAS_REASON,
                name="source_correction_has_reason",
                violation_error_message=_("A correction needs a public reason in both languages."),
            )
        ]

    def __str__(self) -> str:
        return str(self.source)

    reason = InActiveLanguage()

    @property
    def changed_fields(self) -> list[str]:
        return [name for name in Source.PUBLISHED_FIELDS if self.previous_values[name] != self.corrected_values[name]]
