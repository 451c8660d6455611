"""Loadable tables, in order of reference."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db import models

from programs import facts
from programs.imports import cells
from programs.imports.cells import Reader, one_of, reference, several


@dataclass(frozen=True)
class Column:
    """A column, named after its field."""

    name: str
    read: Reader
    required: bool


@dataclass(frozen=True)
class Table:
    """`names` are its columns, `key` those that identify a record, `deferred` those set after it is saved.

    The reader of a cell, and whether it may be empty, follow from the model field; `readers`, `required` and
    `optional` override them.
    """

    name: str
    model: type[models.Model]
    names: str = "code name_ar name_fr"
    key: tuple[str, ...] = ("code",)
    deferred: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    readers: Mapping[str, Reader] = field(default_factory=dict)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(map(self.column, self.names.split()))

    @property
    def column_names(self) -> list[str]:
        return self.names.split()

    def column(self, name: str) -> Column:
        if name in self.readers:
            return Column(name, self.readers[name], required=False)
        found = self.model._meta.get_field(name)
        needed = not found.blank and not found.has_default() and name not in self.optional
        return Column(name, _reader_of(found), required=needed or name in self.required)


def _reader_of(found: models.Field) -> Reader:
    if found.is_relation:
        table = next(table.name for table in TABLES if table.model is found.related_model)
        return several(reference(table)) if found.many_to_many else reference(table)
    if found.choices:
        return one_of([value for value, _label in found.flatchoices])
    return next((read for kind, read in READERS.items() if isinstance(found, kind)), cells.text)


READERS: dict[type[models.Field], Reader] = {
    facts.CodeField: cells.code,
    models.DateField: cells.day,
    models.DecimalField: cells.number,
    models.IntegerField: cells.whole,
    models.BooleanField: cells.yes_or_no,
    models.JSONField: cells.plural_forms,
}

TABLES: tuple[Table, ...] = (
    Table(
        "schemes",
        facts.TerritorialScheme,
        "code name_ar name_fr level valid_from valid_to legal_basis_ar legal_basis_fr",
    ),
    Table("sources", facts.Source, "code name_ar name_fr publisher language date date_precision url"),
    Table("territories", facts.Territory, "scheme code name_ar name_fr", key=("scheme", "code")),
    Table(
        "relations",
        facts.TerritoryRelation,
        "territory related relation share source",
        key=("territory", "relation", "related"),
    ),
    Table("programs", facts.Program),
    Table("aliases", facts.ProgramAlias, "program language name", key=("program", "language", "name")),
    Table("editions", facts.Edition, "code name_ar name_fr program period_start period_end"),
    Table("trades", facts.Trade),
    Table("assistance_kinds", facts.AssistanceKind),
    Table("organizations", facts.Organization, "code name_ar name_fr is_publisher"),
    Table("centres", facts.Centre, "code name_ar name_fr territory"),
    Table("units", facts.UnitOfMeasure, "code name_ar name_fr forms_ar forms_fr"),
    Table(
        "indicators",
        facts.Indicator,
        "code name_ar name_fr definition_ar definition_fr unit statistical_unit aggregation measure currency threshold"
        " compared_with placements position",
        readers={"placements": several(one_of(facts.Placement.values))},
        deferred=("compared_with",),
        required=("threshold",),
    ),
    Table(
        "events",
        facts.DistributionEvent,
        "code name_ar name_fr program edition date_precision date_start date_end date_note_ar date_note_fr"
        " venue_ar venue_fr venue_territory target_territory trades trades_complete assistance_kinds centre organizers"
        " note_ar note_fr",
        deferred=("trades", "assistance_kinds", "organizers"),
        required=("date_precision",),
        readers={"organizers": cells.organizers},
    ),
    Table(
        "observations",
        facts.Observation,
        "code indicator role program edition event territory period_type period_start period_end value value_high"
        f" qualifier status {' '.join(one.code for one in facts.BREAKDOWNS)} source supersedes reason_ar reason_fr note_ar note_fr",
        required=("code",),
        optional=("territory", "period_type"),
    ),
    Table(
        "preferences",
        facts.Preference,
        "observation reason_ar reason_fr",
        key=("observation", "reason_ar", "reason_fr"),
    ),
    Table(
        "discrepancies",
        facts.Discrepancy,
        "code name_ar name_fr diagnosis_ar diagnosis_fr observations",
        deferred=("observations",),
    ),
)

BY_NAME = {table.name: table for table in TABLES}
ORDER = {table.name: position for position, table in enumerate(TABLES)}


def table_of_file(stem: str) -> Table | None:
    """Return the table of a file name: `observations-2014` is for `observations`."""
    return BY_NAME.get(stem) or BY_NAME.get(stem.partition("-")[0])
