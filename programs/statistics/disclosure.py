"""The one place where values are masked so that no figure points at a person.

Primary suppression by minimum frequency: Hundepool et al., Statistical Disclosure Control (2012), 4.2. A sum over a
masked part is masked with it, for the part could be worked out from the sum and its other parts. Whatever the reason,
there is one marker: `Row.masked`, with no value.
"""

from decimal import Decimal

from django.db.models import Case, F, IntegerField, Value, When

from programs.models.indicators import Indicator


def must_mask(*, counts_people: bool, value: Decimal | None, threshold: int) -> bool:
    """Whether a value is a count of so few people that it could point at one of them."""
    return counts_people and value is not None and 0 < value < threshold


def small_count() -> Case:
    """The same rule for the database: 1 for an observation that must be masked, else 0."""
    small = When(
        indicator__statistical_unit__in=Indicator.COUNTS_PEOPLE,
        value__gt=0,
        value__lt=F("indicator__threshold"),
        then=Value(1),
    )
    return Case(small, default=Value(0), output_field=IntegerField())
