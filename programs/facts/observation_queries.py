"""Queries on the ledger, by what they mean."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone


class ObservationQuerySet(models.QuerySet):
    def released(self):
        return self.filter(released_at__isnull=False)

    def drafts(self):
        return self.filter(released_at__isnull=True)

    def as_of(self, moment: datetime):
        """What the portal said at a moment: released by then, and not superseded by then."""
        successors = self.model._default_manager.filter(supersedes=OuterRef("pk"), released_at__lte=moment)
        return self.filter(~Exists(successors.order_by()), released_at__lte=moment)

    def current(self):
        return self.as_of(timezone.now())

    def by_code(self) -> dict:
        return {observation.code: observation for observation in self}
