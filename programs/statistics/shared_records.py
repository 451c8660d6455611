"""Observations with the records they refer to, of which each is made once.

`select_related` makes every record anew for every row; a thousand values of one programme need one programme. This
reads the same columns by the same single statement.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Field, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.constants import LOOKUP_SEP


@dataclass(frozen=True)
class Branch:
    """The columns of one relation in a row: from `start` to `end`, the primary key at `key`."""

    relation: Field
    parent: str
    model: type[Model]
    names: tuple[str, ...]
    start: int
    end: int
    key: int


@dataclass(frozen=True)
class Shape:
    """What the columns of a row are: of a record itself, of those that it refers to, and what was annotated."""

    model: type[Model]
    names: tuple[str, ...]
    branches: dict[str, Branch]
    annotated: tuple[str, ...]

    @classmethod
    def of(cls, queryset: QuerySet, related: Sequence[str], only: Sequence[str] = ()) -> "Shape":
        """`only` are the columns of the record itself that are read, the primary key among them; else it is all."""
        names = tuple(only) or _columns_of(queryset.model)
        branches = _branches(queryset.model, related, start=len(names))
        return cls(queryset.model, names, branches, tuple(queryset.query.annotations))

    @property
    def columns(self) -> list[str]:
        of_branches = (f"{path}{LOOKUP_SEP}{name}" for path, one in self.branches.items() for name in one.names)
        return [*self.names, *of_branches, *self.annotated]

    def records(self, rows: Iterable[tuple], database: str) -> Iterator[Model]:
        """Return the records of rows, which share what they refer to."""
        if self.branches or self.annotated:
            return self._sharing(rows, database)
        return map(partial(stored_record, self.model, database, self.names), rows)

    def _sharing(self, rows: Iterable[tuple], database: str) -> Iterator[Model]:
        width = len(self.names)
        first_annotated = len(self.columns) - len(self.annotated)
        made_of: dict[str, dict] = {path: {} for path in self.branches}
        for row in rows:
            record = stored_record(self.model, database, self.names, row[:width])
            made = {"": record}
            for path, branch in self.branches.items():
                parent = made[branch.parent]
                if parent is None:
                    made[path] = None
                    continue
                other = made[path] = _shared(branch, made_of[path], row, database)
                branch.relation.set_cached_value(parent, other)
            record.__dict__.update(zip(self.annotated, row[first_annotated:], strict=True))
            yield record


def sharing_records(queryset: QuerySet, related: Sequence[str]) -> Iterator[Model]:
    """Yield the objects of a queryset with all of `related` fetched, as `select_related(*related)` would.

    Objects that refer to the same record share one instance of it; annotations are kept.
    """
    shape = Shape.of(queryset, related)
    yield from shape.records(queryset.values_list(*shape.columns), queryset.db)


def _shared(branch: Branch, made: dict, row: tuple, database: str) -> Model | None:
    pk = row[branch.key]
    if pk is None:
        return None
    if pk not in made:
        made[pk] = stored_record(branch.model, database, branch.names, row[branch.start : branch.end])
    return made[pk]


def stored_record(model: type[Model], database: str, names: Sequence[str], row: Sequence) -> Model:
    """Make a record of columns of a row, as unpickling makes one: `Model.from_db` looks for what a new record may
    come with (children, defaults, receivers of signals), which takes five times as long; answers list thousands."""
    record = model.__new__(model)
    state = ModelState()
    state.adding, state.db = False, database
    record.__dict__.update(zip(names, row, strict=True), _state=state)
    return record


def _branches(model: type[Model], related: Sequence[str], start: int) -> dict[str, Branch]:
    """Return {path: branch}, what a branch grows from before itself."""
    branches = {}
    for whole in related:
        parts = whole.split(LOOKUP_SEP)
        for depth in range(1, len(parts) + 1):
            path, parent = LOOKUP_SEP.join(parts[:depth]), LOOKUP_SEP.join(parts[: depth - 1])
            if path in branches:
                continue
            relation = (branches[parent].model if parent else model)._meta.get_field(parts[depth - 1])
            found = relation.related_model
            names = _columns_of(found)
            key = start + names.index(found._meta.pk.attname)
            branches[path] = Branch(relation, parent, found, names, start, start + len(names), key)
            start += len(names)
    return branches


def _columns_of(model: type[Model]) -> tuple[str, ...]:
    return tuple(one.attname for one in model._meta.concrete_fields)
