"""Stored records: found by the keys that files use, inserted in batches, indexed."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from modelsearch.backends import get_search_backends
from modelsearch.index import class_is_indexed
from wagtail.models import ReferenceIndex

from programs.facts import Observation, recorded_by_code
from programs.imports.cells import LIST_SEPARATOR
from programs.imports.files import FactsFile, Record
from programs.imports.tables import BY_NAME, Table
from search.indexing import batches

#: Rows of a query or an insert, and records of an update of an index.
BATCH, CHUNK = 500, 2000

#: Relations that keys and comparisons with rows read.
RELATED = {
    "territories": ("scheme",),
    "relations": ("territory__scheme", "related__scheme"),
    "aliases": ("program",),
    "events": ("edition", "target_territory__scheme"),
    "preferences": ("observation",),
}
#: {table: columns with codes of observations}
NAMING_OBSERVATIONS = {
    "observations": ("code", "supersedes"),
    "preferences": ("observation",),
    "discrepancies": ("observations",),
}


class KnownRecords(dict[str, dict[str, Any]]):
    """{table: {key: record}}; of observations only those that the files name."""

    def __init__(self, files: Iterable[FactsFile]):
        super().__init__()
        self.files = list(files)

    def __missing__(self, name: str) -> dict[str, Any]:
        if name == "observations":
            self[name] = self._named_observations()
        else:
            records = BY_NAME[name].model.objects.select_related(*RELATED.get(name, ())).iterator()
            self[name] = {key_of_record(BY_NAME[name], record): record for record in records}
        return self[name]

    def _named_observations(self) -> dict[str, Observation]:
        named = set()
        for file in self.files:
            for column in NAMING_OBSERVATIONS.get(file.table.name, ()):
                for cell in file.column(column):
                    named.update(code.strip() for code in cell.split(LIST_SEPARATOR))
        found = {}
        for codes in batches(sorted(named), BATCH):
            found |= recorded_by_code(codes)
        return found


def reference_stub(instance: models.Model) -> models.Model:
    """Return a record reduced to what other rows need, to save memory with 100,000 observations."""
    if not isinstance(instance, Observation):
        return instance
    fields = ("id", "code", "indicator_id", "role")
    return Observation.from_db(None, fields, [getattr(instance, name) for name in fields])


def key_of_record(table: Table, record: models.Model) -> str:
    """Return the key of a record: its key columns joined by colons."""
    values = (getattr(record, name) for name in table.key)
    return ":".join(value if isinstance(value, str) else getattr(value, "ref", None) or value.code for value in values)


def problems_of(instance: models.Model) -> list[tuple[str, str]]:
    """Return (column, reason) of validation errors that need no query."""
    relations = [field.name for field in instance._meta.concrete_fields if field.is_relation]
    try:
        instance.clean_fields(exclude=relations)
        instance.clean()
    except ValidationError as error:
        return _problems(error)
    return []


def save_all(rows: list[tuple[Record, models.Model]]) -> list[tuple[Record, str, str]]:
    """Insert records of one model; return (row, column, reason) of refused ones."""
    if not rows:
        return []
    try:
        with transaction.atomic():
            type(rows[0][1]).objects.bulk_create([instance for _record, instance in rows])
    except IntegrityError:
        # bulk_create has marked them as saved.
        for _record, instance in rows:
            instance.pk, instance._state.adding = None, True
        return [(record, *problem) for record, instance in rows for problem in save_one(instance)]
    return []


def save_one(instance: models.Model) -> list[tuple[str, str]]:
    """Validate and save a record; return (column, reason) of its errors."""
    try:
        with transaction.atomic():
            instance.full_clean()
            instance.save()
    except ValidationError as error:
        return _problems(error)
    except IntegrityError as error:
        return [("", _("the database refuses this row: %s.") % error)]
    return []


def _problems(error: ValidationError) -> list[tuple[str, str]]:
    return [
        ("" if column == NON_FIELD_ERRORS else column, message)
        for column, messages in error.message_dict.items()
        for message in messages
    ]


def state_of(instance: models.Model) -> dict[str, Any]:
    """Return {column: value} of a record."""
    return {field.attname: getattr(instance, field.attname) for field in instance._meta.concrete_fields}


def set_related(instance: models.Model, name: str, records: list[models.Model], *, new: bool) -> bool:
    """Set a many-to-many field; return whether it changed."""
    field = type(instance)._meta.get_field(name)
    through = field.remote_field.through
    own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    links = through.objects.filter(**{own: instance.pk})
    keys = {item.pk for item in records}
    if keys == (set() if new else set(links.values_list(other, flat=True))):
        return False
    links.delete()
    through.objects.bulk_create([through(**{own: instance.pk, other: key}) for key in sorted(keys)])
    return True


def index_records(touched: dict[type[models.Model], set]) -> None:
    """Update Wagtail's search and reference indexes for {model: keys}, in the transaction of the load.

    Per-record updates would make a load of 100,000 rows take a day.
    """
    for model, keys in touched.items():
        if class_is_indexed(model) and getattr(model, "search_auto_update", True):
            for chunk in batches(sorted(keys), CHUNK):
                objects = list(model.get_indexed_objects().filter(pk__in=chunk))
                for backend in get_search_backends(with_auto_update=True):
                    backend.add_bulk(model, objects)
    for model, keys in _with_references(touched).items():
        for chunk in batches(sorted(keys), CHUNK):
            for record in model.objects.filter(pk__in=chunk):
                ReferenceIndex.create_or_update_for_object(record)


def _with_references(touched: dict[type[models.Model], set]) -> dict[type[models.Model], set]:
    """Return {model: keys} of the records in the reference index: the parents of children."""
    found = defaultdict(set)
    for model, keys in touched.items():
        parents = [field for field in model._meta.get_fields() if isinstance(field, ParentalKey)]
        for chunk in batches(sorted(keys), CHUNK):
            if parents:
                rows = model.objects.filter(pk__in=chunk, **{f"{parents[0].name}__isnull": False})
                found[parents[0].related_model].update(rows.values_list(parents[0].attname, flat=True))
            elif ReferenceIndex.is_indexed(model):
                found[model].update(chunk)
    return found
