"""Services that write to the ledger: release, correct, amend. Each owns its transaction, search updates included."""

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from programs.facts.events import DistributionEvent
from programs.facts.observations import Observation, ObservationQuerySet
from programs.facts.sources import Source, SourceCorrection
from programs.facts.subjects import observation_subjects
from search.indexing import record_subjects, record_together

#: Fields that a correction may change; with others it would be another observation.
CORRECTABLE = ("value", "value_high", "qualifier", "status", "source", "note_ar", "note_fr")

#: Fields of an event that its observations copy.
TAKEN_FROM_EVENT = ("program_id", "edition_id", "target_territory_id", "date_start", "date_end")

#: Derived fields of observations, updated at release.
DERIVED = ("program_id", "edition_id", "territory_id", "period_type", "period_start", "period_end", "series_key")
BATCH = 500

dimensions_of = attrgetter(*TAKEN_FROM_EVENT)
_derived = attrgetter(*DERIVED)


@record_together()
def release(observations: ObservationQuerySet, *, at: datetime) -> int:
    """Publish drafts and return their number.

    Raises ValidationError for an invalid draft. Validates with the rules of the model, which take no statements; the
    database checks its constraints.
    """
    drafts = list(observations.drafts().values_list("pk", flat=True))
    relations = [field.name for field in Observation._meta.concrete_fields if field.is_relation]
    for start in range(0, len(drafts), BATCH):
        batch = Observation.objects.filter(pk__in=drafts[start : start + BATCH])
        changed = []
        for observation in batch.select_related("event", "edition", "territory__scheme", "supersedes"):
            before = _derived(observation)
            observation.prepare()
            # A relation would take a statement each.
            observation.clean_fields(exclude=relations)
            observation.clean()
            if _derived(observation) != before:
                changed.append(observation)
        Observation.objects.bulk_update(changed, [name.removesuffix("_id") for name in DERIVED])
        batch.update(released_at=at)
        record_subjects(*observation_subjects(batch))
    return len(drafts)


@record_together()
def release_events(events: Iterable[DistributionEvent], *, at: datetime) -> int:
    """Publish events with their draft figures, and return the number of these."""
    found = list(events)
    count: int = release(Observation.objects.filter(event__in=found), at=at)
    DistributionEvent.objects.filter(pk__in=[e.pk for e in found], released_at__isnull=True).update(released_at=at)
    record_subjects(*(f"event:{event.code}" for event in found))
    return count


@record_together()
def correct(
    observation: Observation, *, reason_ar: str, reason_fr: str, at: datetime, code: str = "", **changes: object
) -> Observation:
    """Publish a new observation that supersedes a published one, and return it.

    `changes` are fields of CORRECTABLE. Raises ValidationError if a reason is missing, nothing would change, or the
    observation is a draft or corrected already (chains never fork).
    """
    if unknown := set(changes) - set(CORRECTABLE):
        raise ValueError(f"A correction does not change {', '.join(sorted(unknown))}: that is another observation.")
    if observation.released_at is None:
        raise ValidationError(_("A draft is not corrected: change it."))
    if at < observation.released_at:
        raise ValidationError(_("A correction cannot be older than what it corrects."))
    if Observation.objects.filter(supersedes=observation).exists():
        raise ValidationError(_("This value was corrected already: correct the latest one."))
    if not any(getattr(observation, name) != value for name, value in changes.items()):
        raise ValidationError(_("The correction would change nothing."))
    successor = _copy(observation)
    for name, value in changes.items():
        setattr(successor, name, value)
    return _supersede(observation, successor, reason_ar=reason_ar, reason_fr=reason_fr, at=at, code=code)


@record_together()
def amend_event(event: DistributionEvent, *, reason_ar: str, reason_fr: str, at: datetime) -> list[Observation]:
    """Save a published event with changed dimensions, and supersede each of its figures by one with the new ones."""
    event.full_clean()
    event.save()
    current = Observation.objects.filter(event=event).as_of(at)
    if waiting := Observation.objects.drafts().filter(supersedes__in=current).first():
        raise ValidationError(
            _("The correction “%(code)s” is still a draft: publish or delete it first.") % {"code": waiting.code}
        )
    successors = []
    for observation in current.select_related("indicator"):
        successor = _copy(observation)
        successor.event = event
        successor.copy_event_dimensions()
        successors.append(_supersede(observation, successor, reason_ar=reason_ar, reason_fr=reason_fr, at=at))
    return successors


@record_together()
def correct_source(source: Source, *, reason_ar: str, reason_fr: str, at: datetime) -> SourceCorrection:
    """Save a cited source, and record its correction with the public reason."""
    stored = Source.objects.select_for_update().get(pk=source.pk)
    if stored.corrected_at and at < stored.corrected_at:
        raise ValidationError(_("A correction cannot be older than what it corrects."))
    correction = SourceCorrection(
        source=source,
        previous_values=stored.published_values(),
        corrected_values=source.published_values(),
        reason_ar=reason_ar.strip(),
        reason_fr=reason_fr.strip(),
        released_at=at,
    )
    if not correction.changed_fields:
        raise ValidationError(_("The correction would change nothing."))
    source.is_being_corrected = True
    source.full_clean()
    correction.full_clean()
    correction.save()
    source.corrected_at = at
    source.save()
    return correction


def _copy(observation: Observation) -> Observation:
    kept = {
        field.attname: getattr(observation, field.attname)
        for field in Observation._meta.concrete_fields
        if field.name not in ("id", "code", "supersedes", "reason_ar", "reason_fr", "released_at", "series_key")
    }
    return Observation(**kept)


def _supersede(
    observation: Observation, successor: Observation, *, reason_ar: str, reason_fr: str, at: datetime, code: str = ""
) -> Observation:
    successor.supersedes = observation
    successor.reason_ar, successor.reason_fr = reason_ar.strip(), reason_fr.strip()
    successor.code = code
    successor.prepare()
    successor.full_clean()
    successor.released_at = at
    successor.save()
    if decision := observation.preferences.first():
        # A preference carries over to the correction.
        successor.preferences.create(
            reason_ar=decision.reason_ar, reason_fr=decision.reason_fr, decided_at=decision.decided_at
        )
    return successor
