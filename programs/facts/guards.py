"""What must never be, and no CHECK can say: kept by the database itself, on SQLite and on PostgreSQL.

Both raise an integrity error (Django's IntegrityError), SQLite by RAISE(ABORT), PostgreSQL by SQLSTATE 23514 or an
exclusion constraint (23P01).

Django rebuilds a table to change it on SQLite, and the triggers go with the old one: so they are raised again after
every migration (see `programs.apps`).
"""

from django.db import connections

from programs.facts import source_guards
from programs.facts.territories import Level

LEVELS = Level.values

#: A value corrects one of the same indicator, and a target none but a target.
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

#: `{changed}` stands for the comparison of all columns, which migrations may add to.
_UNCHANGED = """CREATE TRIGGER observation_released_is_unchanged BEFORE UPDATE ON programs_observation
    WHEN OLD.released_at IS NOT NULL AND ({changed})
    BEGIN SELECT RAISE(ABORT, 'observation_released_is_unchanged'); END"""

SQLITE = [
    """CREATE TRIGGER IF NOT EXISTS observation_released_is_kept BEFORE DELETE ON programs_observation
        WHEN OLD.released_at IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'observation_released_is_kept'); END""",
    # INSERT OR REPLACE deletes without asking the triggers of a deletion.
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

SQLITE_REVERSE = [
    "DROP TRIGGER observation_released_is_unchanged",
    "DROP TRIGGER observation_released_is_kept",
    "DROP TRIGGER observation_released_is_not_replaced",
    "DROP TRIGGER observation_corrects_its_like_on_insert",
    "DROP TRIGGER observation_corrects_its_like_on_update",
    "DROP TRIGGER scheme_overlaps_on_insert",
    "DROP TRIGGER scheme_overlaps_on_update",
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

POSTGRESQL_REVERSE = [
    "DROP TRIGGER observation_correction_guard ON programs_observation",
    "DROP FUNCTION programs_observation_correction_guard()",
    "DROP TRIGGER observation_truncate_guard ON programs_observation",
    "DROP TRIGGER observation_released_guard ON programs_observation",
    "DROP FUNCTION programs_observation_guard()",
    *(f"ALTER TABLE programs_territorialscheme DROP CONSTRAINT scheme_overlaps_{level}" for level in LEVELS),
]


#: Tables that must be there for the triggers; early migrations are without some.
GUARDED = {"programs_observation", "programs_territorialscheme", "programs_sourcecorrection"}


def create_guards(apps, schema_editor) -> None:
    connection = schema_editor.connection
    statements = (
        [*POSTGRESQL, *source_guards.POSTGRESQL] if connection.vendor == "postgresql" else _of_sqlite(connection)
    )
    for statement in statements:
        schema_editor.execute(statement, params=None)


def recreate_guards(using: str, **kwargs) -> None:
    """After migrations, which may have added columns. PostgreSQL keeps its triggers when a table changes."""
    connection = connections[using]
    if connection.vendor == "sqlite" and set(connection.introspection.table_names()) >= GUARDED:
        with connection.cursor() as cursor:
            for statement in _of_sqlite(connection):
                cursor.execute(statement)


def _of_sqlite(connection) -> list[str]:
    """Return what raises all guards; the one that compares all columns anew, as there are others than before."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "programs_observation")
    changed = " OR ".join(f"NEW.{column.name} IS NOT OLD.{column.name}" for column in columns)
    return [
        "DROP TRIGGER IF EXISTS observation_released_is_unchanged",
        _UNCHANGED.format(changed=changed),
        *SQLITE,
        *source_guards.SQLITE,
    ]


def drop_guards(apps, schema_editor) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    own = POSTGRESQL_REVERSE if is_postgresql else SQLITE_REVERSE
    of_sources = source_guards.POSTGRESQL_REVERSE if is_postgresql else source_guards.SQLITE_REVERSE
    for statement in [*of_sources, *own]:
        schema_editor.execute(statement, params=None)
