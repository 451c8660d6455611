"""Loading: all rows of all files, or none."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.ledger import release, release_events
from programs.loading.files import LoadError, Record, read_file
from programs.loading.tables import ORDER, TABLES, Table
from programs.models import DistributionEvent, EventOrganizer, Observation, Territory

#: Called with (file, rows done, rows in all) now and then.
Progress = Callable[[str, int, int], None]
REPORT_EVERY = 500


@dataclass
class Outcome:
    """What a load did, or would do: {table: Counter(created=…, updated=…, unchanged=…)}, and all errors."""

    errors: list[LoadError] = field(default_factory=list)
    counts: dict[str, Counter] = field(default_factory=dict)
    released: int = 0
    applied: bool = False


class _NotApplied(Exception):
    """Undoes the transaction of a dry run or of a load with errors."""


def load_facts(
    paths: Iterable[Path], *, apply: bool, publish: bool = False, progress: Progress | None = None
) -> Outcome:
    """Read files and write their facts.

    Nothing is written where one row is wrong, and nothing where `apply` is false: a dry run does all the work and
    undoes it. A record with a known code is brought up to date; a published observation is never changed, so a row
    that says otherwise is an error. `publish` releases the events and observations of the files.
    """
    outcome = Outcome()
    files: list[tuple[Table, list[Record]]] = []
    for path in paths:
        table, records, errors = read_file(Path(path))
        outcome.errors += errors
        if table is not None:
            files.append((table, records))
    files.sort(key=lambda item: ORDER[item[0].name])
    try:
        with transaction.atomic():
            loader = _Loader(outcome, progress)
            for table, records in files:
                loader.load(table, records)
            if publish and not outcome.errors:
                outcome.released = loader.publish()
            if outcome.errors or not apply:
                raise _NotApplied
            outcome.applied = True
    except _NotApplied:
        pass
    return outcome


class _Loader:
    def __init__(self, outcome: Outcome, progress: Progress | None):
        self.outcome = outcome
        self.progress = progress
        self.known = {table.name: _existing(table) for table in TABLES}
        self.loaded: dict[str, list[int]] = {"events": [], "observations": []}

    def load(self, table: Table, records: list[Record]) -> None:
        counts = self.outcome.counts.setdefault(table.name, Counter())
        seen: dict[str, int] = {}
        later: list[tuple[Record, Any, dict[str, Any]]] = []
        for position, record in enumerate(records, start=1):
            if self.progress and (position % REPORT_EVERY == 0 or position == len(records)):
                self.progress(record.file, position, len(records))
            key = ":".join(record.cells.get(name, "") for name in table.key)
            if key in seen:
                reason = _("“%(key)s” stands in line %(line)d already.") % {"key": key, "line": seen[key]}
                self._say(record, table.key[-1], reason)
                continue
            seen[key] = record.line
            values = self._read(table, record)
            if values is None:
                continue
            instance = self._write(table, record, key, values, counts)
            if instance is not None:
                later.append(
                    (record, instance, {name: values[name] for name in table.later if name in values})
                )
        for record, instance, values in later:
            self._write_later(record, instance, values)

    def publish(self) -> int:
        """Release what was loaded; return how many observations became public."""
        now = timezone.now()
        events = DistributionEvent.objects.filter(pk__in=self.loaded["events"], released_at__isnull=True)
        count = release_events(events, at=now)
        return count + release(Observation.objects.filter(pk__in=self.loaded["observations"]), at=now)

    def _read(self, table: Table, record: Record) -> dict[str, Any] | None:
        """Return {field: value}, or None if a cell could not be read (which is reported)."""
        values, wrong = {}, False
        for column in table.columns:
            if column.name not in record.cells:
                continue
            cell = record.cells[column.name]
            if not cell and column.required:
                self._say(record, column.name, _("this cell must not be empty."))
                wrong = True
                continue
            if column.name in table.later and table.name == "indicators":
                values[column.name] = cell
                continue
            try:
                values[column.name] = column.read(cell, self.known)
            except ValueError as error:
                self._say(record, column.name, str(error))
                wrong = True
        return None if wrong else values

    def _write(self, table: Table, record: Record, key: str, values: dict[str, Any], counts: Counter):
        """Create or update one record; return it, or None if it is wrong."""
        own = {name: value for name, value in values.items() if name not in table.later}
        existing = self.known[table.name].get(key)
        instance = existing or table.model()
        before = _state(existing) if existing else None
        for name, value in own.items():
            if value == "" and table.model._meta.get_field(name).has_default():
                continue
            setattr(instance, name, value)
        if isinstance(instance, Observation):
            self._settle_observation(instance, existing, own)
        after = _state(instance)
        if before == after:
            counts["unchanged"] += 1
        elif existing and getattr(existing, "is_released", False) and isinstance(instance, Observation):
            self._say(
                record,
                "code",
                _("this value is published and never changes: load a correction that supersedes it."),
            )
            return None
        elif not self._save(record, instance):
            return None
        else:
            counts["updated" if existing else "created"] += 1
        self.known[table.name][_key_of(instance, key)] = instance
        if table.name in self.loaded:
            self.loaded[table.name].append(instance.pk)
        return instance

    def _settle_observation(self, instance: Observation, existing, own: dict[str, Any]) -> None:
        if existing is None or not existing.is_released:
            instance.take_from_event()
        elif instance.event_id:
            # The file leaves to the event what the published row holds itself.
            stored = Observation.objects.get(pk=existing.pk)
            for name in (
                "program_id",
                "edition_id",
                "territory_id",
                "period_type",
                "period_start",
                "period_end",
            ):
                setattr(instance, name, getattr(stored, name))
        instance.prepare()

    def _save(self, record: Record, instance) -> bool:
        try:
            with transaction.atomic():
                instance.full_clean()
                instance.save()
        except ValidationError as error:
            for column, messages in error.message_dict.items():
                for message in messages:
                    self._say(record, "" if column == NON_FIELD_ERRORS else column, message)
        except IntegrityError as error:
            self._say(record, "", _("the database refuses this row: %s.") % error)
        else:
            return True
        return False

    def _write_later(self, record: Record, instance, values: dict[str, Any]) -> None:
        for name, value in values.items():
            if name == "organizers":
                wanted = [
                    EventOrganizer(event=instance, organization=organization, role=role, sort_order=position)
                    for position, (organization, role) in enumerate(value)
                ]
                EventOrganizer.objects.filter(event=instance).delete()
                EventOrganizer.objects.bulk_create(wanted)
            elif name == "compared_with":
                if value and value not in self.known["indicators"]:
                    self._say(
                        record,
                        name,
                        _("“%(cell)s” is not known in %(table)s.") % {"cell": value, "table": "indicators"},
                    )
                    continue
                instance.compared_with = self.known["indicators"][value] if value else None
                instance.save(update_fields=["compared_with"])
            else:
                through = getattr(type(instance), name).through.objects
                own, other = _through_names(type(instance), name)
                through.filter(**{own: instance.pk}).delete()
                through.bulk_create([through.model(**{own: instance.pk, other: item.pk}) for item in value])

    def _say(self, record: Record, column: str, reason: str) -> None:
        self.outcome.errors.append(LoadError(record.file, record.line, column, reason))


def _existing(table: Table) -> dict[str, Any]:
    """Return {key as it stands in files: record}."""
    related = {"territories": ("scheme",), "relations": ("territory__scheme", "related__scheme")}
    records = table.model.objects.select_related(
        *related.get(table.name, ()),
        *(("program",) if table.name == "aliases" else ()),
        *(("observation",) if table.name == "preferences" else ()),
        *(("indicator", "event") if table.name == "observations" else ()),
    )
    return {_key_from_record(table, record): record for record in records.iterator()}


def _key_from_record(table: Table, record) -> str:
    parts = []
    for name in table.key:
        value = getattr(record, name)
        parts.append(value if isinstance(value, str) else getattr(value, "ref", None) or value.code)
    return ":".join(parts)


def _key_of(instance, key: str) -> str:
    return instance.ref if isinstance(instance, Territory) else key


def _state(instance) -> dict[str, Any]:
    """Return what is stored of a record, for comparing before and after."""
    return {
        field.attname: _plain(getattr(instance, field.attname)) for field in instance._meta.concrete_fields
    }


def _plain(value):
    return value.normalize() if hasattr(value, "normalize") and not isinstance(value, str) else value


def _through_names(model, name: str) -> tuple[str, str]:
    field = model._meta.get_field(name)
    return f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
