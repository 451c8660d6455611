"""Discrepancies between sources: what each source says, and how the portal reads it."""

from collections import defaultdict
from datetime import datetime
from typing import TypedDict

from django.db.models import Model
from django.utils import timezone

from programs.facts import Discrepancy
from programs.presentation.figures import Figure, figure_of
from programs.statistics import rows_at


class Disagreement(TypedDict):
    name: str
    diagnosis: str
    figures: list[Figure]


def disagreements(moment: datetime | None = None, **conditions: Model | str) -> list[Disagreement]:
    """Return discrepancies of published observations that match `conditions`, each with all its figures.

    Two queries, one where there are none.
    """
    moment = moment or timezone.now()
    touching = {f"observations__{name}": value for name, value in conditions.items()}
    concerning = Discrepancy.objects.filter(observations__released_at__lte=moment, **touching)
    links = Discrepancy.observations.through.objects.filter(discrepancy__in=concerning.values("pk"))
    found: dict[int, Discrepancy] = {}
    by_code: dict[str, list[int]] = defaultdict(list)
    for link in links.select_related("discrepancy", "observation").order_by("pk"):
        found[link.discrepancy_id] = link.discrepancy
        by_code[link.observation.code].append(link.discrepancy_id)
    figures: dict[int, list[Figure]] = defaultdict(list)
    for row in rows_at(by_code, moment) if by_code else ():
        for discrepancy in by_code[row.observation.code]:
            figures[discrepancy].append(figure_of(row))
    return [
        {"name": one.name, "diagnosis": one.diagnosis, "figures": figures[one.pk]}
        for one in sorted(found.values(), key=lambda one: one.code)
    ]
