"""Where sources disagree: what each says, and how the portal reads it."""

from collections import defaultdict
from datetime import datetime

from django.utils import timezone

from programs.figures import Figure, figure_of
from programs.models.judgements import Discrepancy
from programs.statistics.history import rows_at


def disagreements(moment: datetime | None = None, **conditions) -> list[dict]:
    """Return the disagreements about published observations that fulfil conditions, each with all its figures.

    Three statements, one where there are none.
    """
    moment = moment or timezone.now()
    touching = {f"observations__{name}": value for name, value in conditions.items()}
    found = list(
        Discrepancy.objects.filter(observations__released_at__lte=moment, **touching).distinct().order_by("code")
    )
    if not found:
        return []
    links = Discrepancy.observations.through.objects.filter(discrepancy__in=found)
    concerned = defaultdict(list)
    for discrepancy, code in links.order_by("pk").values_list("discrepancy_id", "observation__code"):
        concerned[code].append(discrepancy)
    shown: dict[int, list[Figure]] = defaultdict(list)
    for row in rows_at(concerned, moment):
        for discrepancy in concerned[row.observation.code]:
            shown[discrepancy].append(figure_of(row))
    return [{"name": d.name, "diagnosis": d.diagnosis, "figures": shown[d.pk]} for d in found]
