"""Reading the ledger for the door: one statement for whatever is asked of one moment."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from programs.models.judgements import Preference
from programs.models.observations import Observation
from programs.models.reference import in_active_language
from programs.statistics.questions import Question

#: What a row shows of an observation.
RELATED = ("indicator__unit", "source", "territory__scheme", "program", "edition", "event", "trade")


@dataclass(frozen=True)
class Decision:
    """That one of several sources is preferred, and the public reason."""

    decided_at: datetime
    reason_ar: str
    reason_fr: str

    @property
    def reason(self) -> str:
        return in_active_language(self, "reason")


def decision_on(observation: Observation) -> Decision | None:
    """Return the latest decision for an observation that `with_decisions` has fetched."""
    if observation.decided_at is None:
        return None
    return Decision(observation.decided_at, observation.decided_ar, observation.decided_fr)


def with_decisions(observations: QuerySet[Observation], moment: datetime | None = None) -> QuerySet[Observation]:
    """With what a row shows, and the latest decision between sources that was taken by a moment."""
    latest = Preference.objects.filter(observation=OuterRef("pk"), decided_at__lte=moment or timezone.now()).order_by(
        "-decided_at", "-pk"
    )
    return (
        observations.select_related(*RELATED)
        .annotate(
            decided_at=Subquery(latest.values("decided_at")[:1]),
            decided_ar=Subquery(latest.values("reason_ar")[:1]),
            decided_fr=Subquery(latest.values("reason_fr")[:1]),
        )
        .order_by("code")
    )


def read(questions: Iterable[Question], as_of) -> dict[str, list[Observation]]:
    """Return {indicator code: observations} of all that could belong to an answer; `as_of` is a day or None."""
    moment = end_of(as_of) if as_of else timezone.now()
    wanted = reduce(or_, _conditions(questions))
    found = defaultdict(list)
    for observation in with_decisions(Observation.objects.as_of(moment).filter(wanted), moment):
        found[observation.indicator.code].append(observation)
    return found


def end_of(day) -> datetime:
    """Return the last moment of a day in the portal's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(microseconds=1)


def _conditions(questions: Iterable[Question]) -> list[Q]:
    """Return few conditions for many questions: those that differ in indicator or event only share one.

    Databases limit how deep a condition may be, and a page may ask for each figure of each of a hundred events.
    """
    shared: dict[tuple, tuple[set[str], set[str]]] = {}
    for question in questions:
        key = (
            question.role,
            question.program,
            question.edition,
            question.territory,
            question.period_type,
            question.period_start,
            question.period_end,
            bool(question.event),
        )
        indicators, events = shared.setdefault(key, (set(), set()))
        indicators.add(question.indicator)
        events.add(question.event)
    return [_condition(key, *codes) for key, codes in shared.items()]


def _condition(key: tuple, indicators: set[str], events: set[str]) -> Q:
    role, program, edition, territory, period_type, period_start, period_end, of_events = key
    condition = Q(indicator__code__in=sorted(indicators), role=role)
    if of_events:
        condition &= Q(event__code__in=sorted(events))
    if program:
        condition &= Q(program__code=program)
    if edition:
        condition &= Q(edition__code=edition)
    if territory:
        scheme, _colon, code = territory.partition(":")
        condition &= Q(territory__scheme__code=scheme, territory__code=code)
    if period_type:
        condition &= Q(period_type=period_type)
    if period_start:
        condition &= Q(period_start__gte=period_start)
    if period_end:
        condition &= Q(period_end__lte=period_end)
    return condition


def asked_for(question: Question, observation: Observation) -> bool:
    """Whether an observation belongs to a question; the same conditions as above, and the breakdowns."""
    if observation.role != question.role:
        return False
    for field in ("program", "edition", "event"):
        code = getattr(question, field)
        if code and (getattr(observation, field) is None or getattr(observation, field).code != code):
            return False
    if question.territory and observation.territory.ref != question.territory:
        return False
    if question.period_type and observation.period_type != question.period_type:
        return False
    if question.period_start and not (observation.period_start and observation.period_start >= question.period_start):
        return False
    if question.period_end and not (observation.period_end and observation.period_end <= question.period_end):
        return False
    if (question.by == ("trade",)) != (observation.trade_id is not None) or observation.assistance_kind_id:
        return False
    return observation.sex == question.sex and observation.age_band == question.age_band
