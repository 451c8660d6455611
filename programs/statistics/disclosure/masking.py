"""The one place where values are masked so that no figure points at a person.

Primary suppression by minimum frequency: Hundepool et al., Statistical Disclosure Control (2012), 4.2. A sum over a
masked part is masked with it, for the part could be worked out from the sum and its other parts. Whatever the reason,
there is one marker: `Row.masked`, with no value, and one wording. What a masked value supersedes is masked too, on
whatever day it is asked for: whoever knows what it was before could guess what it is.
"""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from programs.facts import Indicator

#: What stands in place of a masked value. It says of none how large it is: some are masked for what others are.
MASKED = _("masked to protect people")

#: All that small counts supersede, however many corrections lie between.
SUPERSEDED_BY_SMALL = """
    WITH RECURSIVE hidden(id) AS (
        SELECT small.supersedes_id FROM programs_observation small
        JOIN programs_indicator indicator ON indicator.id = small.indicator_id
        WHERE small.supersedes_id IS NOT NULL AND small.released_at IS NOT NULL
            AND small.value > 0 AND small.value < indicator.threshold AND indicator.statistical_unit IN ({units})
        UNION
        SELECT earlier.supersedes_id FROM programs_observation earlier JOIN hidden ON earlier.id = hidden.id
        WHERE earlier.supersedes_id IS NOT NULL
    ) SELECT id FROM hidden
"""


def must_mask(*, counts_people: bool, value: Decimal | None, threshold: int) -> bool:
    """Whether a value is a count of so few people that it could point at one of them."""
    return counts_people and value is not None and 0 < value < threshold


def threshold_of(indicator: Indicator) -> int:
    """Return below which count of an indicator a value is masked: 0 where it counts no people."""
    return indicator.threshold if indicator.counts_people else 0


def small_count(thresholds: Mapping[int, int], *, past: bool = False) -> Case:
    """The same rule for the database: 1 for an observation of one of the indicators that must be masked, else 0.

    `thresholds` are {id of an indicator: its threshold}. `past` is for what stood on a day: it may have been superseded
    since, by a value of the same indicator. What stands now was not.
    """
    alike = defaultdict(list)
    for pk, threshold in thresholds.items():
        if threshold:
            alike[threshold].append(pk)
    small = Q(pk__in=[])
    for threshold, ids in sorted(alike.items()):
        small |= Q(indicator__in=ids, value__gt=0, value__lt=threshold)
    if past and alike:
        small |= _superseded_by_small()
    return _marked(small)


def small_since() -> Case:
    """1 for an observation that a small count has superseded since, else 0."""
    return _marked(_superseded_by_small())


def _superseded_by_small() -> Q:
    units = list(Indicator.COUNTS_PEOPLE)
    return Q(pk__in=RawSQL(SUPERSEDED_BY_SMALL.format(units=", ".join(["%s"] * len(units))), units))


def _marked(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
