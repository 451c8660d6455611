"""Answering questions: what is asked is fetched in one statement, then folded by the rules."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from programs.models.indicators import Indicator
from programs.models.observations import Observation
from programs.models.territories import Level
from programs.statistics import rules
from programs.statistics.answers import Answer, Row
from programs.statistics.ledger_reading import asked_for, decision_on, read
from programs.statistics.questions import Question


def ask(question: Question) -> Answer:
    return ask_many([question])[0]


def ask_many(questions: Iterable[Question], *, explain: bool = True) -> list[Answer]:
    """Answer all questions, in their order, with one statement for those of one moment.

    Where the ledger has nothing for an indicator, one more tells whether there is such an indicator at all; pages
    that show what there is and nothing else do without (`explain=False`).
    """
    questions = list(questions)
    by_moment = defaultdict(list)
    for question in questions:
        by_moment[question.as_of].append(question)
    ledgers = {as_of: read(asked, as_of) for as_of, asked in by_moment.items()}
    indicators = {code: found[0].indicator for ledger in ledgers.values() for code, found in ledger.items()}
    silent = {question.indicator for question in questions} - set(indicators)
    if silent and explain:
        indicators |= Indicator.objects.filter(code__in=silent).select_related("unit").by_code()
    return [
        Answer(question)
        if question.indicator in silent and not explain
        else _answer(question, indicators.get(question.indicator), ledgers[question.as_of].get(question.indicator, []))
        for question in questions
    ]


def _answer(question: Question, indicator: Indicator | None, ledger: list[Observation]) -> Answer:
    if indicator is None:
        return Answer(question, refusal=rules.UNKNOWN_INDICATOR)
    rows = [one_row(series) for series in series_of(o for o in ledger if asked_for(question, o))]
    reported = [row for row in rows if not row.observation.event_id]
    of_events = [row for row in rows if row.observation.event_id]
    if question.event or question.by == ("event",):
        chosen = sorted(of_events, key=time_key)
        chosen = [replace(row, groups=(row.observation.event,)) for row in chosen]
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
    """The latest decision first; without one a value before none, the earliest source, then the code."""
    decision = decision_on(observation)
    source = observation.source
    return (
        -decision.decided_at.timestamp() if decision else 0.0,
        observation.value is None,
        source.date or date.max,
        observation.code,
    )


def one_row(series: list[Observation]) -> Row:
    """Return the preferred value of a series, with what confirms it and what contradicts it."""

    def said(row: Row) -> tuple:
        return row.value, row.value_high, row.qualifier, row.status == Observation.Status.MISSING, row.masked

    first, *rest = (row_of(observation) for observation in series)
    same = [row for row in rest if said(row) == said(first)]
    return replace(
        first,
        sources=tuple(dict.fromkeys(source for row in (first, *same) for source in row.sources)),
        others=tuple(row for row in rest if said(row) != said(first)),
        preference=decision_on(series[0]),
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
        observation=observation,
        events=1 if observation.event_id else 0,
        sources=(observation.source,),
        released_at=observation.released_at,
        corrected=observation.supersedes_id is not None,
        masked=masked,
    )


def time_key(row: Row) -> tuple:
    return (
        row.period_end is None,
        row.period_end or date.min,
        row.period_start or date.min,
        row.observation.code,
    )


def _reported(question: Question, indicator: Indicator, rows: list[Row]) -> Answer:
    """Answer with values as their sources give them: one for each group, none of them a sum."""
    if question.by == ("edition",):
        rows = [row for row in rows if row.observation.edition]
    elif question.by != ("year",) and not question.edition:
        rows = [row for row in rows if row.observation.edition is None]
    if question.by == ("territory",) and not question.territory:
        rows = [row for row in rows if row.territory.scheme.level != Level.COUNTRY]
    if question.by in (("year",), ("territory",), ("trade",)):
        wanted = question.period_type or rules.leading_period_type({row.period_type for row in rows})
        if rows and question.by == ("year",) and wanted not in rules.SERIES_PERIODS:
            return Answer(question, indicator, refusal=rules.NO_TIME_SERIES)
        rows = [row for row in rows if row.period_type == wanted]
    if question.by == ("year",) and wanted != Observation.PeriodType.EDITION and not question.edition:
        rows = [row for row in rows if row.observation.edition is None]
    groups = defaultdict(list)
    for row in sorted(rows, key=time_key):
        groups[_group_of(question.by, row)].append(row)
    chosen = []
    for group, candidates in groups.items():
        candidates = _closest(question, candidates)
        if len(candidates) > 1:
            return Answer(question, indicator, refusal=rules.SEVERAL_VALUES)
        chosen.append(replace(candidates[0], groups=(group,) if question.by else ()))
    return Answer(question, indicator, chosen)


def _closest(question: Question, rows: list[Row]) -> list[Row]:
    """Keep the rows that answer for a group: those for the whole country (a region's value is no total), of the
    latest period, of the period type that leads. One is left, unless the question is too wide."""
    rows = [row for row in rows if row.territory.scheme.level == Level.COUNTRY] or rows
    ends = {row.period_end for row in rows if row.period_end}
    rows = [row for row in rows if not ends or row.period_end == max(ends)]
    preferred = Observation.PeriodType.EDITION if question.by == ("edition",) else ""
    leading = rules.leading_period_type({row.period_type for row in rows}, preferred)
    rows = [row for row in rows if row.period_type == leading]
    starts = {row.period_start for row in rows if row.period_start}
    return [row for row in rows if not starts or row.period_start == max(starts)]


def _computed(question: Question, indicator: Indicator, rows: list[Row]) -> Answer:
    """Answer with sums over events. An event of no known date is in no sum."""
    if not rows:
        return Answer(question, indicator)
    if indicator.aggregation != Indicator.Aggregation.ADDITIVE:
        return Answer(question, indicator, refusal=rules.NOT_ADDITIVE)
    rows = [row for row in rows if row.period_type == Observation.PeriodType.EVENT]
    if not rows:
        return Answer(question, indicator, refusal=rules.NO_TIME_SERIES)
    groups = defaultdict(list)
    for row in sorted(rows, key=time_key):
        groups[_group_of(question.by, row)].append(row)
    if question.by:
        groups.pop(None, None)
    summed = [
        replace(_sum(indicator, parts), groups=(group,) if question.by else ()) for group, parts in groups.items()
    ]
    return _finish(question, indicator, summed, summed=bool(question.by))


def _group_of(by: tuple[str, ...], row: Row):
    """Return the year, edition, territory or trade that a row counts for; None for no group."""
    if by == ("year",):
        return row.period_end.year
    return getattr(row.observation, by[0]) if by else None


def _sum(indicator: Indicator, rows: list[Row]) -> Row:
    """Sum rows of events. What is masked stays out of the open: the sum is masked with it."""
    total = rules.add([(row.value, row.value_high, row.qualifier, row.status) for row in rows])
    masked = any(row.masked for row in rows)
    territories = {row.territory.pk if row.territory else None: row.territory for row in rows}
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
        observation=rows[0].observation,
        parts=sum(row.parts for row in rows),
        events=len({row.observation.event_id for row in rows}),
        sources=tuple(dict.fromkeys(source for row in rows for source in row.sources)),
        released_at=max(row.released_at for row in rows),
        corrected=any(row.corrected for row in rows),
        masked=masked,
    )


def _finish(question: Question, indicator: Indicator, rows: list[Row], *, summed: bool) -> Answer:
    """Add the total where the rows are parts of one that may be summed."""
    dated = all(row.period_type == Observation.PeriodType.EVENT for row in rows)
    may_sum = summed and dated and len(rows) > 1 and indicator.aggregation == Indicator.Aggregation.ADDITIVE
    return Answer(question, indicator, rows, _sum(indicator, rows) if may_sum else None)
