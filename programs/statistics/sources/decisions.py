"""Decisions between sources, and sources, as they stood at a moment."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from programs.facts import DIMENSION_MODELS, InActiveLanguage, Observation, Preference, Source, SourceCorrection
from programs.statistics.disclosure.masking import superseded_by_small_flag

#: Relations of an observation that rows show.
RELATED = (
    "indicator__unit",
    "source",
    *("territory__scheme" if code == "territory" else code for code in DIMENSION_MODELS),
)


@dataclass(frozen=True)
class Decision:
    """The preference of one source over others, with its public reason."""

    decided_at: datetime
    reason_ar: str
    reason_fr: str

    reason = InActiveLanguage()


def decision_on(observation: Observation) -> Decision | None:
    """Return the latest decision for an observation from `with_decisions`."""
    if observation.decided_at is None:
        return None
    return Decision(observation.decided_at, observation.decided_ar, observation.decided_fr)


def _latest_decision(moment: datetime, field: str) -> Subquery:
    decisions = Preference.objects.filter(observation=OuterRef("pk"), decided_at__lte=moment)
    return Subquery(decisions.order_by("-decided_at", "-pk").values(field)[:1])


def with_decisions(observations: QuerySet[Observation], moment: datetime | None = None) -> QuerySet[Observation]:
    """Load the relations that rows show, the latest decision by a moment, and whether a small count superseded the value
    since."""
    moment = moment or timezone.now()
    return (
        observations.select_related(*RELATED)
        .annotate(
            decided_at=_latest_decision(moment, "decided_at"),
            decided_ar=_latest_decision(moment, "reason_ar"),
            decided_fr=_latest_decision(moment, "reason_fr"),
            became_small=superseded_by_small_flag(),
        )
        .order_by("code")
    )


def end_of_day(day: date) -> datetime:
    """Return the last moment of a day in the portal's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(microseconds=1)


def restore_sources(sources: Iterable[Source], moment: datetime) -> None:
    """Undo, in memory, the corrections of sources after a moment. No statement where there are none."""
    corrected = defaultdict(list)
    for source in sources:
        if source.corrected_at and source.corrected_at > moment:
            corrected[source.pk].append(source)
    if not corrected:
        return
    for correction in SourceCorrection.objects.filter(source__in=corrected).order_by("-released_at", "-pk"):
        for source in corrected[correction.source_id]:
            if correction.released_at > moment:
                source.restore(correction.previous_values)
                source.corrected_at = None
            elif source.corrected_at is None:
                source.corrected_at = correction.released_at
