"""Indicators: what is counted, in which unit, and whether values may be summed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programs.facts.reference import InActiveLanguage, RecordKey, Reference

#: The plural categories of CLDR (https://cldr.unicode.org/index/cldr-spec/plural-rules).
PLURAL_CATEGORIES = ("zero", "one", "two", "few", "many", "other")


def validate_plural_forms(forms: object) -> None:
    """Raise ValidationError unless `forms` is {category: text} with `other`."""
    if not isinstance(forms, dict) or not all(isinstance(text, str) for text in forms.values()):
        raise ValidationError(_("Plural forms are texts by category."))
    if unknown := sorted(set(forms) - set(PLURAL_CATEGORIES)):
        raise ValidationError(_("Unknown plural category: %(names)s.") % {"names": ", ".join(unknown)})
    if "other" not in forms:
        raise ValidationError(_("The category “other” is missing from the plural forms."))


class UnitOfMeasure(Reference):
    forms_ar = models.JSONField(
        _("plural forms in Arabic"),
        validators=[validate_plural_forms],
        help_text=_("By plural category (zero, one, two, few, many, other); {n} is where the number stands."),
    )
    forms_fr = models.JSONField(
        _("plural forms in French"),
        validators=[validate_plural_forms],
        help_text=_("By plural category (one, many, other); {n} is where the number stands."),
    )

    class Meta(Reference.Meta):
        verbose_name = _("unit of measure")
        verbose_name_plural = _("units of measure")

    def forms(self, language: str) -> dict[str, str]:
        return dict(self.forms_fr if language == "fr" else self.forms_ar)


class Placement(models.TextChoices):
    """Where an indicator is shown or offered."""

    EVENT = "event", _("Figures of a distribution: offered in its form, shown on its page")
    NEW_EVENT = "new_event", _("First rows in the form of a new distribution")
    CARD = "card", _("Card of a programme: the first that has a value")
    EDITION = "edition", _("Editions: what was planned of it beside what became of it")
    PROGRAM_RESULT = "program_result", _("Programmes among search results")
    SEARCH_SUM = "search_sum", _("Sum of the distributions that a search found, or why there is none")
    BENEFICIARIES = "beneficiaries", _("Searching by number of beneficiaries")
    AMOUNT = "amount", _("Searching by amount")


WHAT_IS_COUNTED = _("What is counted, and what is not, so that a journalist can rely on it.")
#: Placements of one indicator at most.
SINGLE_PLACEMENTS = (Placement.BENEFICIARIES, Placement.AMOUNT)


def validate_placements(placements: object) -> None:
    """Raise ValidationError unless `placements` is a list of different placements."""
    if not isinstance(placements, list) or len({*placements}) != len(placements):
        raise ValidationError(_("Choose each placement once."))
    if unknown := [name for name in placements if name not in Placement.values]:
        raise ValidationError(_("Unknown placement: %(names)s.") % {"names": ", ".join(map(str, unknown))})


class Indicator(Reference):
    class StatisticalUnit(models.TextChoices):
        PERSONS = "persons", _("persons")
        PROJECTS = "projects", _("projects")
        ENROLMENTS = "enrolments", _("enrolments")
        CERTIFICATES = "certificates", _("certificates")
        FIRMS = "firms", _("firms")
        CENTRES = "centres", _("centres")
        EVENTS = "events", _("events")
        MONEY = "money", _("money")
        RATE = "rate", _("rate")

    class Aggregation(models.TextChoices):
        ADDITIVE = "additive", _("may be summed")
        DISTINCT = "distinct", _("distinct persons: one may be counted in two rows")
        NONE = "none", _("may not be summed")

    class Measure(models.TextChoices):
        COMMITTED = "committed", _("committed")
        ANNOUNCED = "announced", _("announced")
        DELIVERED = "delivered", _("delivered")
        SPENT = "spent", _("spent")

    definition_ar = models.TextField(_("definition in Arabic"), help_text=WHAT_IS_COUNTED)
    definition_fr = models.TextField(_("definition in French"), help_text=WHAT_IS_COUNTED)
    unit = RecordKey(UnitOfMeasure, "indicators", _("unit of measure"), _("In what its values are given."))
    statistical_unit = models.CharField(
        _("statistical unit"), max_length=15, choices=StatisticalUnit, help_text=_("What one unit of the count is.")
    )
    aggregation = models.CharField(
        _("aggregation"), max_length=10, choices=Aggregation, help_text=_("Whether values may be added up.")
    )
    measure = models.CharField(
        _("measure of money"),
        max_length=10,
        choices=Measure,
        blank=True,
        help_text=_("For money only: at which stage. Amounts of different stages are never added."),
    )
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, help_text=_("For money only: the code of ISO 4217, as in MAD.")
    )
    threshold = models.PositiveSmallIntegerField(
        _("sensitivity threshold"),
        default=5,
        help_text=_("Counts of people in a breakdown below it are masked: 5, or 10 for minors and sensitive groups."),
    )
    compared_with = RecordKey(
        "self",
        "targets_of",
        _("result indicator"),
        _("For what is planned under another name: the indicator that shows what became of it."),
        null=True,
    )
    placements = models.JSONField(
        _("where it is shown"),
        default=list,
        blank=True,
        validators=[validate_placements],
        help_text=_("Nothing chosen: it is shown by the figures in texts, and in the data."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=100,
        help_text=_("Where several indicators are shown: the smaller the number, the earlier it stands."),
    )

    class Meta(Reference.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(
                condition=Q(statistical_unit="money") & ~Q(measure="") & ~Q(currency="")
                | ~Q(statistical_unit="money") & Q(measure="", currency=""),
                name="indicator_money_has_currency_and_measure",
                violation_error_message=_("Money needs a currency and a measure; anything else has neither."),
            ),
            models.CheckConstraint(
                condition=~Q(statistical_unit="rate") | Q(aggregation="none"),
                name="indicator_rate_is_never_summed",
                violation_error_message=_("A rate may not be summed."),
            ),
        ]

    #: Statistical units subject to disclosure control.
    COUNTS_PEOPLE = (StatisticalUnit.PERSONS, StatisticalUnit.ENROLMENTS, StatisticalUnit.CERTIFICATES)

    #: Fields that define the meaning of published values.
    MEANING = ("unit_id", "statistical_unit", "measure", "currency")

    def clean(self) -> None:
        super().clean()
        stored = type(self).objects.filter(pk=self.pk).values(*self.MEANING).first() if self.pk else None
        changed = [name for name in self.MEANING if stored and stored[name] != getattr(self, name)]
        if changed and self.observations.released().exists():
            message = _("Values of this indicator are published: make another indicator for another meaning.")
            raise ValidationError({name.removesuffix("_id"): message for name in changed})
        if problem := self._problem_of_placements():
            raise ValidationError({"placements": problem})

    def _problem_of_placements(self) -> str | Promise:
        chosen = set(self.placements)
        if Placement.NEW_EVENT in chosen and Placement.EVENT not in chosen:
            return _("A first row of a new distribution is one of the figures of a distribution: choose both.")
        if Placement.AMOUNT in chosen and not self.is_money:
            return _("An amount is money: this indicator counts something else.")
        single = [name for name in SINGLE_PLACEMENTS if name in chosen]
        others = type(self).objects.exclude(pk=self.pk) if single else ()
        for other in others:
            if taken := [name for name in single if name in other.placements]:
                return _("“%(placement)s” is taken by another indicator: %(name)s.") % {
                    "placement": Placement(taken[0]).label,
                    "name": other.name,
                }
        return ""

    definition = InActiveLanguage()

    @property
    def is_money(self) -> bool:
        return self.statistical_unit == self.StatisticalUnit.MONEY
