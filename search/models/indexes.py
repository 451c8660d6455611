"""Indexes built of entries, and the outbox of changes."""

from datetime import datetime

from django.db import models
from django.db.models import Q


class IndexQuerySet(models.QuerySet):
    def serving(self, engine: str):
        return self.filter(engine=engine, state=Index.State.SERVING)

    def live(self):
        return self.exclude(state=Index.State.GONE)


class Index(models.Model):
    """One build of an engine's index. While a new one is built the old one serves; changes go to both."""

    class State(models.TextChoices):
        BUILDING = "building"
        SERVING = "serving"
        #: Served before, is kept up to date, and can serve again.
        KEPT = "kept"
        #: To be removed.
        GONE = "gone"

    engine = models.CharField(max_length=32)
    state = models.CharField(max_length=16, choices=State.choices, default=State.BUILDING)
    #: The version of the analysis; another one requires a new index.
    analysis = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    served_at = models.DateTimeField(null=True)
    #: Failures of its engine in a row, and until when it is left alone.
    failures = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)

    objects = IndexQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["engine"], condition=Q(state="serving"), name="index_one_serves"),
            models.UniqueConstraint(fields=["engine"], condition=Q(state="building"), name="index_one_is_built"),
        ]

    def __str__(self) -> str:
        return f"{self.engine} {self.pk}"

    def is_backing_off(self, now: datetime) -> bool:
        return self.retry_at is not None and now < self.retry_at


class Delivery(models.Model):
    """A change to be delivered to an index: the outbox. Deleted once the index has that version or a later one."""

    index = models.ForeignKey(Index, on_delete=models.CASCADE, related_name="deliveries")
    entry = models.ForeignKey("search.Entry", on_delete=models.CASCADE, related_name="deliveries")
    version = models.PositiveBigIntegerField()
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True, db_index=True)
    error = models.TextField(blank=True)
    #: Cannot be delivered (`error` says why); a later version of the entry is tried again.
    is_set_aside = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["index", "entry"], name="delivery_unique")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.version} → {self.index_id}"
