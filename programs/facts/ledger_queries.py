"""Ways into the ledger for rooms above: values one by one, never summed. Sums are asked of `programs.statistics`."""

from collections.abc import Iterable

from programs.facts.events import DistributionEvent
from programs.facts.observations import Observation

released_observations = Observation.objects.released
current_observations = Observation.objects.current
draft_observations = Observation.objects.drafts
observations_as_of = Observation.objects.as_of


def correction_of(observation: Observation) -> Observation | None:
    """Return the value that supersedes a published one, if only as a draft."""
    return Observation.objects.filter(supersedes=observation).first()


def latest_of_event(event: DistributionEvent) -> Observation | None:
    """Return the value recorded last of an event, draft or not."""
    return Observation.objects.filter(event=event).order_by("pk").last()


def taken_codes(prefix: str) -> set[str]:
    """Return the codes with a prefix that a new value cannot have."""
    return set(Observation.objects.filter(code__startswith=prefix).values_list("code", flat=True))


def recorded_by_code(codes: Iterable[str]) -> dict[str, Observation]:
    """Return {code: observation} of those that exist, so that files recognize what was loaded before."""
    return {one.code: one for one in Observation.objects.filter(code__in=codes)}
