"""Alternatives to a question that has no answer, each one click away."""

from dataclasses import dataclass
from urllib.parse import urlencode

from programs.editorial import SelectionBlock, describe_changes
from programs.presentation import Figure, figure_of, missing_reason
from programs.statistics import Answer, Question, ask, ask_many, edition_questions, wider_questions

MAX_OFFERS = 5


@dataclass(frozen=True)
class Offer:
    """`words` name the difference to the current selection."""

    codes: dict[str, str]
    words: str
    figure: Figure

    @property
    def query(self) -> str:
        return urlencode(self.codes)


def find_offers(answer: Answer) -> list[Offer]:
    """Return the nearest questions with an answer: those of the refusal, or wider ones."""
    if not missing_reason(answer):
        return []
    nearest = answer.refusal.nearest if answer.refusal else None
    if nearest is None:
        rows = _nearby_rows(answer.question)
    elif nearest.by:
        rows = [(row.question, row) for row in ask(nearest).rows[:MAX_OFFERS] if row.question]
    else:
        rows = [(nearest, ask(nearest).row)]
    fields, chosen = SelectionBlock().child_blocks, vars(answer.question)
    return [
        Offer(question.as_codes(), describe_changes(fields, chosen, vars(question)), figure_of(row))
        for question, row in rows
        if row
    ]


def _nearby_rows(question: Question) -> list[tuple]:
    """Return the editions that have an answer; where none has, the first wider question that has one."""
    editions = edition_questions(question, ask_many)
    answers = ask_many(editions[:MAX_OFFERS] or wider_questions(question), explain=False)
    found = [(answer.question, answer.row) for answer in answers if answer.row]
    return found if editions else found[:1]
