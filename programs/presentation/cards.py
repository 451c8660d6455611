"""The card of a figure: a value with all that is known of it, of one observation or of a question."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from programs.facts import BREAKDOWNS, Observation, SourceCorrection, Territory
from programs.presentation.past_days import NotYetKnownError, moment_of
from programs.presentation.source_corrections import corrections_cited
from programs.statistics import (
    Answer,
    Chain,
    Question,
    Row,
    ask_many,
    by_preference,
    chains_in_series,
    chains_of,
    merge_sources,
    stated_value,
)

#: Period types whose values can be compared with what events of that time add up to.
COMPARABLE = ("calendar_year", "school_year", "multi_year")


@dataclass(frozen=True)
class Card:
    """What a card is made of. `known` is the chain of corrections as it was public, oldest first; `parts` are the
    values that a sum is of, event by event; `beside` are other answers to the same question, and never the same
    value; `preferred` is the value that pages show, where that is another one."""

    row: Row
    day: date | None = None
    question: Question | None = None
    place: Territory | None = None
    known: tuple[Row, ...] = ()
    preferred: Row | None = None
    parts: tuple[Row, ...] = ()
    beside: tuple[Row, ...] = ()

    @property
    def code(self) -> str:
        """The code of the observation that the card is of; '' for the card of a question."""
        return "" if self.question else self.row.observation.code

    @property
    def successor(self) -> Row | None:
        """What superseded this value last."""
        return self.known[-1] if self.known and self.known[-1].observation.pk != self.row.observation.pk else None

    @cached_property
    def source_corrections(self) -> list[SourceCorrection]:
        """Return what was put right by then in the sources that the card cites."""
        return corrections_cited([self.row, *self.known, *self.beside], moment_of(self.day))

    @property
    def counterparts(self) -> tuple[Row | None, Row | None]:
        """Return (computed, reported) where both sides are known."""
        of_role = [row for row in (self.row, *self.beside) if row.role == Observation.Role.RESULT]
        computed = next((row for row in of_role if row.basis == "computed"), None)
        return computed, next((row for row in of_role if row.basis == "reported"), None)


def card_of_observation(code: str, day: date | None) -> Card | None:
    """Return the card of a published observation, None where there is none. Raises NotYetKnownError."""
    moment = moment_of(day)
    chains = chains_in_series(code, moment)
    if code not in chains:
        return None
    chain: Chain = chains[code]
    row = chain.find(code)
    if row.released_at > moment:
        raise NotYetKnownError
    known = tuple(chain.known(moment))
    preferred = row
    if standing := known[-1].observation.pk == row.observation.pk:
        said_then = {one: chains[one].standing(moment) for one in chains}
        same_question = [
            other
            for one, other in said_then.items()
            if other and other.observation.code == one and other.observation.series_key == row.observation.series_key
        ]
        row, preferred = among(row, same_question)
    return Card(
        row=row,
        day=day,
        known=known,
        preferred=None if preferred.observation.pk == row.observation.pk else preferred,
        beside=values_beside(row, comparable(row, day)) if standing else (),
    )


def among(row: Row, rows: list[Row]) -> tuple[Row, Row]:
    """Return a row with the sources that confirm it and the values that contradict it, and the preferred row."""
    by_id = {one.observation.pk: one for one in rows}
    ordered = [by_id[one.pk] for one in by_preference(one.observation for one in rows)]
    rest = [one for one in ordered if one.observation.pk != row.observation.pk]
    first = ordered[0]
    # Whoever confirms the preferred value is as good as preferred.
    preferred = row if stated_value(first) == stated_value(row) else first
    return replace(merge_sources(row, rest), preference=first.preference), preferred


def comparable(row: Row, day: date | None) -> Question | None:
    """Return what would be asked for the same thing of other bases: of an edition, or of a year of a programme."""
    observation = row.observation
    if row.events or any(getattr(observation, one.column) for one in BREAKDOWNS):
        return None
    place = "" if row.territory.scheme.level == "country" else row.territory.ref
    program = observation.program.code if observation.program else ""
    given = {"indicator": row.indicator.code, "program": program, "territory": place, "as_of": day}
    if observation.edition:
        return Question(edition=observation.edition.code, **given)
    if row.period_type in COMPARABLE:
        return Question(period_start=row.period_start, period_end=row.period_end, **given)
    return None


def values_beside(row: Row, question: Question | None) -> tuple[Row, ...]:
    """Return what was computed, reported and planned of the same thing, without the row itself."""
    if question is None:
        return ()
    asked = [
        replace(question, role=role, basis=basis)
        for role, basis in (("result", "computed"), ("result", "reported"), ("target", "reported"))
    ]
    result = row.indicator.compared_with
    if row.role == Observation.Role.TARGET and result is not None:
        # What is planned under one name becomes a result under another.
        asked = [replace(one, indicator=result.code) for one in asked[:2]]
    shown = {row.observation.pk, *(other.observation.pk for other in row.others)}
    return tuple(
        answer.row for answer in ask_many(asked, explain=False) if answer.row and not _same(answer.row, row, shown)
    )


def _same(found: Row, row: Row, shown: set[int]) -> bool:
    if found.parts > 1 or row.parts > 1:
        return (found.basis, found.role) == (row.basis, row.role)
    return found.observation.pk in shown


def card_of_answer(answer: Answer, question: Question) -> Card:
    """Return the card of a question that one row answers; a few statements whatever is behind it."""
    row = answer.row
    single = row.parts == 1
    known = chains_of([row.observation.code])[row.observation.code].known(moment_of(question.as_of)) if single else []
    return Card(
        row=row,
        day=question.as_of,
        question=question,
        place=_place_of(question, row),
        known=tuple(known),
        parts=() if single else parts_of(row.question or question),
        beside=values_beside(row, None if question.event else question),
    )


def parts_of(question: Question) -> tuple[Row, ...]:
    """Return the values that a sum is of, event by event, the latest first."""
    [answer] = ask_many([replace(question, by=("event",), scheme="", basis="computed")], explain=False)
    return tuple(row for row in reversed(answer.rows) if row.period_type == Observation.PeriodType.EVENT)


def _place_of(question: Question, row: Row) -> Territory | None:
    if row.territory or not question.territory:
        return None
    return Territory.objects.at_ref(question.territory).select_related("scheme").first()
