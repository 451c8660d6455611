"""Extended statistics for PostgreSQL's planner.

It takes columns as independent, misjudges how many observations of a programme have an indicator and no breakdown, and
would read the whole ledger for a narrow question.
"""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from programs.facts.dimensions import BREAKDOWNS

NAME = "observation_columns_together"
COLUMNS = ("indicator_id", "role", *(one.column for one in BREAKDOWNS), "program_id")
#: PostgreSQL's STATS_MAX_DIMENSIONS.
MAX_COLUMNS = 8


def create_column_statistics(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Cover the columns that exist when a migration runs; repeat in a migration that adds a breakdown."""
    if schema_editor.connection.vendor == "postgresql":
        drop_column_statistics(apps, schema_editor)
        fields = apps.get_model("programs", "Observation")._meta.concrete_fields
        existing = {field.column for field in fields}
        columns = ", ".join([column for column in COLUMNS if column in existing][:MAX_COLUMNS])
        schema_editor.execute(f"CREATE STATISTICS {NAME} (mcv) ON {columns} FROM programs_observation", params=None)


def drop_column_statistics(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP STATISTICS IF EXISTS {NAME}", params=None)
