"""Cards of figures: a value with all that is known of it, of one observation or of a question; and how to cite it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.l10n import current_language, format_date
from programs.facts import BREAKDOWNS, Observation, SourceCorrection, Territory
from programs.presentation.as_of import NotYetKnownError, moment_of
from programs.presentation.card_facts import subject_text
from programs.presentation.corrections import corrections_cited, parts_question
from programs.presentation.figures import figure_of
from programs.statistics import (
    Answer,
    Question,
    Row,
    ask_many,
    by_preference,
    chains_in_series,
    chains_of,
    merge_sources,
    stated_value,
)

#: Period types whose values can be compared with sums of events.
COMPARABLE = ("calendar_year", "school_year", "multi_year")


@dataclass(frozen=True)
class Card:
    """A value and its context. `known` is the public chain of corrections, oldest first; `parts` are the values of a
    sum, event by event; `beside` are other answers to the same question, never the same value; `preferred` is the value
    that pages show, if that is another one."""

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
        """The code of the observation; '' for the card of a question."""
        return "" if self.question else self.row.observation.code

    @property
    def successor(self) -> Row | None:
        """The row that superseded this one last."""
        return self.known[-1] if self.known and self.known[-1].observation.pk != self.row.observation.pk else None

    @cached_property
    def source_corrections(self) -> list[SourceCorrection]:
        """The corrections, up to the day of the card, of the sources that it cites."""
        return corrections_cited([self.row, *self.known, *self.beside], moment_of(self.day))

    @property
    def counterparts(self) -> tuple[Row | None, Row | None]:
        """The computed and the reported result, each None if unknown."""
        results = [row for row in (self.row, *self.beside) if row.role == Observation.Role.RESULT]
        computed = next((row for row in results if row.basis == "computed"), None)
        return computed, next((row for row in results if row.basis == "reported"), None)


def card_of_observation(code: str, day: date | None) -> Card | None:
    """Return the card of a published observation, None if there is none. Raises NotYetKnownError."""
    moment = moment_of(day)
    chains = chains_in_series(code, moment)
    row = chains[code].find(code) if code in chains else None
    if row is None:
        return None
    known = tuple(chains[code].known(moment))
    if row not in known:
        raise NotYetKnownError
    pk, series = row.observation.pk, row.observation.series_key
    if known[-1].observation.pk != pk:
        return Card(row=row, day=day, known=known)
    standing = ((one, chain.standing(moment)) for one, chain in chains.items())
    same_question = [
        other
        for one, other in standing
        if other and other.observation.code == one and other.observation.series_key == series
    ]
    row, preferred = among(row, same_question)
    return Card(
        row=row,
        day=day,
        known=known,
        preferred=None if preferred.observation.pk == pk else preferred,
        beside=values_beside(row, comparable(row, day)),
    )


def among(row: Row, rows: Iterable[Row]) -> tuple[Row, Row]:
    """Return a row with the sources that confirm it and the values that contradict it, and the preferred row."""
    by_id = {one.observation.pk: one for one in rows}
    ordered = [by_id[one.pk] for one in by_preference(one.observation for one in by_id.values())]
    rest = [one for one in ordered if one.observation.pk != row.observation.pk]
    first = ordered[0]
    # A row that confirms the preferred value is as good as preferred.
    preferred = row if stated_value(first) == stated_value(row) else first
    return replace(merge_sources(row, rest), preference=first.preference), preferred


def comparable(row: Row, day: date | None) -> Question | None:
    """Return the question for the same thing on any basis: of an edition, or of a year of a programme."""
    observation, territory = row.observation, row.territory
    if row.events or territory is None or any(getattr(observation, one.column) for one in BREAKDOWNS):
        return None
    question = Question(
        row.indicator.code,
        program=observation.program.code if observation.program else "",
        territory="" if territory.scheme.level == "country" else territory.ref,
        as_of=day,
    )
    if observation.edition:
        return replace(question, edition=observation.edition.code)
    if row.period_type in COMPARABLE:
        return replace(question, period_start=row.period_start, period_end=row.period_end)
    return None


def values_beside(row: Row, question: Question | None) -> tuple[Row, ...]:
    """Return what was computed, reported and planned of the same thing, without the row itself."""
    if question is None:
        return ()
    questions = [
        replace(question, role=role, basis=basis)
        for role, basis in (("result", "computed"), ("result", "reported"), ("target", "reported"))
    ]
    result = row.indicator.compared_with
    if row.role == Observation.Role.TARGET and result is not None:
        # The result of this target is recorded under another indicator.
        questions = [replace(one, indicator=result.code) for one in questions[:2]]
    shown = {row.observation.pk, *(other.observation.pk for other in row.others)}
    found = (answer.row for answer in ask_many(questions, explain=False))
    return tuple(one for one in found if one and not _same(one, row, shown))


def _same(found: Row, row: Row, shown: set[int]) -> bool:
    if found.parts > 1 or row.parts > 1:
        return (found.basis, found.role) == (row.basis, row.role)
    return found.observation.pk in shown


def card_of_answer(answer: Answer, question: Question) -> Card:
    """Return the card of a question that one row answers."""
    [row] = answer.rows
    single = row.parts == 1
    known = chains_of([row.observation.code])[row.observation.code].known(moment_of(question.as_of)) if single else []
    asked = Territory.objects.at_ref(question.territory)
    return Card(
        row=row,
        day=question.as_of,
        question=question,
        place=asked.select_related("scheme").first() if question.territory and not row.territory else None,
        known=tuple(known),
        parts=() if single else parts_of(row.question or question),
        beside=values_beside(row, None if question.event else question),
    )


def parts_of(question: Question) -> tuple[Row, ...]:
    """Return the values of a sum, event by event, the latest first."""
    [answer] = ask_many([parts_question(question)], explain=False)
    return tuple(row for row in reversed(answer.rows) if row.period_type == Observation.PeriodType.EVENT)


def citation_of(card: Card, address: str) -> str:
    """Return a citation of a card as plain text in the active language. `address` is an absolute URL."""
    assert card.row.released_at is not None, "only published values have cards"
    language = current_language()
    released, read = timezone.localdate(card.row.released_at), timezone.localdate()
    return _(
        "%(portal)s. “%(indicator)s: %(value)s” (%(subject)s). Version of %(released)s. %(address)s (read on %(read)s)."
    ) % {
        "portal": _("Shafafiya"),
        "indicator": card.row.indicator.name,
        "value": figure_of(card.row).quantity_text,
        "subject": subject_text(card.row, card.question, card.place),
        "released": format_date(released, released, "day", language),
        "address": address,
        "read": format_date(read, read, "day", language),
    }
