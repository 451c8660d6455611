"""What could be asked instead of a question that has no answer: offers that take one click."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from programs.answerable import shortfall
from programs.blocks.changes import changes_in_words
from programs.blocks.selection import SelectionBlock
from programs.figures import Figure, figure_of
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
        rows = _wider(answer.question)
    elif nearest.by:
        rows = [(row.question, row) for row in ask(nearest).rows[:OFFERED] if row.question]
    else:
        rows = [(nearest, ask(nearest).row)]
    fields, before = SelectionBlock().child_blocks, answer.question.as_codes()
    offered = [(question.as_codes(), row) for question, row in rows if row]
    return [Offer(codes, changes_in_words(fields, before, codes), figure_of(row)) for codes, row in offered]


def _wider(question: Question) -> list[tuple]:
    """Return the first question that has an answer once less is asked for."""
    answers = ask_many(wider(question), explain=False)
    return [(answer.question, answer.row) for answer in answers if answer.row][:1]


def wider(question: Question) -> list[Question]:
    """Return what asks for one thing less, the least telling first, then the other role, then for nothing but that."""
    found = (
        [replace(question, period_start=None, period_end=None)] if question.period_start or question.period_end else []
    )
    found += [replace(question, **{name: ""}) for name in NARROWING if getattr(question, name)]
    other_role = "result" if question.role == "target" else "target"
    bare = [Question(question.indicator, role=role) for role in (question.role, other_role)]
    return list(dict.fromkeys([*found, replace(question, role=other_role), *bare]))
