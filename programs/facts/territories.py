"""Territorial schemes, territories and their relations.

Codes were reused (MA-05 was Fès-Boulemane and is Béni Mellal-Khénifra): the key of a territory is its scheme and code.
"""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from programs.facts.reference import BilingualName, CodeField, RecordKey, Reference, ReferenceQuerySet

DECREE = _("The decree that drew it.")


class Level(models.TextChoices):
    COUNTRY = "country", _("country")
    REGION = "region", _("region")
    PROVINCE = "province", _("province or prefecture")
    PLACE = "place", _("city or place")


class TerritorialSchemeQuerySet(ReferenceQuerySet["TerritorialScheme"]):
    def overlapping(self, level: str, valid_from: date, valid_to: date | None) -> Self:
        """Schemes of a level in force on a day of the period; None is an open end."""
        begun = Q(valid_from__lte=valid_to) if valid_to else Q()
        return self.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from), level=level)


class TerritorialScheme(Reference):
    """A division of the country, with the period in which it was in force."""

    level = models.CharField(
        _("level"), max_length=10, choices=Level, help_text=_("What the territories of this scheme are.")
    )
    valid_from = models.DateField(_("in force from"), help_text=_("The first day on which it was in force."))
    valid_to = models.DateField(
        _("in force until"), null=True, blank=True, help_text=_("The last day; empty while it is in force.")
    )
    legal_basis_ar = models.CharField(_("legal basis in Arabic"), max_length=255, blank=True, help_text=DECREE)
    legal_basis_fr = models.CharField(_("legal basis in French"), max_length=255, blank=True, help_text=DECREE)

    objects = TerritorialSchemeQuerySet.as_manager()  # type: ignore[misc]  # Replaces that of Reference.

    class Meta(Reference.Meta):
        verbose_name = _("territorial scheme")
        verbose_name_plural = _("territorial schemes")
        # Triggers keep schemes of one level from overlapping: programs.facts.guards.
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="scheme_ends_after_it_starts",
                violation_error_message=_("The scheme would end before it starts."),
            )
        ]

    def clean(self) -> None:
        super().clean()
        if not (self.level and self.valid_from):
            return
        others = type(self).objects.overlapping(self.level, self.valid_from, self.valid_to).exclude(pk=self.pk)
        if other := others.first():
            raise ValidationError(
                {
                    "valid_from": _(
                        "“%(scheme)s” was in force in a part of this time. Schemes of one level never overlap."
                    )
                    % {"scheme": other.name}
                }
            )

    def covers(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def by_ref(self) -> dict[str, "Territory"]:
        """Return {"SCHEME:CODE": territory}."""
        return {territory.ref: territory for territory in self.select_related("scheme")}

    def at_ref(self, ref: str) -> Self:
        """The territory named "SCHEME:CODE", as a queryset of one or none."""
        scheme, _colon, code = ref.partition(":")
        return self.filter(scheme__code=scheme, code=code)

    def regions(self) -> Self:
        return self.filter(scheme__level=Level.REGION)


class Territory(BilingualName):
    scheme = RecordKey(
        TerritorialScheme, "territories", _("scheme"), _("The division of the country to which this territory belongs.")
    )
    code = CodeField()

    objects = TerritoryQuerySet.as_manager()

    search_fields = [*BilingualName.search_fields, index.FilterField("scheme")]

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["scheme__code", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"],
                name="territory_code_unique_in_scheme",
                violation_error_message=_("This scheme has a territory with that code already."),
            )
        ]

    @property
    def ref(self) -> str:
        """The key: "SCHEME:CODE"."""
        return f"{self.scheme.code}:{self.code}"


class TerritoryRelation(models.Model):
    """How a territory relates to another: a town to its province, an old region to its successor."""

    class Kind(models.TextChoices):
        WITHIN = "within", _("lies within")
        WHOLE = "whole", _("went wholly into")
        SPLIT = "split", _("was split, a part went into")
        SAME = "same", _("has the same extent as")

    territory = models.ForeignKey(
        Territory,
        on_delete=models.CASCADE,
        related_name="relations",
        verbose_name=_("territory"),
        help_text=_("The smaller one, or the one that was there before."),
    )
    relation = models.CharField(
        _("relation"), max_length=10, choices=Kind, help_text=_("How the first lies to the second.")
    )
    related = RecordKey(
        Territory, "inverse_relations", _("related territory"), _("The larger one, or the one that came after.")
    )
    share = models.DecimalField(
        _("share of the population"),
        max_digits=5,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("From 0 to 1: how much of the first territory's population lies in the second."),
    )
    source = RecordKey("programs.Source", verbose_name=_("source"), help_text=_("Who says so."), null=True)

    class Meta:
        verbose_name = _("relation between territories")
        verbose_name_plural = _("relations between territories")
        ordering = ["territory_id", "relation", "related_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "relation", "related"],
                name="territory_relation_unique",
                violation_error_message=_("This relation is recorded already."),
            ),
            models.CheckConstraint(
                condition=~Q(territory=F("related")),
                name="territory_relation_between_two",
                violation_error_message=_("A territory is not related to itself."),
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gt=0, share__lte=1),
                name="territory_relation_share_in_range",
                violation_error_message=_("A share lies between 0 and 1."),
            ),
            models.CheckConstraint(
                condition=~Q(relation__in=["whole", "same"]) | Q(share__isnull=True) | Q(share=1),
                name="territory_relation_whole_is_whole",
                violation_error_message=_("A territory that went wholly into another has the share 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.get_relation_display()} {self.related}"
