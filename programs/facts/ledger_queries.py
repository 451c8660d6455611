"""Entry points to the ledger for rooms above: values one by one, never summed. Sums are asked of `programs.statistics`."""

from datetime import datetime

from programs.facts.observations import Observation, ObservationQuerySet


def all_observations() -> ObservationQuerySet:
    """Return drafts, published values and what they supersede."""
    return Observation.objects.all()


def released_observations() -> ObservationQuerySet:
    return Observation.objects.released()


def current_observations() -> ObservationQuerySet:
    return Observation.objects.current()


def draft_observations() -> ObservationQuerySet:
    return Observation.objects.drafts()


def observations_as_of(moment: datetime) -> ObservationQuerySet:
    """Return what the portal said at a moment."""
    return Observation.objects.as_of(moment)
