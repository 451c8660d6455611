"""From a question to the observations that could answer it, as a queryset: what is asked of the ledger, and of when."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db import models
from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, Value, When

from programs.facts import BREAKDOWNS, DIMENSIONS, Observation, PeriodType
from programs.statistics.compile.codes import NAMED, ids_of
from programs.statistics.disclosure.masking import small_flag
from programs.statistics.fold import rules
from programs.statistics.fold.rollup import territory_map
from programs.statistics.questions import Question

#: What narrows a question by a word of a closed list.
CLOSED = ("role", "period_type", "status", *(one.code for one in BREAKDOWNS if one.choices))

#: Where rows are made of these, what belongs to none is left out.
REQUIRED = tuple(one.code for one in DIMENSIONS if one.required)

#: The column behind each dimension; a year is the one in which a period ends.
COLUMNS = {one.code: one.column for one in DIMENSIONS}


COLUMNS_TO_FOLD = (
    "id", "code", "series_key", "indicator_id", "event_id", "territory_id", "source_id", "supersedes_id",
    "value", "value_high", "qualifier", "status", "period_type", "period_start", "period_end", "released_at",
    "small", "of_event",
)  # fmt: skip
#: By which reported values that may lead an answer are told from others.
COLUMNS_TO_LEAD = ("of_country", "standing")

NOTHING = Value(None, output_field=IntegerField())


class YearOf(Func):
    """The year of a day. SQLite keeps days as text, and Django's own function there is written in Python."""

    output_field = IntegerField()
    template = "EXTRACT(YEAR FROM %(expressions)s)::integer"

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="CAST(SUBSTR(%(expressions)s, 1, 4) AS INTEGER)", **context)


class ListedIds(Func):
    """The ids of a list, however long: as one parameter, for a database limits how many there may be."""

    output_field = IntegerField()

    def __init__(self, ids: list[int]):
        super().__init__(Value(str(ids), output_field=models.TextField()))

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="(SELECT value FROM json_each(%(expressions)s))", **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "(SELECT UNNEST(TRANSLATE(%(expressions)s, '[]', '{}')::bigint[]))"
        return self.as_sql(compiler, connection, template=template, **context)


@dataclass(frozen=True)
class Ids:
    """The ids of what a question names by codes: `named` by field, its territory, and all that lies within that, if only
    in part. All else of a question stands in it."""

    named: tuple[tuple[str, int], ...]
    place: int | None = None
    within: tuple[int, ...] = ()

    @classmethod
    def of(cls, question: Question) -> "Ids":
        named = ids_of({name: code for name in NAMED if (code := getattr(question, name))})
        if not question.territory:
            return cls(tuple(named.items()))
        place = territory_map().refs.get(question.territory)
        whole, partly = (set(), set()) if question.exact_territory else territory_map().within(question.territory)
        return cls(tuple(named.items()), place, tuple(sorted(whole | partly)))


def of_events(question: Question, observations: QuerySet[Observation], ids: Ids | None = None) -> QuerySet[Observation]:
    """Keep what events handed over: those with a date, unless events are asked for one by one."""
    ids = ids or Ids.of(question)
    conditions = [*_asked_of(question, ids), Q(event__isnull=False)]
    if question.events:
        conditions.append(Q(event__code__in=question.events))
    if not (question.event or "event" in question.by):
        conditions.append(Q(period_type=PeriodType.EVENT))
    if question.territory and question.exact_territory:
        conditions.append(Q(territory=ids.place))
    elif question.territory:
        conditions.append(Q(territory__in=ListedIds(list(ids.within))))
    return observations.filter(*conditions)


def as_reported(
    question: Question, observations: QuerySet[Observation], ids: Ids | None = None
) -> QuerySet[Observation]:
    """Keep what sources gave as it stands: of the whole and not of one edition, unless editions are asked for."""
    ids = ids or Ids.of(question)
    conditions = [*_asked_of(question, ids), Q(event__isnull=True)]
    if "edition" not in question.by and not question.edition:
        whole = Q(edition__isnull=True)
        conditions.append(whole | Q(period_type=PeriodType.EDITION) if "year" in question.by else whole)
    if "year" in question.by:
        conditions.append(Q(period_end__isnull=False) | Q(period_type=PeriodType.UNSTATED))
    if question.territory:
        conditions.append(Q(territory=ids.place))
    elif question.scheme:
        conditions.append(Q(territory__scheme__code=question.scheme))
    elif "territory" in question.by:
        conditions.append(~Q(territory__scheme__level="country"))
    return observations.filter(*conditions)


def _asked_of(question: Question, ids: Ids) -> Iterator[Q]:
    """Yield what tells that which belongs to a question, whatever it was reported or computed from.

    All are given to one `filter`: each costs as much as a small statement.
    """
    closed = {name: value for name in CLOSED if (value := getattr(question, name))}
    yield Q(**dict(ids.named), **closed)
    if question.period_start:
        yield Q(period_start__gte=question.period_start)
    if question.period_end:
        yield Q(period_end__lte=question.period_end)
    if question.year:
        yield Q(period_end__year=question.year)
    for one in BREAKDOWNS:
        if not getattr(question, one.code):
            yield ~one.absent if one.code in question.by else one.absent
    yield from (Q(**{f"{name}__isnull": False}) for name in REQUIRED if name in question.by)


def prepared(
    question: Question,
    observations: QuerySet[Observation],
    thresholds: Mapping[int, int],
    dimensions: Collection[str],
    *,
    reported: bool,
) -> tuple[QuerySet, list[str]]:
    """Return what the database needs to fold: one dictionary an observation, and the names of its columns.

    `thresholds` are {id: below which count a value is masked} of the indicators that they are of, `dimensions` what they will be grouped by. What is rolled up later
    is read as it was recorded.
    """
    told = {
        "small": small_flag(thresholds, past=question.as_of is not None),
        "of_event": F("event__code") if question.event else NOTHING,
    }
    if "year" in dimensions:
        told[COLUMNS["year"]] = YearOf("period_end")
    columns = [*COLUMNS_TO_FOLD]
    if reported:
        told |= {"of_country": _is_of_country(), "standing": _standing_of_type("edition" in question.by)}
        columns += COLUMNS_TO_LEAD
    columns = list(dict.fromkeys([*columns, *(COLUMNS[name] for name in dimensions)]))
    return observations.order_by().annotate(**told).values(*columns), columns


def _is_of_country() -> Case:
    return Case(When(territory__scheme__level="country", then=Value(1)), default=Value(0), output_field=IntegerField())


def _standing_of_type(editions: bool) -> Case:
    """Return where a period type stands among those that an answer may lead with: 0 first."""
    order = ("edition", *rules.PERIODS) if editions else rules.PERIODS
    cases = [When(period_type=name, then=Value(standing)) for standing, name in enumerate(dict.fromkeys(order))]
    return Case(*cases, default=Value(len(order)), output_field=IntegerField())
