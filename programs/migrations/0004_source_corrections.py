import django.db.models.deletion
from django.db import migrations, models

from programs.facts import lower_source_guards, raise_source_guards


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0003_planner_statistics"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="corrected_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="corrected"),
        ),
        migrations.CreateModel(
            name="SourceCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("previous_values", models.JSONField(verbose_name="said before")),
                ("corrected_values", models.JSONField(verbose_name="says since")),
                ("reason_ar", models.CharField(max_length=500, verbose_name="public reason in Arabic")),
                ("reason_fr", models.CharField(max_length=500, verbose_name="public reason in French")),
                ("released_at", models.DateTimeField(db_index=True, verbose_name="published")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="programs.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of a source",
                "verbose_name_plural": "corrections of sources",
                "ordering": ["-released_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason_ar", ""), _negated=True), models.Q(("reason_fr", ""), _negated=True)
                        ),
                        name="source_correction_has_reason",
                        violation_error_message="A correction needs a public reason in both languages.",
                    )
                ],
            },
        ),
        migrations.RunPython(raise_source_guards, lower_source_guards),
    ]
