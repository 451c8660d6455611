"""Counts of queries by day, without personal data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 120


class QueryCountQuerySet(models.QuerySet):
    def since(self, day):
        return self.filter(day__gte=day)

    def summed(self):
        """Return {text, language, asked, nothing, latest} per query, the commonest first."""
        return (
            self.order_by()
            .values("text", "language")
            .annotate(asked=models.Sum("count"), nothing=models.Sum("found_nothing"), latest=models.Max("day"))
            .order_by("-asked", "text")
        )

    def found_nothing_lately(self):
        """Return the same of queries that found nothing when they were last made."""
        latest = self.model.objects.filter(text=models.OuterRef("text"), language=models.OuterRef("language"))
        failing = latest.order_by("-day").annotate(fails=models.F("found_nothing")).values("fails")[:1]
        return self.summed().annotate(fails=models.Subquery(failing)).filter(fails__gt=0).order_by("-nothing", "text")


class QueryCount(models.Model):
    """How often a text was searched on a day in a language, and how often it found nothing."""

    text = models.CharField(_("question"), max_length=LONGEST)
    language = models.CharField(_("language"), max_length=8)
    day = models.DateField(_("day"), db_index=True)
    count = models.PositiveIntegerField(_("asked"), default=0)
    found_nothing = models.PositiveIntegerField(_("found nothing"), default=0)

    objects = QueryCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of readers")
        verbose_name_plural = _("questions of readers")
        ordering = ["-day", "text"]
        constraints = [
            models.UniqueConstraint(fields=["text", "language", "day"], name="question_count_unique"),
            models.CheckConstraint(
                condition=models.Q(found_nothing__lte=models.F("count")), name="question_count_nothing_of_all"
            ),
        ]

    def __str__(self) -> str:
        return self.text
