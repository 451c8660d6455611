"""Reasons for which a question has no answer."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programs.facts import DIMENSIONS
from programs.statistics.questions import Question


@dataclass(frozen=True)
class Refusal:
    """A stable code for programs, a sentence for people, and the `nearest` question that has an answer, if any.

    `candidates` are narrower questions found while answering.
    """

    code: str
    message: str | Promise
    nearest: Question | None = None
    candidates: tuple[Question, ...] = ()


UNKNOWN_INDICATOR = Refusal("unknown-indicator", _("The ledger has no such indicator."))
UNKNOWN_CODE = Refusal("unknown-code", _("The ledger knows no such programme, edition, event, place, trade or kind."))
NOT_ADDITIVE = Refusal(
    "not-additive", _("Values of this indicator may not be summed: ask for one of them, or for the list of them.")
)
NO_TIME_SERIES = Refusal(
    "no-time-series", _("These values have no stated period, or a cumulative one: they make no series over the years.")
)
NO_SUM_WITHOUT_DATES = Refusal(
    "no-sum-without-dates", _("No date is known of these events: what was handed over there is in no sum.")
)
SEVERAL_VALUES = Refusal(
    "several-values",
    _("The ledger has several values for this selection: narrow it to one programme, place or period."),
)
SEVERAL_INDICATORS = Refusal(
    "several-indicators",
    _("Several indicators are of this measure, and nobody knows whether they overlap: ask for one of them."),
)
ACROSS_UNITS = Refusal("across-units", _("What is counted in different units is never added."))
ACROSS_MEASURES = Refusal(
    "across-measures",
    _("Money that was committed, announced, delivered and spent is never added: these are four different things."),
)
SPLIT_TERRITORY = Refusal(
    "split-territory",
    _(
        "A part of these values was recorded for a region that was split when the regions were drawn anew: "
        "nobody knows which side they belong to."
    ),
)

NO_CASES = Refusal(
    "no-cases", _("A mean is of several cases of one thing: ask by event, edition, year, place or programme.")
)
NO_MEAN_OF_RATES = Refusal(
    "no-mean-of-rates", _("The mean of rates says nothing where it is not known of how many each of them is.")
)
NO_MEAN_OF_PERIODS = Refusal(
    "no-mean-of-periods", _("Some of these values have no stated period, or a cumulative one: they have no mean.")
)
UNLIKE_PERIODS = Refusal("unlike-periods", _("These values are for periods of different types: they have no mean."))
UNLIKE_TERRITORIES = Refusal(
    "unlike-territories",
    _("These places belong to different divisions of the country, and one may lie within another: choose a division."),
)
FEW_VALUES = Refusal("few-values", _("Fewer than three values are shown: so few say more one by one than their mean."))

#: By dimension: the ledger has values, but not split by it.
NOT_BY = {one.code: Refusal(one.refusal_code or f"not-by-{one.code}", one.refusal) for one in DIMENSIONS}
NOT_BY_BOTH = Refusal("not-by-both", _("The ledger has this by each of the two, but no value by both at once."))
NOT_IN_SCHEME = Refusal(
    "not-in-scheme", _("The ledger has this by territory, but no value for this division of the country.")
)
NOTHING_SPLIT = (*NOT_BY.values(), NOT_BY_BOTH, NOT_IN_SCHEME)
