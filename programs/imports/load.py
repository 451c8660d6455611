"""Load all rows of all files, or none."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.cached_lookup import clear_lookups
from programs.editorial import record_pages_about, record_pages_beside
from programs.facts import (
    TAKEN_FROM_EVENT,
    DistributionEvent,
    EventOrganizer,
    Indicator,
    Observation,
    draft_observations,
    release,
    release_events,
    subjects_of_stored,
)
from programs.imports.cells import BROKEN, BrokenReferenceError
from programs.imports.files import FactsFile, LoadError, Record, read_file
from programs.imports.records import (
    BATCH,
    KnownRecords,
    index_records,
    problems_of,
    reference_stub,
    save_all,
    save_one,
    set_related,
    state_of,
)
from programs.imports.tables import BY_NAME, ORDER, Column, Table
from search.indexing import record_subjects, record_together

#: Called with (file, rows done, total rows).
Progress = Callable[[str, int, int], None]
REPORT_EVERY = 500

#: Columns that figures of an event may leave empty.
LEFT_TO_EVENT = ("program", "edition", "territory", "period_type", "period_start", "period_end")


@dataclass
class Outcome:
    """Errors, and counts {table: Counter(created=…, updated=…, unchanged=…)} of a load or dry run."""

    errors: list[LoadError] = field(default_factory=list)
    counts: dict[str, Counter] = field(default_factory=dict)
    released: int = 0
    applied: bool = False


class _NotApplied(Exception):
    """Roll back a dry run or a load with errors."""


def load_facts(
    paths: Iterable[Path], *, apply: bool, publish: bool = False, progress: Progress | None = None
) -> Outcome:
    """Create or update the facts of files; with `publish`, release their events and observations.

    Any error, or `apply=False`, rolls everything back. Changing a published observation is an error.
    """
    read = [read_file(Path(path)) for path in paths]
    outcome = Outcome([error for _file, errors in read for error in errors])
    files = [file for file, _errors in read if file is not None]
    if outcome.errors:
        # References to rows of an unread file would all fail.
        return outcome
    files.sort(key=lambda file: ORDER[file.table.name])
    try:
        with record_together(), disable_reference_index_auto_update():
            loader = _Loader(outcome, files, progress)
            for file in files:
                loader.load(file)
            if publish and not outcome.errors:
                loader.publish()
            if outcome.errors or not apply:
                raise _NotApplied
            index_records(loader.touched)
            # bulk_create sends no signals.
            clear_lookups(loader.touched)
            if loader.touched[Indicator]:
                record_pages_about(loader.touched[Indicator])
                record_pages_beside()
            for model, keys in loader.touched.items():
                record_subjects(*subjects_of_stored(model, keys))
            outcome.applied = True
    except _NotApplied:
        pass
    return outcome


class _Loader:
    def __init__(self, outcome: Outcome, files: list[FactsFile], progress: Progress | None):
        self.outcome = outcome
        self.progress = progress
        self.known = KnownRecords(files)
        #: {table: {key: "file:line"}}
        self.seen: dict[str, dict[str, str]] = defaultdict(dict)
        #: New records, not stored yet.
        self.pending: list[tuple[Record, models.Model, str]] = []
        #: {model: keys} of changed records, and of all records of the files.
        self.touched: dict[type[models.Model], set] = defaultdict(set)
        self.loaded: dict[type[models.Model], list] = defaultdict(list)
        #: Of the table that is loaded.
        self.counts = Counter()

    def load(self, file: FactsFile) -> None:
        table, total = file.table, file.count() if self.progress else 0
        self.counts = self.outcome.counts.setdefault(table.name, Counter())
        deferred: list[tuple[Record, models.Model, dict[str, Any], bool]] = []
        for position, record in enumerate(file.records(self.outcome.errors), start=1):
            if self.progress and (position % REPORT_EVERY == 0 or position == total):
                self.progress(file.name, position, total)
            key = ":".join(record.cells.get(name, "") for name in table.key)
            if where := self.seen[table.name].get(key):
                reason = _("“%(key)s” stands in %(where)s already.") % {"key": key, "where": where}
                self._report(record, (table.key[-1], reason))
                continue
            self.seen[table.name][key] = f"{file.name}:{record.line}"
            values = self._read(table, record)
            instance = self._write(table, record, key, values) if values is not None else None
            if instance is None:
                self.known[table.name][key] = BROKEN
            elif table.deferred:
                rest = {name: values[name] for name in table.deferred if name in values}
                deferred.append((record, instance, rest, instance.pk is None))
        self._store(table)
        for record, instance, rest, new in deferred:
            if instance.pk is not None and self._write_deferred(record, instance, rest, new=new) and not new:
                self._count_change(instance)

    def publish(self) -> None:
        now = timezone.now()
        events = DistributionEvent.objects.filter(pk__in=self.loaded[DistributionEvent], released_at__isnull=True)
        observations = draft_observations().filter(pk__in=self.loaded[Observation])
        try:
            self.outcome.released = release_events(events, at=now) + release(observations, at=now)
        except ValidationError as error:
            self.outcome.errors += [LoadError("", 0, "", message) for message in error.messages]

    def _read(self, table: Table, record: Record) -> dict[str, Any] | None:
        """Return {field: value}, or None after reporting unreadable cells."""
        values = {}
        for column in table.columns:
            if column.name in record.cells:
                # A comparison may refer to a later row.
                is_read_later = column.name == "compared_with"
                values[column.name] = record.cells[column.name] if is_read_later else self._cell(record, column)
        return None if any(value is BROKEN for value in values.values()) else values

    def _cell(self, record: Record, column: Column) -> Any:
        """Return the value of a cell, or BROKEN after reporting why it has none."""
        cell = record.cells[column.name]
        try:
            if not cell and column.required:
                raise ValueError(_("this cell must not be empty."))
            return column.read(cell, self.known)
        except BrokenReferenceError:
            return BROKEN
        except ValueError as error:
            self._report(record, (column.name, str(error)))
            return BROKEN

    def _write(self, table: Table, record: Record, key: str, values: dict[str, Any]) -> models.Model | None:
        """Create or update one record; return it, or None after reporting its errors."""
        if any(isinstance(value, models.Model) and value.pk is None for value in values.values()):
            self._store(table)
        existing = self.known[table.name].get(key)
        own = {name: value for name, value in values.items() if name not in table.deferred}
        if table.model is Observation and own.get("event"):
            own = {name: value for name, value in own.items() if value or name not in LEFT_TO_EVENT}
        instance = existing or table.model()
        before = state_of(existing) if existing else {}
        for name, value in own.items():
            field_of_model = table.model._meta.get_field(name)
            empty = value == "" and field_of_model.has_default()
            setattr(instance, name, field_of_model.get_default() if empty else value)
        if isinstance(instance, Observation | DistributionEvent):
            instance.prepare()
        if existing is None:
            return self._add(table, record, key, instance)
        self.loaded[table.model].append(instance.pk)
        changed = {name for name, value in state_of(instance).items() if value != before[name]}
        problems = changed and (self._published(instance, changed) or problems_of(instance) or save_one(instance))
        if problems:
            self._report(record, *problems)
            return None
        self.counts["unchanged"] += 1
        if changed:
            self._count_change(instance)
        return instance

    def _add(self, table: Table, record: Record, key: str, instance: models.Model) -> models.Model | None:
        """Validate a new record and add it to the batch."""
        if problems := problems_of(instance):
            self._report(record, *problems)
            return None
        self.counts["created"] += 1
        self.known[table.name][key] = instance
        self.pending.append((record, instance, key))
        if len(self.pending) >= BATCH:
            self._store(table)
        return instance

    def _store(self, table: Table) -> None:
        """Insert the pending records."""
        pending, self.pending = self.pending, []
        for record, *problem in save_all([(record, instance) for record, instance, _key in pending]):
            self._report(record, problem)
        for _record, instance, key in pending:
            if instance.pk is None:
                self.known[table.name][key] = BROKEN
            else:
                self.touched[table.model].add(instance.pk)
                self.loaded[table.model].append(instance.pk)
                self.known[table.name][key] = reference_stub(instance)

    def _published(self, instance: models.Model, changed: set[str]) -> list[tuple[str, str]]:
        """Return the errors of changing a published record."""
        if isinstance(instance, Observation) and instance.is_released:
            reason = _("this value is published and never changes: load a correction that supersedes it.")
            return [("code", reason)]
        if isinstance(instance, DistributionEvent) and instance.is_released:
            reason = _("this event is published: change it in its form, which asks for the public reason.")
            return [(name.removesuffix("_id"), reason) for name in TAKEN_FROM_EVENT if name in changed]
        return []

    def _count_change(self, instance: models.Model) -> None:
        if instance.pk not in self.touched[type(instance)]:
            self.touched[type(instance)].add(instance.pk)
            self.counts["unchanged"] -= 1
            self.counts["updated"] += 1

    def _write_deferred(self, record: Record, instance: models.Model, values: dict[str, Any], *, new: bool) -> bool:
        """Store the deferred fields; return whether anything changed."""
        changed = False
        for name, value in values.items():
            if name == "organizers":
                changed |= _set_organizers(instance, value, new=new)
            elif name == "compared_with":
                changed |= self._set_compared_with(record, instance)
            else:
                changed |= set_related(instance, name, value, new=new)
        return changed

    def _set_compared_with(self, record: Record, indicator: models.Model) -> bool:
        target = self._cell(record, BY_NAME["indicators"].column("compared_with"))
        if target is BROKEN or indicator.compared_with_id == (target.pk if target else None):
            return False
        indicator.compared_with = target
        indicator.save(update_fields=["compared_with"])
        return True

    def _report(self, record: Record, *problems: tuple[str, str]) -> None:
        """Add the (column, reason) of a row to the errors."""
        self.outcome.errors += [LoadError(record.file, record.line, *problem) for problem in problems]


def _set_organizers(event: DistributionEvent, organizers: list[tuple[models.Model, str]], *, new: bool) -> bool:
    stored = EventOrganizer.objects.filter(event=event)
    pairs = [(organization.pk, role) for organization, role in organizers]
    if pairs == ([] if new else list(stored.order_by("sort_order").values_list("organization", "role"))):
        return False
    stored.delete()
    EventOrganizer.objects.bulk_create(
        [
            EventOrganizer(event=event, organization_id=organization, role=role, sort_order=position)
            for position, (organization, role) in enumerate(pairs)
        ]
    )
    return True
