"""Queries on distribution events, by what they mean."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F

from programs.facts.reference import BilingualQuerySet


class DistributionEventQuerySet(BilingualQuerySet):
    def released(self):
        return self.filter(released_at__isnull=False)

    def as_of(self, moment: datetime):
        return self.filter(released_at__lte=moment)

    def targeting(self, territories: Collection[int]):
        """For people of some territories, by their database ids."""
        return self.filter(target_territory__in=sorted(territories))

    def newest_first(self):
        """Known dates first, the latest on top; the order does not depend on the database."""
        return self.order_by(F("date_start").desc(nulls_last=True), "code")

    def for_facts(self):
        """With what a facts box shows, so that no row costs a query of its own."""
        return self.select_related("program", "edition", "venue_territory", "target_territory__scheme", "centre")
