"""The ledger: one table of numbers, append-only.

What is *computed* is a sum over observations of events; what is *reported* is an observation without an event.
A published observation never changes: a correction is a new one that supersedes it with a public reason.
"""

import hashlib
import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.search import index

from programs.models.events import DistributionEvent
from programs.models.indicators import Indicator
from programs.models.programs import AssistanceKind, Edition, Program, Trade
from programs.models.reference import CodeField, Reference, has_text, in_active_language
from programs.models.sources import Source
from programs.models.territories import Territory


class ReleasedObservationError(Exception):
    """Somebody tried to change or delete what was published. Correct it instead: `programs.ledger.correct`."""


class ObservationQuerySet(models.QuerySet):
    def released(self):
        return self.filter(released_at__isnull=False)

    def drafts(self):
        return self.filter(released_at__isnull=True)

    def as_of(self, moment: datetime):
        """What the portal said at a moment: released by then, and not superseded by then."""
        return self.filter(released_at__lte=moment).exclude(superseded_by__released_at__lte=moment)

    def current(self):
        return self.as_of(timezone.now())

    def by_code(self) -> dict:
        return {observation.code: observation for observation in self}


class Observation(index.Indexed, models.Model):
    """One value of one indicator. `value` is in the unit of the indicator (money in whole units of currency)."""

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
        """After SDMX CL_OBS_STATUS: A, P, E and M."""

        NORMAL = "normal", _("normal")
        PROVISIONAL = "provisional", _("provisional")
        ESTIMATED = "estimated", _("estimated")
        MISSING = "missing", _("missing")

    class Sex(models.TextChoices):
        FEMALE = "F", _("women")
        MALE = "M", _("men")

    class AgeBand(models.TextChoices):
        MINORS = "minors", _("minors")
        ADULTS = "adults", _("adults")

    code = CodeField(unique=True, max_length=120, blank=True)
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        related_name="observations",
        verbose_name=_("indicator"),
        help_text=_("What is counted."),
    )
    role = models.CharField(
        _("role"),
        max_length=6,
        choices=Role,
        default=Role.RESULT,
        help_text=_("What was planned is a target, never a result."),
    )
    program = models.ForeignKey(
        Program,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        verbose_name=_("programme"),
    )
    edition = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        verbose_name=_("edition"),
    )
    event = ParentalKey(
        DistributionEvent,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        verbose_name=_("distribution event"),
    )
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="observations", verbose_name=_("territory")
    )
    period_type = models.CharField(
        _("period type"),
        max_length=15,
        choices=PeriodType,
        help_text=_(
            "Values of different period types never share a line; unstated and cumulative ones are never summed."
        ),
    )
    period_start = models.DateField(_("first day of the period"), null=True, blank=True)
    period_end = models.DateField(_("last day of the period"), null=True, blank=True)
    value = models.DecimalField(
        _("value"),
        max_digits=20,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, _("A count or an amount is never negative."))],
        help_text=_("The number alone; the unit comes from the indicator."),
    )
    value_high = models.DecimalField(
        _("upper value"),
        max_digits=20,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Only for “between two values”."),
    )
    qualifier = models.CharField(
        _("qualifier"),
        max_length=10,
        choices=Qualifier,
        default=Qualifier.EXACT,
        help_text=_("Travels with the value everywhere."),
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=Status,
        default=Status.NORMAL,
        help_text=_("A value that is not known is missing, never 0."),
    )
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    age_band = models.CharField(_("age band"), max_length=10, choices=AgeBand, blank=True)
    trade = models.ForeignKey(
        Trade,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        verbose_name=_("trade"),
    )
    assistance_kind = models.ForeignKey(
        AssistanceKind,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        verbose_name=_("kind of assistance"),
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="observations",
        verbose_name=_("source"),
        help_text=_("Where the value was said."),
    )
    note_ar = models.CharField(_("note in Arabic"), max_length=500, blank=True)
    note_fr = models.CharField(_("note in French"), max_length=500, blank=True)
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
        help_text=_("The published value that this one corrects."),
    )
    reason_ar = models.CharField(_("public reason in Arabic"), max_length=500, blank=True)
    reason_fr = models.CharField(_("public reason in French"), max_length=500, blank=True)
    released_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    series_key = models.CharField(max_length=32, editable=False, db_index=True)

    objects = ObservationQuerySet.as_manager()

    search_fields = [
        index.SearchField("code"),
        index.AutocompleteField("code"),
        index.RelatedFields("indicator", [index.SearchField("name_ar"), index.SearchField("name_fr")]),
        index.FilterField("indicator"),
        index.FilterField("program"),
    ]

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["code"]
        indexes = [
            models.Index(
                fields=["indicator", "role", "period_type", "program", "edition"], name="observation_question"
            ),
            models.Index(fields=["program", "indicator"], name="observation_program"),
        ]
        # That a released row never changes is kept by triggers: see migration 0002.
        constraints = [
            models.CheckConstraint(
                condition=Q(status="missing", value__isnull=True)
                | ~Q(status="missing") & Q(value__isnull=False),
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
                violation_error_message=_(
                    "“Between” needs a larger upper value; any other qualifier has none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(period_type="unstated", period_start__isnull=True, period_end__isnull=True)
                | Q(period_type="cumulative", period_end__isnull=False)
                | ~Q(period_type__in=["unstated", "cumulative"])
                & Q(period_start__isnull=False, period_end__isnull=False),
                name="observation_period_matches_its_type",
                violation_error_message=_(
                    "A period has its days; an unstated one has none; a cumulative one has at least an end."
                ),
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_end__gte=F("period_start")),
                name="observation_period_ends_after_it_starts",
                violation_error_message=_("The period would end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | has_text("reason_ar", "reason_fr"),
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

    def __str__(self) -> str:
        return f"{self.indicator} · {self.code}"

    @property
    def is_released(self) -> bool:
        return self.released_at is not None

    @property
    def reason(self) -> str:
        return in_active_language(self, "reason")

    @property
    def note(self) -> str:
        return in_active_language(self, "note")

    def clean(self) -> None:
        super().clean()
        errors = {}
        # What is taken from an event was checked there.
        if (
            not self.event_id
            and self.edition_id
            and self.program_id
            and self.edition.program_id != self.program_id
        ):
            errors["edition"] = _("This edition belongs to another programme.")
        if self.supersedes_id and (self.supersedes.indicator_id, self.supersedes.role) != (
            self.indicator_id,
            self.role,
        ):
            errors["supersedes"] = _("A correction is about the same indicator, and stays a result or a target.")
        if (
            not self.event_id
            and self.territory_id
            and self.period_start
            and self.period_end
            and not self._scheme_in_force()
        ):
            errors["territory"] = _("The scheme of this territory was not in force in this period.")
        if errors:
            raise ValidationError(errors)

    def _scheme_in_force(self) -> bool:
        scheme = self.territory.scheme
        return scheme.covers(self.period_end) or scheme.covers(self.period_start)

    @classmethod
    def relations(cls) -> list[str]:
        """Return the fields that refer to other records, which a check without statements leaves out."""
        return [field.name for field in cls._meta.concrete_fields if field.is_relation]

    def take_from_event(self) -> None:
        """Copy programme, edition, territory and period from the event, where there is one.

        They are copied and not joined, so that a published row says by itself what it says, for ever.
        """
        event = self.event
        if event is None:
            return
        self.program_id = event.program_id
        self.edition_id = event.edition_id
        self.territory_id = event.target_territory_id
        self.period_start, self.period_end = event.date_start, event.date_end
        self.period_type = self.PeriodType.EVENT if event.date_start else self.PeriodType.UNSTATED

    def key_of_series(self) -> str:
        """Return what identifies the question: two observations with the same key answer the same one."""
        parts = (
            self.indicator_id,
            self.role,
            self.program_id,
            self.edition_id,
            self.event_id,
            self.territory_id,
            self.period_type,
            self.period_start,
            self.period_end,
            self.sex,
            self.age_band,
            self.trade_id,
            self.assistance_kind_id,
        )
        text = "|".join("" if part is None else str(part) for part in parts)
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

    def prepare(self) -> None:
        """Fill what is derived: the event's dimensions while a draft, the code, the key of the series."""
        if not self.is_released:
            self.take_from_event()
        if not self.code:
            self.code = f"O-{secrets.token_hex(6).upper()}"
        self.series_key = self.key_of_series()

    def save(self, *args, **kwargs) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        if self.is_released:
            raise ReleasedObservationError(self.code)
        return super().delete(*args, **kwargs)


class Preference(models.Model):
    """Which of several values for one question the portal prefers, and why. The latest decision counts."""

    observation = models.ForeignKey(
        Observation,
        on_delete=models.PROTECT,
        related_name="preferences",
        verbose_name=_("preferred observation"),
        help_text=_("The value that pages show first; the others stay visible beside it."),
    )
    reason_ar = models.CharField(
        _("public reason in Arabic"), max_length=500, help_text=_("Why this source is preferred.")
    )
    reason_fr = models.CharField(
        _("public reason in French"), max_length=500, help_text=_("Why this source is preferred.")
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("preference between values")
        verbose_name_plural = _("preferences between values")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=has_text("reason_ar", "reason_fr"),
                name="preference_has_reason",
                violation_error_message=_("A preference needs a public reason in both languages."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.observation)

    @property
    def reason(self) -> str:
        return in_active_language(self, "reason")


class Discrepancy(Reference):
    """Figures of several sources that do not agree, and what may explain it."""

    diagnosis_ar = models.TextField(_("diagnosis in Arabic"), help_text=_("What may explain the difference."))
    diagnosis_fr = models.TextField(_("diagnosis in French"), help_text=_("What may explain the difference."))
    observations = models.ManyToManyField(
        Observation, blank=True, related_name="discrepancies", verbose_name=_("observations")
    )

    class Meta(Reference.Meta):
        verbose_name = _("disagreement between sources")
        verbose_name_plural = _("disagreements between sources")

    @property
    def diagnosis(self) -> str:
        return in_active_language(self, "diagnosis")
