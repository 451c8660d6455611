"""Select the observations that could answer a question, as a queryset."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.sql.compiler import SQLCompiler

from portal.cached_lookup import CachedLookup
from programs.facts import BREAKDOWNS, DIMENSION_MODELS, DIMENSIONS, Observation, PeriodType
from programs.statistics.disclosure.masking import small_flag
from programs.statistics.fold import rules
from programs.statistics.fold.rollup import territory_map
from programs.statistics.questions import Question

#: Fields of a question that are a word of a closed list.
CLOSED = ("role", "period_type", "status", *(one.code for one in BREAKDOWNS if one.choices))

#: Fields of a question that name a record by its code.
NAMED = {code: model for code, model in DIMENSION_MODELS.items() if code not in ("territory", "event")}

#: Dimensions whose rows leave out the values that have no member.
REQUIRED = tuple(one.code for one in DIMENSIONS if one.required)

#: {dimension: column}; a year is the one in which a period ends.
COLUMNS = {one.code: one.column for one in DIMENSIONS}
#: Selects in one compound statement; SQLite's SQLITE_MAX_COMPOUND_SELECT is 500.
MAX_SELECTS = 200

AsSQL: TypeAlias = tuple[str, tuple[str | int, ...]]

COLUMNS_TO_FOLD = (
    "id", "code", "series_key", "indicator_id", "event_id", "territory_id", "source_id", "supersedes_id",
    "value", "value_high", "qualifier", "status", "period_type", "period_start", "period_end", "released_at",
    "small", "of_event",
)  # fmt: skip
#: What decides which reported values lead an answer.
COLUMNS_TO_LEAD = ("of_country", "standing")


class YearOf(Func):
    """The year of a day; `ExtractYear` calls Python for each row on SQLite, which stores days as text."""

    output_field = IntegerField()
    template = "EXTRACT(YEAR FROM %(expressions)s)::integer"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> AsSQL:
        return self.as_sql(compiler, connection, template="CAST(SUBSTR(%(expressions)s, 1, 4) AS INTEGER)", **context)


class IsListed(Func):
    """Whether an id is in a list, which is one parameter, since databases limit their number.

    No subquery on PostgreSQL, for the reason that `series_keys` gives.
    """

    output_field = models.BooleanField()

    def __init__(self, field: str, ids: Iterable[int]):
        super().__init__(field, Value(str(sorted(ids)), output_field=models.TextField()))

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> AsSQL:
        parts = {"arg_joiner": " IN (SELECT value FROM json_each(", "template": "%(expressions)s))"}
        return self.as_sql(compiler, connection, **parts, **context)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> AsSQL:
        parts = {"arg_joiner": " = ANY(TRANSLATE(", "template": "%(expressions)s, '[]', '{}')::bigint[])"}
        return self.as_sql(compiler, connection, **parts, **context)


def _read_ids() -> dict[str, dict[str, int]]:
    first, *others = (
        model._default_manager.order_by().annotate(named=Value(name)).values_list("named", "code", "pk")
        for name, model in NAMED.items()
    )
    found: dict[str, dict[str, int]] = {name: {} for name in NAMED}
    for name, code, pk in first.union(*others, all=True):
        found[name][code] = pk
    return found


#: {field of a question: {code: id}}
ids_by_code = CachedLookup("programs.ids_of_codes", _read_ids, NAMED.values())


@dataclass(frozen=True)
class Ids:
    """The ids of records that a question names by code, 0 for an unknown code. As constants of a statement they let
    the database estimate how many observations to expect.

    `named` is by field; `within` has the territories that lie within `territory`, if only in part.
    """

    named: tuple[tuple[str, int], ...]
    territory: int | None = None
    within: tuple[int, ...] = ()

    @classmethod
    def of(cls, question: Question) -> "Ids":
        """Look the ids up: one statement, or none while they are cached."""
        codes = {name: code for name in NAMED if (code := getattr(question, name))}
        ids = ids_by_code() if codes else {}
        named = tuple((name, ids[name].get(code, 0)) for name, code in codes.items())
        if not question.territory:
            return cls(named)
        places = territory_map()
        whole, partly = (set(), set()) if question.exact_territory else places.within(question.territory)
        return cls(named, places.refs.get(question.territory), tuple(sorted(whole | partly)))


def select_computed(
    question: Question, observations: QuerySet[Observation], ids: Ids | None = None
) -> QuerySet[Observation]:
    """Keep values of events: those with a date, unless events are listed one by one."""
    ids = ids or Ids.of(question)
    conditions = [*_conditions(question, ids), Q(event__isnull=False)]
    if question.events:
        conditions.append(Q(event__code__in=question.events))
    if not (question.event or "event" in question.by):
        conditions.append(Q(period_type=PeriodType.EVENT))
    if question.territory and question.exact_territory:
        conditions.append(Q(territory=ids.territory))
    elif question.territory:
        conditions.append(Q(IsListed("territory", ids.within)))
    return observations.filter(*conditions)


def select_reported(
    question: Question, observations: QuerySet[Observation], ids: Ids | None = None
) -> QuerySet[Observation]:
    """Keep values without an event: of the whole and not of one edition, unless the question is about editions."""
    ids = ids or Ids.of(question)
    conditions = [*_conditions(question, ids), Q(event__isnull=True)]
    if "edition" not in question.by and not question.edition:
        whole = Q(edition__isnull=True)
        conditions.append(whole | Q(period_type=PeriodType.EDITION) if "year" in question.by else whole)
    if "year" in question.by:
        conditions.append(Q(period_end__isnull=False) | Q(period_type=PeriodType.UNSTATED))
    if question.territory:
        conditions.append(Q(territory=ids.territory))
    elif question.scheme:
        conditions.append(Q(territory__scheme__code=question.scheme))
    elif "territory" in question.by:
        conditions.append(~Q(territory__scheme__level="country"))
    return observations.filter(*conditions)


def matching(questions: list[Question], select: Callable[[Question], QuerySet[Observation]]) -> set[Question]:
    """Return the questions that select anything: one statement for every MAX_SELECTS of them."""
    found = set()
    for start in range(0, len(questions), MAX_SELECTS):
        first, *others = (
            select(question).order_by().values_list(Value(number, IntegerField()))
            for number, question in enumerate(questions[start : start + MAX_SELECTS], start)
        )
        found |= {questions[number] for (number,) in first.union(*others)}
    return found


def _conditions(question: Question, ids: Ids) -> Iterator[Q]:
    """Yield the conditions that do not depend on the basis. Pass all to one `filter`: each call of it is slow."""
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


def with_fold_columns(
    question: Question,
    observations: QuerySet[Observation],
    thresholds: Mapping[int, int],
    dimensions: Collection[str],
    *,
    reported: bool,
) -> tuple[QuerySet[Observation, dict[str, Any]], list[str]]:
    """Return the rows that the database folds, as dictionaries, and the names of their columns.

    `thresholds` are {id of an indicator: below which count its values are masked}, `dimensions` the codes to group by.
    """
    computed: dict[str, Case | F | Func | Value] = {
        "small": small_flag(thresholds, past=question.as_of is not None),
        "of_event": F("event__code") if question.event else Value(None, output_field=IntegerField()),
    }
    if "year" in dimensions:
        computed[COLUMNS["year"]] = YearOf("period_end")
    columns = [*COLUMNS_TO_FOLD]
    if reported:
        computed |= {"of_country": _is_of_country(), "standing": _standing_of_type("edition" in question.by)}
        columns += COLUMNS_TO_LEAD
    columns = list(dict.fromkeys([*columns, *(COLUMNS[name] for name in dimensions)]))
    return observations.order_by().annotate(**computed).values(*columns), columns


def _is_of_country() -> Case:
    return Case(When(territory__scheme__level="country", then=Value(1)), default=Value(0), output_field=IntegerField())


def _standing_of_type(editions: bool) -> Case:
    """Return the rank of a period type among those that may lead an answer, from 0."""
    order = ("edition", *rules.PERIODS) if editions else rules.PERIODS
    cases = [When(period_type=name, then=Value(standing)) for standing, name in enumerate(dict.fromkeys(order))]
    return Case(*cases, default=Value(len(order)), output_field=IntegerField())
