"""What the distributions that a search found add up to, as the door says it: with its masks and its refusals."""

from dataclasses import dataclass, field

from programs.addresses import fact_url
from programs.figures import Figure, figure_of
from programs.models import Indicator
from programs.statistics import Question, ask_many
from search.results.sums import register_sums

#: Beside amounts, of which every measure has its own sum.
COUNTED = "beneficiaries"
TEMPLATE = "programs/search_sums.html"


@dataclass(frozen=True)
class SearchSums:
    """`refusals` say why there is no sum of something."""

    figures: list[Figure] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    events_url: str = ""


def sums_of_events(codes: list[str]) -> SearchSums | None:
    """Return the sums of some events; None where no event says anything that can be added."""
    measures = [f"measure:{measure}" for measure in Indicator.Measure.values]
    questions = [Question(asked, basis="computed", events=tuple(codes)) for asked in (COUNTED, *measures)]
    answers = ask_many(questions, explain=False)
    figures = [figure_of(answer.row) for answer in answers if answer.row]
    refusals = list(dict.fromkeys(str(answer.refusal.message) for answer in answers if answer.refusal))
    return SearchSums(figures, refusals, fact_url("events")) if figures or refusals else None


def register() -> None:
    register_sums("event", TEMPLATE, sums_of_events)
