from django.db import migrations

from programs.facts import describe_columns, forget_columns


class Migration(migrations.Migration):
    dependencies = [("programs", "0002_guards")]

    operations = [migrations.RunPython(describe_columns, forget_columns)]
