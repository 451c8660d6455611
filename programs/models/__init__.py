"""The house of facts: reference records, distribution events and the ledger of observations."""

from programs.models.events import DistributionEvent, EventOrganizer
from programs.models.indicators import Indicator, UnitOfMeasure
from programs.models.judgements import Discrepancy, Preference
from programs.models.observations import Observation
from programs.models.page_questions import PageQuestion
from programs.models.pages import ProgramIndexPage, ProgramPage
from programs.models.programs import (
    AssistanceKind,
    Centre,
    Edition,
    Organization,
    Program,
    ProgramAlias,
    Trade,
)
from programs.models.sources import Source
from programs.models.territories import TerritorialScheme, Territory, TerritoryRelation

__all__ = [
    "AssistanceKind",
    "Centre",
    "Discrepancy",
    "DistributionEvent",
    "Edition",
    "EventOrganizer",
    "Indicator",
    "Observation",
    "Organization",
    "PageQuestion",
    "Preference",
    "Program",
    "ProgramAlias",
    "ProgramIndexPage",
    "ProgramPage",
    "Source",
    "TerritorialScheme",
    "Territory",
    "TerritoryRelation",
    "Trade",
    "UnitOfMeasure",
]
