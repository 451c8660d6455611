"""Answering questions: what is asked is fetched in one statement, then folded by the rules."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q
from django.utils import timezone

from programs.models.indicators import Indicator
from programs.models.observations import Observation, Preference
from programs.statistics import rules
from programs.statistics.answers import Answer, Row
from programs.statistics.questions import Question

#: What a row shows of an observation.
RELATED = ("indicator__unit", "source", "territory__scheme", "program", "edition", "event", "trade")


def decided_by(moment: datetime | None = None) -> Prefetch:
    """Fetch the decisions between sources that had been taken by a moment, as `observation.decided`."""
    moment = moment or timezone.now()
    return Prefetch("preferences", Preference.objects.filter(decided_at__lte=moment), to_attr="decided")


def ask(question: Question) -> Answer:
    return ask_many([question])[0]


def ask_many(questions: Iterable[Question]) -> list[Answer]:
    """Answer all questions, in their order, with a number of statements that depends on nothing."""
    questions = list(questions)
    if not questions:
        return []
    indicators = {
        indicator.code: indicator
        for indicator in Indicator.objects.filter(code__in={q.indicator for q in questions}).select_related(
            "unit"
        )
    }
    by_moment = defaultdict(list)
    for question in questions:
        by_moment[question.as_of].append(question)
    ledgers = {as_of: _fetch(asked, as_of) for as_of, asked in by_moment.items()}
    return [_answer(q, indicators.get(q.indicator), ledgers[q.as_of].get(q.indicator, [])) for q in questions]


def end_of(day) -> datetime:
    """Return the last moment of a day in the portal's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(
        microseconds=1
    )


def _fetch(questions: list[Question], as_of) -> dict[str, list[Observation]]:
    """Return {indicator code: observations} of all that could belong to an answer."""
    moment = end_of(as_of) if as_of else timezone.now()
    conditions = {_condition(question) for question in questions}
    observations = (
        Observation.objects.as_of(moment)
        .filter(reduce(or_, conditions))
        .select_related(*RELATED)
        .prefetch_related(decided_by(moment))
        .order_by("code")
    )
    found = defaultdict(list)
    for observation in observations:
        found[observation.indicator.code].append(observation)
    return found


def _condition(question: Question) -> Q:
    condition = Q(indicator__code=question.indicator, role=question.role)
    for field in ("program", "edition", "event"):
        if code := getattr(question, field):
            condition &= Q(**{f"{field}__code": code})
    if question.territory:
        scheme, _colon, code = question.territory.partition(":")
        condition &= Q(territory__scheme__code=scheme, territory__code=code)
    if question.period_type:
        condition &= Q(period_type=question.period_type)
    if question.period_start:
        condition &= Q(period_start__gte=question.period_start)
    if question.period_end:
        condition &= Q(period_end__lte=question.period_end)
    return condition


def _asked_for(question: Question, observation: Observation) -> bool:
    """Whether an observation belongs to a question; the same conditions as `_condition`, and the breakdowns."""
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
    if question.period_start and not (
        observation.period_start and observation.period_start >= question.period_start
    ):
        return False
    if question.period_end and not (observation.period_end and observation.period_end <= question.period_end):
        return False
    if (question.by == "trade") != (observation.trade_id is not None) or observation.assistance_kind_id:
        return False
    return observation.sex == question.sex and observation.age_band == question.age_band


def _answer(question: Question, indicator: Indicator | None, ledger: list[Observation]) -> Answer:
    if indicator is None:
        return Answer(question, refusal=rules.UNKNOWN_INDICATOR)
    rows = [one_row(series) for series in series_of(o for o in ledger if _asked_for(question, o))]
    reported = [row for row in rows if not row.observations[0].event_id]
    of_events = [row for row in rows if row.observations[0].event_id]
    if question.event or question.by == "event":
        chosen = sorted(of_events, key=time_key)
        chosen = [replace(row, group=row.observations[0].event) for row in chosen]
        return _finish(question, indicator, chosen, summed=not question.event)
    if question.basis != "computed":
        answer = _reported(question, indicator, reported)
        if answer.rows or (answer.refusal and not of_events) or question.basis == "reported":
            return answer
    return _computed(question, indicator, of_events)


def series_of(observations: Iterable[Observation]) -> list[list[Observation]]:
    """Group observations that answer the same question; the preferred one of each group first."""
    groups = defaultdict(list)
    for observation in observations:
        groups[observation.series_key].append(observation)
    return [sorted(group, key=_rank) for group in groups.values()]


def _rank(observation: Observation) -> tuple:
    """The latest decision first; without one the earliest source, then the code."""
    decided = max((p.decided_at for p in observation.decided), default=None)
    source = observation.source
    return (
        -decided.timestamp() if decided else 0.0,
        source.date.toordinal() if source.date else 10**9,
        observation.code,
    )


