"""Triggers and exclusion constraints for rules that no CHECK can express: `guards.sqlite.sql` and `guards.postgresql.sql`.

A violation is Django's IntegrityError: RAISE(ABORT) on SQLite, SQLSTATE 23514 or 23P01 on PostgreSQL. On SQLite, where
Django rebuilds tables to change them, triggers are suspended before migrations and created again afterwards.
"""

import re
from pathlib import Path

from django.apps.registry import Apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration

from programs.facts.sources import Source

#: {vendor: (the condition that a column changes, and that one of a source is as in its correction `c`)}
COMPARISONS = {
    "sqlite": ("NEW.{name} IS NOT OLD.{name}", "json_extract(c.corrected_values, '$.{name}') IS NEW.{name}"),
    "postgresql": (
        "NEW.{name} IS DISTINCT FROM OLD.{name}",
        "(c.corrected_values->>'{name}') IS NOT DISTINCT FROM NEW.{name}::text",
    ),
}

#: How the name of what a statement creates is dropped.
DROPS = {
    r"CREATE FUNCTION (\w+)": "DROP FUNCTION {}() CASCADE",
    r"ADD CONSTRAINT (\w+)": "ALTER TABLE programs_territorialscheme DROP CONSTRAINT {}",
    r"CREATE TRIGGER (?:IF NOT EXISTS )?(\w+)": "DROP TRIGGER IF EXISTS {}",
}

#: Tables of the triggers; early migrations lack some.
GUARDED = {"programs_observation", "programs_territorialscheme", "programs_sourcecorrection"}


def create_guards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _statements(schema_editor.connection):
        schema_editor.execute(statement, params=None)


def suspend_guards(using: str, plan: list[tuple[Migration, bool]], **kwargs: object) -> None:
    """Receive `pre_migrate`: SQLite rebuilds no table that a trigger of another table mentions."""
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS source_cited_is_unchanged")


def recreate_guards(using: str, **kwargs: object) -> None:
    """Receive `post_migrate`: SQLite loses the triggers of a rebuilt table."""
    connection = connections[using]
    if connection.vendor == "sqlite" and set(connection.introspection.table_names()) >= GUARDED:
        with connection.cursor() as cursor:
            for statement in _statements(connection):
                cursor.execute(statement)


def _statements(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the statements of the file, parted by empty lines there, comparing the columns that exist now."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "programs_observation")
    changed, corrected = COMPARISONS[connection.vendor]
    text = Path(__file__).with_suffix(f".{connection.vendor}.sql").read_text(encoding="utf-8")
    return text.format(
        observation_changed=" OR ".join(changed.format(name=column.name) for column in columns),
        source_changed=" OR ".join(changed.format(name=name) for name in Source.PUBLISHED_FIELDS),
        source_as_corrected=" AND ".join(corrected.format(name=name) for name in Source.PUBLISHED_FIELDS),
    ).split("\n\n")


def drop_guards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    text = "\n".join(_statements(schema_editor.connection))
    for created, drop in DROPS.items():
        if schema_editor.connection.vendor == "sqlite" or "TRIGGER" not in created:
            for name in re.findall(created, text):
                schema_editor.execute(drop.format(name), params=None)
