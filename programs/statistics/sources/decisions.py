"""Which of several sources is preferred, and why."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from programs.facts import RECORD_DIMENSIONS, Observation, Preference, in_active_language
from programs.statistics.disclosure.masking import superseded_by_small_flag

#: What a row shows of an observation.
RELATED = (
    "indicator__unit",
    "source",
    *("territory__scheme" if one.code == "territory" else one.code for one in RECORD_DIMENSIONS),
)


@dataclass(frozen=True)
class Decision:
    """That one of several sources is preferred, and the public reason."""

    decided_at: datetime
    reason_ar: str
    reason_fr: str

    @property
    def reason(self) -> str:
        return in_active_language(self, "reason")


def decision_on(observation: Observation) -> Decision | None:
    """Return the latest decision for an observation that `with_decisions` has fetched."""
    if observation.decided_at is None:
        return None
    return Decision(observation.decided_at, observation.decided_ar, observation.decided_fr)


def latest_decision(moment: datetime, field: str) -> Subquery:
    """Return a field of the latest decision for an observation that was taken by a moment."""
    decisions = Preference.objects.filter(observation=OuterRef("pk"), decided_at__lte=moment)
    return Subquery(decisions.order_by("-decided_at", "-pk").values(field)[:1])


def with_decisions(observations: QuerySet[Observation], moment: datetime | None = None) -> QuerySet[Observation]:
    """Add what a row shows, the latest decision between sources that was taken by a moment, and whether a value became
    a small count since."""
    moment = moment or timezone.now()
    return (
        observations.select_related(*RELATED)
        .annotate(
            decided_at=latest_decision(moment, "decided_at"),
            decided_ar=latest_decision(moment, "reason_ar"),
            decided_fr=latest_decision(moment, "reason_fr"),
            became_small=superseded_by_small_flag(),
        )
        .order_by("code")
    )


def end_of_day(day) -> datetime:
    """Return the last moment of a day in the portal's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(microseconds=1)
