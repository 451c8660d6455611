"""Disclosure control: mask counts of so few people that they could identify one.

Primary suppression by minimum frequency: Hundepool et al., Statistical Disclosure Control (2012), 4.2. A sum with a
masked part is masked, since the part would follow from the other parts. Values that a masked one supersedes are masked
too, on any day, since they hint at it. The marker is always the same: status SUPPRESSED and no value.
"""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Case, F, IntegerField, Q, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from programs.facts import Indicator, Observation

#: Text in place of a masked value; says nothing about its size, as some are masked because of others.
MASKED = _("masked to protect people")


def is_small(value: Decimal | None, threshold: int) -> bool:
    """Whether a count of people must be masked."""
    return value is not None and 0 < value < threshold


def small(threshold: int | F) -> Q:
    """The same rule for the database."""
    return Q(value__gt=0, value__lt=threshold)


def threshold_of(indicator: Indicator) -> int:
    """Return the count below which values of an indicator are masked: 0 where it counts no people."""
    return indicator.threshold if indicator.statistical_unit in Indicator.COUNTS_PEOPLE else 0


def small_flag(thresholds: Mapping[int, int], *, past: bool) -> Case:
    """Return the expression that is 1 for an observation that must be masked, else 0.

    `thresholds` are {id of an indicator: its threshold}. `past` includes values that a small one superseded since.
    """
    alike = defaultdict(list)
    for pk, threshold in thresholds.items():
        if threshold:
            alike[threshold].append(pk)
    condition = Q(pk__in=[])
    for threshold, ids in sorted(alike.items()):
        condition |= Q(indicator__in=ids) & small(threshold)
    if past and alike:
        condition |= _superseded_by_small()
    return _flag(condition)


def superseded_by_small_flag() -> Case:
    """Return the expression that is 1 for an observation superseded by a small count since, else 0."""
    return _flag(_superseded_by_small())


def _superseded_by_small() -> Q:
    """The condition that a published small count supersedes the value, through any number of corrections."""
    corrections = Observation.objects.released().filter(
        small(F("indicator__threshold")),
        supersedes__isnull=False,
        indicator__statistical_unit__in=Indicator.COUNTS_PEOPLE,
    )
    # A scalar subquery: for a join, SQLite builds a Bloom filter from the whole ledger.
    template = f"""(
        WITH RECURSIVE hidden(id) AS (
            %(subquery)s
            UNION
            SELECT (SELECT earlier.supersedes_id FROM {Observation._meta.db_table} earlier WHERE earlier.id = hidden.id)
            FROM hidden WHERE id IS NOT NULL
        ) SELECT id FROM hidden WHERE id IS NOT NULL
    )"""
    return Q(pk__in=Subquery(corrections.order_by().values("supersedes"), template=template))


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
