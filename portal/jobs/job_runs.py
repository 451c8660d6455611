"""The last run of each periodic job, for all workers and the health check."""

from django.db import models


class JobRun(models.Model):
    name = models.CharField(max_length=64, primary_key=True)
    attempted_at = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True)
    #: Consecutive, since the last success.
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(default="", blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
