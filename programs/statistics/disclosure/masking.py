"""Disclosure control: the one place where values are masked so that no figure points at a person.

Primary suppression by minimum frequency: Hundepool et al., Statistical Disclosure Control (2012), 4.2. A sum over a
masked part is masked with it, for the part could be worked out from the sum and its other parts. Whatever the reason,
there is one marker: the status SUPPRESSED, with no value, and one wording. What a masked value supersedes is masked
too, on whatever day it is asked for: whoever knows what it was before could guess what it is.
"""

import operator
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Case, F, IntegerField, Q, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from programs.facts import Indicator, Observation

#: What stands in place of a masked value. It says of none how large it is: some are masked for what others are.
MASKED = _("masked to protect people")


def _bounds(threshold: int | F) -> dict[str, int | F]:
    """The rule itself, {comparison: bound} of what is too small: as Python's operators and Django's lookups call them."""
    return {"gt": 0, "lt": threshold}


def is_small(value: Decimal | None, threshold: int) -> bool:
    """Whether a count is of so few people that it could point at one of them."""
    return value is not None and all(
        getattr(operator, name)(value, bound) for name, bound in _bounds(threshold).items()
    )


def small(threshold: int | F) -> Q:
    """The same rule for the database."""
    return Q(**{f"value__{name}": bound for name, bound in _bounds(threshold).items()})


def threshold_of(indicator: Indicator) -> int:
    """Return below which count of an indicator a value is masked: 0 where it counts no people."""
    return indicator.threshold if indicator.counts_people else 0


def small_flag(thresholds: Mapping[int, int], *, past: bool) -> Case:
    """Return 1 for an observation of one of the indicators that must be masked, else 0.

    `thresholds` are {id of an indicator: its threshold}. `past` is for what stood on a day: it may have been superseded
    since, by a value of the same indicator. What stands now was not.
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
    """Return 1 for an observation that a small count has superseded since, else 0."""
    return _flag(_superseded_by_small())


def _superseded_by_small() -> Q:
    """All that published small counts supersede, however many corrections lie between."""
    corrections = Observation.objects.released().filter(
        small(F("indicator__threshold")),
        supersedes__isnull=False,
        indicator__statistical_unit__in=Indicator.COUNTS_PEOPLE,
    )
    template = f"""(
        WITH RECURSIVE hidden(id) AS (
            %(subquery)s
            UNION
            SELECT earlier.supersedes_id FROM {Observation._meta.db_table} earlier JOIN hidden ON earlier.id = hidden.id
            WHERE earlier.supersedes_id IS NOT NULL
        ) SELECT id FROM hidden
    )"""
    return Q(pk__in=Subquery(corrections.order_by().values("supersedes"), template=template))


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
