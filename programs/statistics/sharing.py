"""Observations with the records they refer to, of which each is made once.

`select_related` makes every record anew for every row; a thousand values of one programme need one programme. This
reads the same columns by the same single statement.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Field, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.constants import LOOKUP_SEP


@dataclass
class Branch:
    """The columns of one relation in a row: from `start` to `end`, the primary key at `key`."""

    relation: Field
    parent: str
    model: type[Model]
    names: list[str]
    start: int
    end: int
    key: int
    made: dict = field(default_factory=dict)


def sharing_records(queryset: QuerySet, related: Sequence[str]) -> Iterator[Model]:
    """Yield the objects of a queryset with all of `related` fetched, as `select_related(*related)` would.

    Objects that refer to the same record share one instance of it; annotations are kept.
    """
    names = _columns_of(queryset.model)
    branches = _branches(queryset.model, related, start=len(names))
    annotated = list(queryset.query.annotations)
    columns = [*names, *(f"{path}{LOOKUP_SEP}{name}" for path, one in branches.items() for name in one.names)]
    width = len(columns)
    database = queryset.db
    for row in queryset.values_list(*columns, *annotated):
        made = {"": stored_record(queryset.model, database, names, row[: len(names)])}
        for path, branch in branches.items():
            parent = made[branch.parent]
            if parent is None:
                made[path] = None
                continue
            record = made[path] = _record(branch, row, database)
            branch.relation.set_cached_value(parent, record)
        for name, value in zip(annotated, row[width:], strict=True):
            setattr(made[""], name, value)
        yield made[""]


def _record(branch: Branch, row: tuple, database: str) -> Model | None:
    pk = row[branch.key]
    if pk is None:
        return None
    if pk not in branch.made:
        branch.made[pk] = stored_record(branch.model, database, branch.names, row[branch.start : branch.end])
    return branch.made[pk]


def stored_record(model: type[Model], database: str, names: Sequence[str], row: Sequence) -> Model:
    """Make a record of all columns of a row, as unpickling makes one: `Model.from_db` looks for what a new record may
    come with (children, defaults, receivers of signals), which takes five times as long; answers list thousands."""
    record = model.__new__(model)
    record.__dict__.update(zip(names, row, strict=True))
    record._state = ModelState()
    record._state.adding, record._state.db = False, database
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


def _columns_of(model: type[Model]) -> list[str]:
    return [one.attname for one in model._meta.concrete_fields]
