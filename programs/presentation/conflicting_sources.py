"""Where sources disagree: what each says, and how the portal reads it."""

from collections import defaultdict
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from programs.facts import Discrepancy
from programs.presentation.figures import Figure, figure_of
from programs.statistics import rows_at


def disagreements(moment: datetime | None = None, **conditions) -> list[dict]:
    """Return the disagreements about published observations that fulfil conditions, each with all its figures.

    Two statements, one where there are none.
    """
    moment = moment or timezone.now()
    touching = {f"observations__{name}": value for name, value in conditions.items()}
    concerning = Discrepancy.objects.filter(observations__released_at__lte=moment, **touching)
    links = Discrepancy.observations.through.objects.filter(discrepancy__in=concerning.values("pk"))
    found: dict[int, Discrepancy] = {}
    concerned = defaultdict(list)
    for link in links.select_related("discrepancy").annotate(code=F("observation__code")).order_by("pk"):
        found[link.discrepancy_id] = link.discrepancy
        concerned[link.code].append(link.discrepancy_id)
    if not found:
        return []
    shown: dict[int, list[Figure]] = defaultdict(list)
    for row in rows_at(concerned, moment):
        for discrepancy in concerned[row.observation.code]:
            shown[discrepancy].append(figure_of(row))
    return [
        {"name": d.name, "diagnosis": d.diagnosis, "figures": shown[d.pk]}
        for d in sorted(found.values(), key=lambda one: one.code)
    ]
