"""The tables that can be loaded, in the order in which they refer to each other."""

from dataclasses import dataclass, field

from django.db import models

from programs.facts import (
    BREAKDOWNS,
    AssistanceKind,
    Centre,
    Discrepancy,
    DistributionEvent,
    Edition,
    Indicator,
    Level,
    Observation,
    Organization,
    Placement,
    Preference,
    Program,
    ProgramAlias,
    Source,
    TerritorialScheme,
    Territory,
    TerritoryRelation,
    Trade,
    UnitOfMeasure,
)
from programs.imports import cells
from programs.imports.cells import Reader, Reference, References


@dataclass(frozen=True)
class Column:
    """A column has the name of the field that it fills."""

    name: str
    read: Reader = cells.text
    required: bool = False


@dataclass(frozen=True)
class Table:
    """`key` are the columns that identify a record; `later` are columns set after it is saved."""

    name: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("code",)
    later: tuple[str, ...] = field(default=())

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


CODE = Column("code", cells.code, required=True)
NAMES = (Column("name_ar", required=True), Column("name_fr", required=True))
PLAIN = (CODE, *NAMES)


def _notes(name: str) -> tuple[Column, Column]:
    return Column(f"{name}_ar"), Column(f"{name}_fr")


TABLES: tuple[Table, ...] = (
    Table(
        "schemes",
        TerritorialScheme,
        (
            *PLAIN,
            Column("level", cells.one_of(Level), required=True),
            Column("valid_from", cells.day, required=True),
            Column("valid_to", cells.day),
            *_notes("legal_basis"),
        ),
    ),
    Table(
        "sources",
        Source,
        (
            *PLAIN,
            Column("publisher", required=True),
            Column("language"),
            Column("date", cells.day),
            Column("date_precision", cells.one_of(Source.Precision)),
            Column("url"),
        ),
    ),
    Table(
        "territories",
        Territory,
        (Column("scheme", Reference("schemes"), required=True), *PLAIN),
        key=("scheme", "code"),
    ),
    Table(
        "relations",
        TerritoryRelation,
        (
            Column("territory", Reference("territories"), required=True),
            Column("related", Reference("territories"), required=True),
            Column("relation", cells.one_of(TerritoryRelation.Kind), required=True),
            Column("share", cells.number),
            Column("source", Reference("sources")),
        ),
        key=("territory", "relation", "related"),
    ),
    Table("programs", Program, PLAIN),
    Table(
        "aliases",
        ProgramAlias,
        (
            Column("program", Reference("programs"), required=True),
            Column("language", required=True),
            Column("name", required=True),
        ),
        key=("program", "language", "name"),
    ),
    Table(
        "editions",
        Edition,
        (
            *PLAIN,
            Column("program", Reference("programs"), required=True),
            Column("period_start", cells.day),
            Column("period_end", cells.day),
        ),
    ),
    Table("trades", Trade, PLAIN),
    Table("assistance_kinds", AssistanceKind, PLAIN),
    Table("organizations", Organization, (*PLAIN, Column("is_publisher", cells.yes_or_no))),
    Table("centres", Centre, (*PLAIN, Column("territory", Reference("territories"), required=True))),
    Table(
        "units",
        UnitOfMeasure,
        (
            *PLAIN,
            Column("forms_ar", cells.plural_forms, required=True),
            Column("forms_fr", cells.plural_forms, required=True),
        ),
    ),
    Table(
        "indicators",
        Indicator,
        (
            *PLAIN,
            Column("definition_ar", required=True),
            Column("definition_fr", required=True),
            Column("unit", Reference("units"), required=True),
            Column("statistical_unit", cells.one_of(Indicator.StatisticalUnit), required=True),
            Column("aggregation", cells.one_of(Indicator.Aggregation), required=True),
            Column("measure", cells.one_of(Indicator.Measure)),
            Column("currency"),
            Column("threshold", cells.whole, required=True),
            Column("compared_with", Reference("indicators")),
            Column("placements", cells.some_of(Placement)),
            Column("position", cells.whole),
        ),
        later=("compared_with",),
    ),
    Table(
        "events",
        DistributionEvent,
        (
            *PLAIN,
            Column("program", Reference("programs"), required=True),
            Column("edition", Reference("editions")),
            Column("date_precision", cells.one_of(DistributionEvent.Precision), required=True),
            Column("date_start", cells.day),
            Column("date_end", cells.day),
            *_notes("date_note"),
            *_notes("venue"),
            Column("venue_territory", Reference("territories")),
            Column("target_territory", Reference("territories"), required=True),
            Column("trades", References("trades")),
            Column("trades_complete", cells.yes_or_no),
            Column("assistance_kinds", References("assistance_kinds")),
            Column("centre", Reference("centres")),
            Column("organizers", cells.organizers),
            *_notes("note"),
        ),
        later=("trades", "assistance_kinds", "organizers"),
    ),
    Table(
        "observations",
        Observation,
        (
            CODE,
            Column("indicator", Reference("indicators"), required=True),
            Column("role", cells.one_of(Observation.Role)),
            Column("program", Reference("programs")),
            Column("edition", Reference("editions")),
            Column("event", Reference("events")),
            Column("territory", Reference("territories")),
            Column("period_type", cells.one_of(Observation.PeriodType)),
            Column("period_start", cells.day),
            Column("period_end", cells.day),
            Column("value", cells.number),
            Column("value_high", cells.number),
            Column("qualifier", cells.one_of(Observation.Qualifier)),
            Column("status", cells.one_of(Observation.Status)),
            # The table of a kind of record is called after the dimension, in the plural.
            *(
                Column(one.code, cells.one_of(one.choices) if one.choices else Reference(f"{one.code}s"))
                for one in BREAKDOWNS
            ),
            Column("source", Reference("sources"), required=True),
            Column("supersedes", Reference("observations")),
            *_notes("reason"),
            *_notes("note"),
        ),
    ),
    Table(
        "preferences",
        Preference,
        (
            Column("observation", Reference("observations"), required=True),
            Column("reason_ar", required=True),
            Column("reason_fr", required=True),
        ),
        key=("observation", "reason_ar", "reason_fr"),
    ),
    Table(
        "discrepancies",
        Discrepancy,
        (
            *PLAIN,
            Column("diagnosis_ar", required=True),
            Column("diagnosis_fr", required=True),
            Column("observations", References("observations")),
        ),
        later=("observations",),
    ),
)

BY_NAME = {table.name: table for table in TABLES}
ORDER = {table.name: position for position, table in enumerate(TABLES)}


def table_of_file(stem: str) -> Table | None:
    """Return the table that a file is for: `observations-2014.csv` is for `observations`."""
    return BY_NAME.get(stem) or BY_NAME.get(stem.partition("-")[0])
