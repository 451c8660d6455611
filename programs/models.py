"""The app's models, where Django looks for them."""

from programs.editorial import PageQuestion
from programs.facts import (
    AssistanceKind,
    Centre,
    Discrepancy,
    DistributionEvent,
    Edition,
    EventOrganizer,
    Indicator,
    Observation,
    Organization,
    Preference,
    Program,
    ProgramAlias,
    Source,
    TerritorialScheme,
    Territory,
    TerritoryRelation,
    Trade,
    UnitOfMeasure,
)
from programs.pages import ProgramIndexPage, ProgramPage

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
