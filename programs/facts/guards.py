"""Triggers and exclusion constraints for rules that no CHECK can express, on SQLite and PostgreSQL.

A violation is Django's IntegrityError: RAISE(ABORT) on SQLite, SQLSTATE 23514 or 23P01 on PostgreSQL. On SQLite, where
Django rebuilds tables to change them, triggers are suspended before migrations and created again afterwards.
"""

import re

from django.apps.registry import Apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration

from programs.facts import source_guards
from programs.facts.territories import Level

LEVELS = Level.values

#: The corrected value has another indicator or role.
_CORRECTS_ANOTHER = """NEW.supersedes_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM programs_observation AS corrected WHERE corrected.id = NEW.supersedes_id
        AND (corrected.indicator_id <> NEW.indicator_id OR corrected.role <> NEW.role))"""

_OVERLAP = """
    SELECT RAISE(ABORT, 'scheme_overlaps') WHERE EXISTS (
        SELECT 1 FROM programs_territorialscheme AS other
        WHERE other.id <> NEW.id AND other.level = NEW.level
          AND other.valid_from <= COALESCE(NEW.valid_to, '9999-12-31')
          AND NEW.valid_from <= COALESCE(other.valid_to, '9999-12-31'));
"""

#: `{changed}` compares all columns, which migrations may add to.
_UNCHANGED = """CREATE TRIGGER observation_released_is_unchanged BEFORE UPDATE ON programs_observation
    WHEN OLD.released_at IS NOT NULL AND ({changed})
    BEGIN SELECT RAISE(ABORT, 'observation_released_is_unchanged'); END"""

SQLITE = [
    """CREATE TRIGGER IF NOT EXISTS observation_released_is_kept BEFORE DELETE ON programs_observation
        WHEN OLD.released_at IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'observation_released_is_kept'); END""",
    # INSERT OR REPLACE deletes without firing DELETE triggers.
    """CREATE TRIGGER IF NOT EXISTS observation_released_is_not_replaced BEFORE INSERT ON programs_observation
        WHEN EXISTS (SELECT 1 FROM programs_observation WHERE released_at IS NOT NULL AND id = NEW.id)
            OR EXISTS (SELECT 1 FROM programs_observation WHERE released_at IS NOT NULL AND code = NEW.code)
        BEGIN SELECT RAISE(ABORT, 'observation_released_is_kept'); END""",
    *(
        f"""CREATE TRIGGER IF NOT EXISTS observation_corrects_its_like_on_{event.lower()}
            BEFORE {event} ON programs_observation WHEN {_CORRECTS_ANOTHER}
            BEGIN SELECT RAISE(ABORT, 'observation_corrects_its_like'); END"""
        for event in ("INSERT", "UPDATE")
    ),
    *(
        f"""CREATE TRIGGER IF NOT EXISTS scheme_overlaps_on_{event.lower()}
            AFTER {event} ON programs_territorialscheme BEGIN {_OVERLAP} END"""
        for event in ("INSERT", "UPDATE")
    ),
]

POSTGRESQL = [
    """CREATE FUNCTION programs_observation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            IF EXISTS (SELECT 1 FROM programs_observation WHERE released_at IS NOT NULL) THEN
                RAISE EXCEPTION 'observation_released_is_kept' USING ERRCODE = '23514';
            END IF;
            RETURN NULL;
        ELSIF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'observation_released_is_kept' USING ERRCODE = '23514';
        ELSIF NEW IS DISTINCT FROM OLD THEN
            RAISE EXCEPTION 'observation_released_is_unchanged' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER observation_released_guard BEFORE UPDATE OR DELETE ON programs_observation
        FOR EACH ROW WHEN (OLD.released_at IS NOT NULL) EXECUTE FUNCTION programs_observation_guard()""",
    """CREATE TRIGGER observation_truncate_guard BEFORE TRUNCATE ON programs_observation
        FOR EACH STATEMENT EXECUTE FUNCTION programs_observation_guard()""",
    f"""CREATE FUNCTION programs_observation_correction_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {_CORRECTS_ANOTHER} THEN
            RAISE EXCEPTION 'observation_corrects_its_like' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER observation_correction_guard BEFORE INSERT OR UPDATE ON programs_observation
        FOR EACH ROW WHEN (NEW.supersedes_id IS NOT NULL) EXECUTE FUNCTION programs_observation_correction_guard()""",
    *(
        f"""ALTER TABLE programs_territorialscheme ADD CONSTRAINT scheme_overlaps_{level}
            EXCLUDE USING gist (daterange(valid_from, valid_to, '[]') WITH &&) WHERE (level = '{level}')"""
        for level in LEVELS
    ),
]

#: Tables of the triggers; early migrations lack some.
GUARDED = {"programs_observation", "programs_territorialscheme", "programs_sourcecorrection"}


def create_guards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    is_postgresql = connection.vendor == "postgresql"
    for statement in [*POSTGRESQL, *source_guards.POSTGRESQL] if is_postgresql else _sqlite(connection):
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
            for statement in _sqlite(connection):
                cursor.execute(statement)


def _sqlite(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the statements that create all triggers, comparing the columns that exist now."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "programs_observation")
    changed = " OR ".join(f"NEW.{column.name} IS NOT OLD.{column.name}" for column in columns)
    return [
        "DROP TRIGGER IF EXISTS observation_released_is_unchanged",
        _UNCHANGED.format(changed=changed),
        *SQLITE,
        *source_guards.SQLITE,
    ]


def drop_guards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        functions = re.findall(r"CREATE FUNCTION (\w+)", "".join([*POSTGRESQL, *source_guards.POSTGRESQL]))
        drops = [f"DROP FUNCTION {name}() CASCADE" for name in functions]
        drops += [f"ALTER TABLE programs_territorialscheme DROP CONSTRAINT scheme_overlaps_{level}" for level in LEVELS]
    else:
        created = "".join([_UNCHANGED, *SQLITE, *source_guards.SQLITE])
        drops = [
            f"DROP TRIGGER IF EXISTS {name}" for name in re.findall(r"CREATE TRIGGER (?:IF NOT EXISTS )?(\w+)", created)
        ]
    for statement in drops:
        schema_editor.execute(statement, params=None)
