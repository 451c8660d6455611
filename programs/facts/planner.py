"""What PostgreSQL should know of the ledger besides what it finds out by itself.

It takes columns for independent of each other, and expects many times too few or too many observations of a programme
that have, say, an indicator and no breakdown; it would then read the whole ledger for a narrow question.
"""

from programs.facts.dimensions import BREAKDOWNS

NAME = "observation_columns_together"
COLUMNS = ("indicator_id", "role", *(one.column for one in BREAKDOWNS), "program_id")
#: PostgreSQL takes no more (STATS_MAX_DIMENSIONS).
MOST_COLUMNS = 8


def create_column_statistics(apps, schema_editor) -> None:
    """Describe the columns that there are when a migration runs; one that adds a breakdown does it again."""
    if schema_editor.connection.vendor == "postgresql":
        drop_column_statistics(apps, schema_editor)
        fields = apps.get_model("programs", "Observation")._meta.concrete_fields
        there = {field.column for field in fields}
        columns = ", ".join([column for column in COLUMNS if column in there][:MOST_COLUMNS])
        schema_editor.execute(f"CREATE STATISTICS {NAME} (mcv) ON {columns} FROM programs_observation", params=None)


def drop_column_statistics(apps, schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP STATISTICS IF EXISTS {NAME}", params=None)
