"""Distribution events: cheques and equipment handed over on a day at a venue."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, PreviewableMixin
from wagtail.search import index

from portal.l10n import current_language, format_date
from programs.facts.programs import AssistanceKind, Centre, Edition, Organization, Program, Trade
from programs.facts.reference import InActiveLanguage, RecordKey, Reference, ReferenceQuerySet
from programs.facts.territories import Territory

#: Help for fields in two languages.
WHY_UNCERTAIN = _("Why the day is not certain.")
VENUE = _("The hall, prison or centre where it took place.")
NOTE = _("What a reader must know to read the figures. Never a person’s name.")


class DistributionEventQuerySet(ReferenceQuerySet["DistributionEvent"]):
    def released(self) -> Self:
        return self.filter(released_at__isnull=False)

    def as_of(self, moment: datetime) -> Self:
        return self.filter(released_at__lte=moment)

    def targeting(self, territories: Collection[int]) -> Self:
        """Events for people of some territories, by database id."""
        return self.filter(target_territory__in=sorted(territories))

    def newest_first(self) -> Self:
        """The latest date first, undated events last, in the same order on each database."""
        return self.order_by(F("date_start").desc(nulls_last=True), "code")

    def for_facts(self) -> Self:
        """With the relations that a facts box shows."""
        return self.select_related("program", "edition", "venue_territory", "target_territory__scheme", "centre")


class DistributionEvent(PreviewableMixin, ClusterableModel, Reference):
    class Precision(models.TextChoices):
        DAY = "day", _("the day is known")
        RANGE = "range", _("over several days")
        MONTH = "month", _("only the month is known")
        YEAR = "year", _("only the year is known")
        UNCERTAIN = "uncertain", _("one of several days")
        UNKNOWN = "unknown", _("unknown")

    program = RecordKey(Program, "events", _("programme"), _("The programme under which things were handed over."))
    edition = RecordKey(
        Edition, "events", _("edition"), _("The round of the programme, if it belongs to one."), null=True
    )
    date_precision = models.CharField(
        _("what is known of the date"),
        max_length=10,
        choices=Precision,
        default=Precision.DAY,
        help_text=_("Say honestly how well the day is known; the page says it too."),
    )
    date_start = models.DateField(
        _("date"), null=True, blank=True, help_text=_("The day; or the first one that is possible.")
    )
    date_end = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty for a single day; or the last day that is possible.")
    )
    date_note_ar = models.CharField(
        _("note on the date in Arabic"), max_length=255, blank=True, help_text=WHY_UNCERTAIN
    )
    date_note_fr = models.CharField(
        _("note on the date in French"), max_length=255, blank=True, help_text=WHY_UNCERTAIN
    )
    venue_ar = models.CharField(_("venue in Arabic"), max_length=255, blank=True, help_text=VENUE)
    venue_fr = models.CharField(_("venue in French"), max_length=255, blank=True, help_text=VENUE)
    venue_territory = RecordKey(Territory, "events_held", _("place of the venue"), _("Where it took place."), null=True)
    target_territory = RecordKey(
        Territory,
        "events_targeting",
        _("territory served"),
        _("Whose people it was for: often larger than the place of the venue. The figures count here."),
    )
    trades = ParentalManyToManyField(
        Trade,
        blank=True,
        related_name="events",
        verbose_name=_("trades"),
        help_text=_("The trades of the projects that were supported."),
    )
    trades_complete = models.BooleanField(
        _("the list of trades is complete"), default=False, help_text=_("Unless ticked, the page says “among others”.")
    )
    assistance_kinds = ParentalManyToManyField(
        AssistanceKind,
        blank=True,
        related_name="events",
        verbose_name=_("kinds of assistance"),
        help_text=_("What was handed over."),
    )
    centre = RecordKey(
        Centre, "events", _("centre"), _("The centre of the foundation that accompanies these projects."), null=True
    )
    note_ar = models.TextField(_("note in Arabic"), blank=True, help_text=NOTE)
    note_fr = models.TextField(_("note in French"), blank=True, help_text=NOTE)
    released_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = DistributionEventQuerySet.as_manager()  # type: ignore[misc]  # Replaces that of Reference.

    search_fields = [*Reference.search_fields, index.FilterField("program"), index.FilterField("date_start")]

    class Meta(Reference.Meta):
        verbose_name = _("distribution event")
        verbose_name_plural = _("distribution events")
        ordering = [F("date_start").desc(nulls_last=True), "code"]
        permissions = [("release_distributionevent", "Can publish distribution events and their figures")]
        constraints = [
            models.CheckConstraint(
                condition=Q(date_precision="unknown", date_start__isnull=True, date_end__isnull=True)
                | ~Q(date_precision="unknown") & Q(date_start__isnull=False, date_end__isnull=False),
                name="event_dates_or_unknown",
                violation_error_message=_("Give the date, or say that it is unknown."),
            ),
            models.CheckConstraint(
                condition=Q(date_end__isnull=True) | Q(date_end__gte=F("date_start")),
                name="event_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(date_precision="day") | Q(date_end=F("date_start")),
                name="event_day_is_one_day",
                violation_error_message=_("A known day is a single day: leave the last day empty."),
            ),
        ]

    venue = InActiveLanguage()
    date_note = InActiveLanguage()
    note = InActiveLanguage()

    @property
    def date_text(self) -> str:
        return format_date(self.date_start, self.date_end, self.date_precision, current_language())

    @property
    def is_released(self) -> bool:
        return self.released_at is not None

    @cached_property
    def year(self) -> int | None:
        return self.date_start.year if self.date_start else None

    def prepare(self) -> None:
        """Fill derived fields: a known day ends where it begins."""
        if self.date_precision == self.Precision.DAY and self.date_start and not self.date_end:
            self.date_end = self.date_start

    def clean(self) -> None:
        super().clean()
        self.prepare()
        errors: dict[str, str | Promise] = {}
        if self.edition and self.program_id and self.edition.program_id != self.program_id:
            errors["edition"] = _("This edition belongs to another programme.")
        if self.date_start and self.target_territory_id and not self.target_territory.scheme.covers(self.date_start):
            errors["target_territory"] = _(
                "“%(territory)s” belongs to “%(scheme)s”, which was not in force on that date. "
                "Choose the territory of the scheme that was."
            ) % {"territory": self.target_territory.name, "scheme": self.target_territory.scheme.name}
        if self.date_precision in (self.Precision.UNCERTAIN, self.Precision.UNKNOWN) and not (
            self.date_note_ar and self.date_note_fr
        ):
            errors["date_precision"] = _("Say in both languages why the day is not certain.")
        if errors:
            raise ValidationError(errors)

    #: Context of the public page for the preview, in the active language; set by the app.
    preview_context: Callable[["DistributionEvent"], dict[str, object]]
    preview_modes = [("ar", "العربية"), ("fr", "Français")]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "programs/event.html"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> TemplateResponse:
        with override(mode_name):
            response: TemplateResponse = super().serve_preview(request, mode_name).render()
            return response

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        return {**super().get_preview_context(request, mode_name), **type(self).preview_context(self)}


class EventOrganizer(Orderable):
    """An institution that took part in an event, and its role. Never a person."""

    class Role(models.TextChoices):
        ORGANIZER = "organizer", _("organiser")
        PARTNER = "partner", _("partner")
        AUTHORITY = "authority", _("authority present")
        PATRON = "patron", _("patron")

    event = ParentalKey(DistributionEvent, on_delete=models.CASCADE, related_name="organizers")
    organization = RecordKey(Organization, "roles", _("organisation"), _("An institution. Never a person."))
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=Role,
        default=Role.ORGANIZER,
        help_text=_("What the institution did at this event."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organization", "role"],
                name="event_organizer_unique",
                violation_error_message=_("This organisation is listed in that role already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization} ({self.get_role_display()})"
