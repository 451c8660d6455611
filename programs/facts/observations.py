"""The ledger: one append-only table of numbers.

*Computed* values are sums over observations of events; *reported* ones are observations without an event. A published
observation never changes: a correction is a new one that supersedes it, with a public reason.
"""

import hashlib
import secrets
from datetime import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, Expression, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.search import index

from programs.facts.dimensions import BREAKDOWN_CODES, BREAKDOWNS, AgeBand, Sex
from programs.facts.events import DistributionEvent
from programs.facts.indicators import Indicator
from programs.facts.programs import AssistanceKind, Edition, Program, Trade
from programs.facts.reference import CodeField, InActiveLanguage, RecordKey
from programs.facts.sources import Source
from programs.facts.territories import Territory
from programs.facts.vocabulary import OBSERVATION_CONSTRAINTS, PeriodType, Qualifier, Role, Status


class ReleasedObservationError(Exception):
    """A published observation was to be deleted. Use `programs.facts.ledger.correct` instead."""


class ObservationQuerySet(models.QuerySet["Observation"]):
    def released(self) -> Self:
        return self.filter(released_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(released_at__isnull=True)

    def as_of(self, moment: datetime | Expression) -> Self:
        """Released by a moment, and not superseded by then."""
        successors = self.model._default_manager.filter(supersedes=OuterRef("pk"), released_at__lte=moment)
        return self.filter(~Exists(successors.order_by()), released_at__lte=moment)

    def current(self) -> Self:
        return self.as_of(timezone.now())

    def series_keys(self) -> list[str]:
        """Read the keys: PostgreSQL joins a subquery beside a dozen joins last, after all rows of the ledger."""
        return list(self.order_by().values_list("series_key", flat=True).distinct())


class Observation(index.Indexed, models.Model):
    """One value of one indicator. `value` is in the unit of the indicator (money in whole units of currency)."""

    Role = Role
    PeriodType = PeriodType
    Qualifier = Qualifier
    Status = Status

    code = CodeField(unique=True, max_length=120, blank=True)
    indicator = RecordKey(Indicator, "observations", _("indicator"), _("What is counted."))
    role = models.CharField(
        _("role"),
        max_length=6,
        choices=Role,
        default=Role.RESULT,
        help_text=_("What was planned is a target, never a result."),
    )
    program = RecordKey(Program, "observations", _("programme"), null=True)
    edition = RecordKey(Edition, "observations", _("edition"), null=True)
    event = ParentalKey(
        DistributionEvent,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        verbose_name=_("distribution event"),
    )
    territory = RecordKey(Territory, "observations", _("territory"))
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
    trade = RecordKey(Trade, "observations", _("trade"), null=True)
    assistance_kind = RecordKey(AssistanceKind, "observations", _("kind of assistance"), null=True)
    source = RecordKey(Source, "observations", _("source"), _("Where the value was said."))
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
            # Each question names its breakdowns, or that there are none.
            models.Index(
                fields=["indicator", "role", *BREAKDOWN_CODES, "program", "edition"], name="observation_question"
            ),
            models.Index(fields=["program", "indicator"], name="observation_program"),
            # Small counts that supersede values (disclosure control): few rows are corrections.
            models.Index(
                fields=["indicator", "value"],
                condition=models.Q(supersedes__isnull=False),
                name="observation_corrections",
            ),
        ]
        constraints = OBSERVATION_CONSTRAINTS

    def __str__(self) -> str:
        return f"{self.indicator} · {self.code}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    @property
    def is_released(self) -> bool:
        return self.released_at is not None

    reason = InActiveLanguage()
    note = InActiveLanguage()

    def clean(self) -> None:
        super().clean()
        errors = {}
        corrected = self.supersedes
        if corrected and (corrected.indicator_id, corrected.role) != (self.indicator_id, self.role):
            errors["supersedes"] = _("A correction is about the same indicator, and stays a result or a target.")
        if not self.event_id:
            # Dimensions copied from an event were checked there.
            if self.edition and self.program_id and self.edition.program_id != self.program_id:
                errors["edition"] = _("This edition belongs to another programme.")
            if self.territory_id and self.period_start and self.period_end:
                scheme = self.territory.scheme
                if not (scheme.covers(self.period_end) or scheme.covers(self.period_start)):
                    errors["territory"] = _("The scheme of this territory was not in force in this period.")
        if errors:
            raise ValidationError(errors)

    def copy_event_dimensions(self) -> None:
        """Copy programme, edition, territory and period from the event, if any, so that published rows stay as they are."""
        event = self.event
        if event is None:
            return
        self.program_id = event.program_id
        self.edition_id = event.edition_id
        self.territory_id = event.target_territory_id
        self.period_start, self.period_end = event.date_start, event.date_end
        self.period_type = self.PeriodType.EVENT if event.date_start else self.PeriodType.UNSTATED

    def compute_series_key(self) -> str:
        """Return the hash of what identifies a series: observations with the same key answer the same question.

        The event stands for its programme, territory and period: values of one event stay in one series if these change
        between releases.
        """
        placed = ("program_id", "edition_id", "territory_id", "period_type", "period_start", "period_end")
        parts = (
            self.indicator_id,
            self.role,
            *((self.event_id,) if self.event_id else (getattr(self, name) for name in placed)),
            # Named, so that a new breakdown leaves existing keys unchanged.
            *(f"{one.code}={member}" for one in BREAKDOWNS if (member := getattr(self, one.column))),
        )
        text = "|".join("" if part is None else str(part) for part in parts)
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

    def prepare(self) -> None:
        """Fill derived fields: the dimensions of the event (drafts only), the code, the series key."""
        if not self.is_released:
            self.copy_event_dimensions()
        if not self.code:
            self.code = f"O-{secrets.token_hex(6).upper()}"
        self.series_key = self.compute_series_key()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.is_released:
            raise ReleasedObservationError(self.code)
        return super().delete(*args, **kwargs)
