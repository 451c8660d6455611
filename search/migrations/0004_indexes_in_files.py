"""The embedded engine keeps its indexes in files: the tables that it had are dropped, and the worker makes an index."""

import re

from django.db import migrations

#: As the engine named them: by the number of the index and what they held.
TABLE = re.compile(r"search_\d+_(document|combination|word|change|segment|posting|term|begun)")
ENGINES = ("sqlite", "postgresql")


def drop_tables(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if TABLE.fullmatch(name):
                cursor.execute(f"DROP TABLE {schema_editor.quote_name(name)}")
    apps.get_model("search", "Index").objects.filter(engine__in=ENGINES).delete()


class Migration(migrations.Migration):
    dependencies = [("search", "0003_question_counts")]
    operations = [migrations.RunPython(drop_tables, migrations.RunPython.noop)]
