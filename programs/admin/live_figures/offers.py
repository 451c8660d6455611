"""What could be asked instead of a question that has no answer: offers that take one click."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from programs.editorial import SelectionBlock, changes_in_words
from programs.presentation import Figure, figure_of, shortfall
from programs.statistics import Answer, Question, ask, ask_many

#: So many are offered at once.
OFFERED = 5

#: What narrows a question; without one of these it may have an answer, the least telling first.
NARROWING = ("age_band", "sex", "basis", "status", "period_type", "assistance_kind", "trade", "territory", "edition",
             "event", "program")  # fmt: skip


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
    if not shortfall(answer):
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
        Offer(question.as_codes(), changes_in_words(fields, asked, vars(question)), figure_of(row))
        for question, row in rows
        if row
    ]


def _near(question: Question) -> list[tuple]:
    """Return the editions that have an answer; where none has, the first question that has once less is asked for."""
    editions = of_editions(question)
    answers = ask_many(editions[:OFFERED] or wider(question), explain=False)
    found = [(answer.question, answer.row) for answer in answers if answer.row]
    return found if editions else found[:1]


def of_editions(question: Question) -> list[Question]:
    """Return what asks for one edition instead of the whole, for each of which something is known; the latest first.

    What is known of editions says nothing of the whole: a question about the whole has no answer then.
    """
    if question.by or question.edition or question.event:
        return []
    [answer] = ask_many([replace(question, by=("edition",))], explain=False)
    return [replace(question, edition=row.group.code) for row in reversed(answer.rows)]


def wider(question: Question) -> list[Question]:
    """Return what asks for one thing less, the least telling first, then the other role, then for nothing but that."""
    found = (
        [replace(question, period_start=None, period_end=None)] if question.period_start or question.period_end else []
    )
    found += [replace(question, **{name: ""}) for name in NARROWING if getattr(question, name)]
    other_role = "result" if question.role == "target" else "target"
    bare = [Question(question.indicator, role=role) for role in (question.role, other_role)]
    return list(dict.fromkeys([*found, replace(question, role=other_role), *bare]))