def one_row(series: list[Observation]) -> Row:
    first, *rest = (row_of(observation) for observation in series)
    same = tuple(r for r in rest if (r.value, r.qualifier) == (first.value, first.qualifier))
    others = tuple(r for r in rest if r not in same)
    confirming = tuple(observation for row in same for observation in row.observations)
    decided = series[0].decided
    return replace(
        first,
        observations=first.observations + confirming,
        others=others,
        preference=max(decided, key=lambda p: p.decided_at) if decided else None,
    )


def row_of(observation: Observation) -> Row:
    indicator = observation.indicator
    masked = rules.must_mask(
        counts_people=indicator.counts_people, value=observation.value, threshold=indicator.threshold
    )
    return Row(
        indicator=indicator,
        role=observation.role,
        basis="computed" if observation.event_id else "reported",
        value=None if masked else observation.value,
        value_high=None if masked else observation.value_high,
        qualifier=observation.qualifier,
        status=observation.status,
        period_type=observation.period_type,
        period_start=observation.period_start,
        period_end=observation.period_end,
        territory=observation.territory,
        observations=(observation,),
        masked=masked,
    )


def time_key(row: Row) -> tuple:
    return (
        row.period_end is None,
        row.period_end or datetime.min.date(),
        row.period_start or datetime.min.date(),
        row.observations[0].code,
    )


def _reported(question: Question, indicator: Indicator, rows: list[Row]) -> Answer:
    if question.by == "year":
        types = {row.period_type for row in rows}
        chosen_type = question.period_type or next((t for t in rules.SERIES_PERIODS if t in types), "")
        if rows and not chosen_type:
            return Answer(question, indicator, refusal=rules.NO_TIME_SERIES)
        rows = [
            replace(row, group=row.period_end.year)
            for row in rows
            if row.period_type == chosen_type
            and (question.edition or row.observations[0].edition is None or chosen_type == "edition")
        ]
    elif question.by == "edition":
        rows = [replace(r, group=r.observations[0].edition) for r in rows if r.observations[0].edition]
        rows = _widest(rows)
    elif question.by == "territory":
        rows = [replace(r, group=r.territory) for r in rows]
    elif question.by == "trade":
        rows = [replace(r, group=r.observations[0].trade) for r in rows]
    else:
        if not question.edition:
            rows = [row for row in rows if row.observations[0].edition is None]
        rows = sorted(_widest(rows), key=time_key)
        dated = [row for row in rows if row.period_end]
        # Without a period, the latest one is answered, and it says which it is.
        return Answer(question, indicator, (dated or rows)[-1:])
    return _finish(question, indicator, sorted(rows, key=time_key), summed=False)


def _widest(rows: list[Row]) -> list[Row]:
    """Keep the rows for the whole country where there are some: a region's value is no total."""
    whole = [row for row in rows if row.territory and row.territory.scheme.level == "country"]
    return whole or rows


def _computed(question: Question, indicator: Indicator, rows: list[Row]) -> Answer:
    if not rows:
        return Answer(question, indicator)
    if indicator.aggregation != Indicator.Aggregation.ADDITIVE:
        return Answer(question, indicator, refusal=rules.NOT_ADDITIVE)
    rows = [row for row in rows if row.period_type == Observation.PeriodType.EVENT]
    groups = defaultdict(list)
    for row in sorted(rows, key=time_key):
        groups[_group_of(question.by, row)].append(row)
    groups.pop(None, None) if question.by else None
    summed = [replace(_sum(indicator, parts), group=group) for group, parts in groups.items()]
    return _finish(question, indicator, summed, summed=bool(question.by))


def _group_of(by: str, row: Row):
    observation = row.observations[0]
    if by == "year":
        return row.period_end.year
    if by == "edition":
        return observation.edition
    if by == "territory":
        return observation.territory
    if by == "trade":
        return observation.trade
    return None


def _sum(indicator: Indicator, rows: list[Row]) -> Row:
    """Sum rows of events. What is masked stays out of the open: the sum is masked with it."""
    total = rules.add([(row.value, row.value_high, row.qualifier, row.status) for row in rows])
    masked = any(row.masked for row in rows)
    territories = {row.territory.pk: row.territory for row in rows}
    return Row(
        indicator=indicator,
        role=rows[0].role,
        basis="computed",
        value=None if masked else total.value,
        value_high=None if masked else total.value_high,
        qualifier=total.qualifier,
        status=total.status,
        period_type=Observation.PeriodType.EVENT,
        period_start=min(row.period_start for row in rows),
        period_end=max(row.period_end for row in rows),
        territory=next(iter(territories.values())) if len(territories) == 1 else None,
        observations=tuple(observation for row in rows for observation in row.observations),
        masked=masked,
    )


def _finish(question: Question, indicator: Indicator, rows: list[Row], *, summed: bool) -> Answer:
    """Add the total where the rows are parts of one that may be summed."""
    events = [row for row in rows if row.period_type == Observation.PeriodType.EVENT]
    may_sum = summed and len(events) > 1 and indicator.aggregation == Indicator.Aggregation.ADDITIVE
    total = _sum(indicator, events) if may_sum else None
    return Answer(question, indicator, rows, total)
