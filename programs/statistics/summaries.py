"""The values of an answer in few numbers: a mean never without its median and how many values they are of.

What is masked is not counted, so that the mean times the count gives nothing but what is shown anyway. How many values
are masked or missing is said, for without the small ones a mean lies higher.
"""

from dataclasses import dataclass, replace

from programs.facts import Indicator
from programs.statistics import refusals
from programs.statistics.answers import Answer, Row
from programs.statistics.explain.nearest import CASES, nearest_answered, of_cases
from programs.statistics.fold.rules import weakest
from programs.statistics.means import CentralValue, Said, mean_and_median
from programs.statistics.query import ask, ask_many
from programs.statistics.questions import Question
from programs.statistics.refusals import Refusal

#: Two values have one middle only: a mean and a median would say the same, and less than the two.
FEWEST = 3

#: Periods that are no cases of one kind: the same persons may be counted in two of them.
NO_CASES = {"cumulative", "unstated"}


@dataclass(frozen=True)
class Summary:
    """`rows` are the values that are counted; `least` and `greatest` are two of them.

    `mean` and `median` have as many places as the ledger. `status` is the weakest of the values' own.
    """

    question: Question
    indicator: Indicator
    rows: tuple[Row, ...]
    mean: CentralValue
    median: CentralValue
    least: Row
    greatest: Row
    masked: int
    missing: int

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def status(self) -> str:
        return weakest({row.status for row in self.rows})

    @property
    def sources(self) -> tuple:
        return tuple(dict.fromkeys(source for row in self.rows for source in row.sources))

    @property
    def events(self) -> int:
        """How many distributions are behind the values: no case shares one with another."""
        return sum(row.events for row in self.rows)


def summarize(question: Question) -> Summary | Refusal:
    """Ask the door, and say what its values have in common, or why nothing can be said; then what can be asked."""
    answer = ask(question)
    found = summary_of(answer)
    if isinstance(found, Summary) or found is answer.refusal:
        return found
    near = [one for one in of_cases(question) if one != question]
    return replace(found, nearest=nearest_answered(near, ask_many, lambda one: isinstance(summary_of(one), Summary)))


def summary_of(answer: Answer) -> Summary | Refusal:
    """The same of an answer that is there already: no statement."""
    if refusal := answer.refusal or _refusal(answer):
        return refusal
    shown = tuple(row for row in answer.rows if row.value is not None)
    mean, median = mean_and_median([Said(row.value, row.value_high, row.qualifier) for row in shown])
    masked = sum(row.masked for row in answer.rows)
    return Summary(
        question=answer.question,
        indicator=answer.indicator,
        rows=shown,
        mean=mean,
        median=median,
        least=min(shown, key=lambda row: row.value),
        greatest=max(shown, key=lambda row: row.value if row.value_high is None else row.value_high),
        masked=masked,
        missing=len(answer.rows) - len(shown) - masked,
    )


def _refusal(answer: Answer) -> Refusal | None:
    if not answer.question.by or not set(answer.question.by) <= CASES:
        return refusals.NO_CASES
    if any(row.indicator.statistical_unit == Indicator.StatisticalUnit.RATE for row in answer.rows):
        return refusals.NO_MEAN_OF_RATES
    # What was handed over at an event is one of its kind, whether or not its day is known.
    kinds = {"event" if row.basis == "computed" else row.period_type for row in answer.rows}
    if kinds & NO_CASES:
        return refusals.NO_MEAN_OF_PERIODS
    if len(kinds) > 1 or len({row.basis for row in answer.rows}) > 1:
        return refusals.UNLIKE_PERIODS
    if "territory" in answer.question.by and _levels(answer) > 1:
        return refusals.UNLIKE_TERRITORIES
    if sum(row.value is not None for row in answer.rows) < FEWEST:
        return refusals.FEW_VALUES
    return None


def _levels(answer: Answer) -> int:
    """How many divisions of the country the rows belong to: a region holds its towns."""
    position = answer.question.by.index("territory")
    return len({row.groups[position].scheme_id for row in answer.rows})
