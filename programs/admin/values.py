"""Unmasked values as text for editors."""

from dataclasses import replace

from django.db.models import QuerySet

from portal.l10n import current_language, format_period
from programs.facts import Observation
from programs.presentation import Figure, figure_of
from programs.statistics import unmasked_row

#: Relations that the text of a value reads.
RELATED = ("indicator__unit", "source", "territory__scheme", "program", "edition", "event")


def with_values(observations: QuerySet[Observation]) -> QuerySet[Observation]:
    return observations.select_related(*RELATED)


def quantity(observation: Observation):
    """Return the qualified value with its unit, as HTML that isolates its numbers."""
    return _figure(observation).quantity_html


def sentence(observation: Observation) -> str:
    """Return indicator and quantity, joined by the colon of the language."""
    return _figure(observation).sentence


def _figure(observation: Observation) -> Figure:
    return figure_of(replace(unmasked_row(observation), territory=None))


def describe(observation: Observation) -> str:
    """Return the subject of a value: its event, or its programme, edition and period."""
    if observation.event:
        return observation.event.name
    days = observation.period_start, observation.period_end
    period = format_period(*days, observation.period_type, current_language())
    parts = [observation.program, observation.edition, period]
    return " · ".join(str(part) for part in parts if part)
