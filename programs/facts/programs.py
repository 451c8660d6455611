"""Programmes, their editions, and the reference lists of events."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from programs.facts.reference import RecordKey, Reference
from programs.facts.territories import Territory


class Program(ClusterableModel, Reference):
    """A programme of the foundation; ProgramPage presents it in each language."""

    class Meta(Reference.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")


class ProgramAlias(Orderable):
    """Another name of a programme in the press."""

    program = ParentalKey(Program, on_delete=models.CASCADE, related_name="aliases")
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("ar", "العربية"), ("fr", "Français")],
        help_text=_("The language in which it was printed."),
    )
    name = models.CharField(_("name"), max_length=255, help_text=_("As it was printed somewhere."))

    class Meta(Orderable.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "language", "name"],
                name="program_alias_unique",
                violation_error_message=_("The programme has this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Edition(Reference):
    """One round of a programme. Its plans are observations with the role *target*."""

    program = RecordKey(Program, "editions", _("programme"), _("The programme of which this is a round."))
    period_start = models.DateField(
        _("first day"), null=True, blank=True, help_text=_("The day on which it began; empty where no source says it.")
    )
    period_end = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("The day on which it ended; empty where no source says it.")
    )

    class Meta(Reference.Meta):
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = [F("period_start").desc(nulls_last=True), "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_start__isnull=True, period_end__isnull=True)
                | Q(period_start__isnull=False, period_end__isnull=False),
                name="edition_has_both_days_or_none",
                violation_error_message=_("Give the first and the last day, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True) | Q(period_end__gte=F("period_start")),
                name="edition_ends_after_it_starts",
                violation_error_message=_("The edition would end before it starts."),
            ),
        ]


class Trade(Reference):
    class Meta(Reference.Meta):
        verbose_name = _("trade")
        verbose_name_plural = _("trades")


class AssistanceKind(Reference):
    class Meta(Reference.Meta):
        verbose_name = _("kind of assistance")
        verbose_name_plural = _("kinds of assistance")


class Organization(Reference):
    is_publisher = models.BooleanField(
        _("publishes this portal"),
        default=False,
        help_text=_("What is recorded of a distribution without a source is its announcement."),
    )

    class Meta(Reference.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["is_publisher"],
                condition=Q(is_publisher=True),
                name="organization_one_publisher",
                violation_error_message=_("Another organisation publishes this portal already."),
            )
        ]


class Centre(Reference):
    """A centre of the foundation that accompanies released prisoners."""

    territory = RecordKey(Territory, "centres", _("territory"), _("Where the centre is."))

    class Meta(Reference.Meta):
        verbose_name = _("centre")
        verbose_name_plural = _("centres")
