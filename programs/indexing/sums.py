"""Sums of the events that a search found, masked or refused as any answer."""

from dataclasses import dataclass, field

from programs.facts import Placement, indicators_at
from programs.presentation import Figure, fact_url, figure_of
from programs.statistics import Question, ask_many
from search.results import register_sums

TEMPLATE = "programs/search_sums.html"


@dataclass(frozen=True)
class SearchSums:
    """`refusals` are (indicator name, reason)."""

    figures: list[Figure] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    events_url: str = ""


def sum_events(codes: list[str]) -> SearchSums | None:
    """Return one sum an indicator, since amounts of one measure may overlap; None where nothing can be added."""
    questions = [Question(code, basis="computed", events=tuple(codes)) for code in indicators_at(Placement.SEARCH_SUM)]
    answers = ask_many(questions, explain=False)
    figures = [figure_of(answer.row) for answer in answers if answer.row]
    refusals = [(answer.indicator.name, str(answer.refusal.message)) for answer in answers if answer.refusal]
    return SearchSums(figures, refusals, fact_url("events")) if figures or refusals else None


def register_search_sums() -> None:
    register_sums("event", TEMPLATE, sum_events)
