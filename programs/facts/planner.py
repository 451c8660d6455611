"""What PostgreSQL should know of the ledger besides what it finds out by itself.

It takes columns for independent of each other, and expects many times too few or too many observations of a programme
that have, say, an indicator and no breakdown; it would then read the whole ledger for a narrow question.
"""

NAME = "observation_columns_together"
COLUMNS = ("indicator_id", "role", "sex", "age_band", "trade_id", "assistance_kind_id", "program_id")


def describe_columns(apps, schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        columns = ", ".join(COLUMNS)
        schema_editor.execute(f"CREATE STATISTICS {NAME} (mcv) ON {columns} FROM programs_observation", params=None)


def forget_columns(apps, schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP STATISTICS {NAME}", params=None)
