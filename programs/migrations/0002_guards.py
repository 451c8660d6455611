from django.db import migrations

from programs.facts import lower_guards, raise_guards


class Migration(migrations.Migration):
    dependencies = [("programs", "0001_initial")]

    operations = [migrations.RunPython(raise_guards, lower_guards)]
