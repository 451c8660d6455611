"""Insert rows in batches, and one by one where the database refuses a batch."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from programs.imports.files import Record

BATCH = 500


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
