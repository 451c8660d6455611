"""Judgements about values that disagree: which one is preferred, and what may explain the difference."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.facts.observations import Observation
from programs.facts.reference import HAS_REASON, InActiveLanguage, RecordKey, Reference

WHY_PREFERRED = _("Why this source is preferred.")


class Preference(models.Model):
    """The preferred value of a series, and why. The latest decision counts."""

    observation = RecordKey(
        Observation,
        "preferences",
        _("preferred observation"),
        _("The value that pages show first; the others stay visible beside it."),
    )
    reason_ar = models.CharField(_("public reason in Arabic"), max_length=500, help_text=WHY_PREFERRED)
    reason_fr = models.CharField(_("public reason in French"), max_length=500, help_text=WHY_PREFERRED)
    decided_at = models.DateTimeField(_("decided"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("preference between values")
        verbose_name_plural = _("preferences between values")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=HAS_REASON,
                name="preference_has_reason",
                violation_error_message=_("A preference needs a public reason in both languages."),
            )
        ]

    def __str__(self) -> str:
        return str(self.observation)

    reason = InActiveLanguage()


class Discrepancy(Reference):
    """Figures of several sources that disagree, and what may explain it."""

    diagnosis_ar = models.TextField(_("diagnosis in Arabic"), help_text=_("What may explain the difference."))
    diagnosis_fr = models.TextField(_("diagnosis in French"), help_text=_("What may explain the difference."))
    observations = models.ManyToManyField(
        Observation,
        blank=True,
        related_name="discrepancies",
        verbose_name=_("observations"),
        help_text=_("The values that do not agree."),
    )

    class Meta(Reference.Meta):
        verbose_name = _("disagreement between sources")
        verbose_name_plural = _("disagreements between sources")

    diagnosis = InActiveLanguage()
