"""QuerySets of reference records and observations."""

from datetime import datetime
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Exists, Expression, OuterRef
from django.utils import timezone

if TYPE_CHECKING:
    from programs.facts.observations import Observation
    from programs.facts.reference import Reference

Record = TypeVar("Record", bound="Reference")


class ReferenceQuerySet(models.QuerySet[Record]):
    def by_code(self) -> dict[str, Record]:
        """Return {code: record}."""
        return {record.code: record for record in self}


class ObservationQuerySet(models.QuerySet["Observation"]):
    def released(self) -> Self:
        return self.filter(released_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(released_at__isnull=True)

    def as_of(self, moment: datetime | Expression) -> Self:
        """Released by a moment, and not superseded by then."""
        successors = self.model._default_manager.filter(supersedes=OuterRef("pk"), released_at__lte=moment)
        return self.filter(~Exists(successors.order_by()), released_at__lte=moment)

    def current(self) -> Self:
        return self.as_of(timezone.now())

    def by_code(self) -> dict[str, "Observation"]:
        """Return {code: observation}."""
        return {observation.code: observation for observation in self}
