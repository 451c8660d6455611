"""What could be asked instead of a question that has no answer: offers that take one click."""

from dataclasses import dataclass
from urllib.parse import urlencode

from programs.editorial import SelectionBlock, changes_in_words
from programs.presentation import Figure, figure_of, shortfall
from programs.statistics import Answer, Question, ask, ask_many, edition_questions, wider_questions

#: So many are offered at once.
OFFERED = 5


@dataclass(frozen=True)
class Offer:
    """`words` say what the choice would change of what is chosen now."""

    codes: dict[str, str]
    words: str
    figure: Figure

    @property
    def query(self) -> str:
        return urlencode(self.codes)


def offers_instead(answer: Answer) -> list[Offer]:
    """Return questions near an unanswered one, each with its figure: the door's own, or those that ask for less."""
    if not missing_reason(answer):
        return []
    nearest = answer.refusal.nearest if answer.refusal else None
    if nearest is None:
        rows = _near(answer.question)
    elif nearest.by:
        rows = [(row.question, row) for row in ask(nearest).rows[:OFFERED] if row.question]
    else:
        rows = [(nearest, ask(nearest).row)]
    fields, asked = SelectionBlock().child_blocks, vars(answer.question)
    return [
        Offer(question.as_codes(), describe_changes(fields, asked, vars(question)), figure_of(row))
        for question, row in rows
        if row
    ]


def _near(question: Question) -> list[tuple]:
    """Return the editions that have an answer; where none has, the first question that has once less is asked for."""
    editions = edition_questions(question, ask_many)
    answers = ask_many(editions[:OFFERED] or wider_questions(question), explain=False)
    found = [(answer.question, answer.row) for answer in answers if answer.row]
    return found if editions else found[:1]
