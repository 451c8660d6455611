from programs.facts.events import DistributionEvent, EventOrganizer
from programs.facts.guards import lower_guards, raise_guards, raise_guards_again
from programs.facts.indicators import PLURAL_CATEGORIES, Indicator, UnitOfMeasure
from programs.facts.judgements import Discrepancy, Preference
from programs.facts.ledger import (
    CORRECTABLE,
    TAKEN_FROM_EVENT,
    amend_event,
    correct,
    dimensions_of,
    release,
    release_events,
)
from programs.facts.observations import Observation
from programs.facts.permissions import may_release, register_policies
from programs.facts.planner import describe_columns, forget_columns
from programs.facts.programs import AssistanceKind, Centre, Edition, Organization, Program, ProgramAlias, Trade
from programs.facts.reference import CODE_PATTERN, CodeField, in_active_language, validate_code
from programs.facts.sources import Source
from programs.facts.subjects import CODED, subjects_of, subjects_of_stored
from programs.facts.territories import Level, TerritorialScheme, Territory, TerritoryRelation
from programs.facts.vocabulary import SUPPRESSED, AgeBand, PeriodType, Qualifier, Role, Sex, Status

__all__ = [
    "AgeBand",
    "AssistanceKind",
    "CODED",
    "CODE_PATTERN",
    "CORRECTABLE",
    "Centre",
    "CodeField",
    "Discrepancy",
    "DistributionEvent",
    "Edition",
    "EventOrganizer",
    "Indicator",
    "Level",
    "Observation",
    "Organization",
    "PLURAL_CATEGORIES",
    "PeriodType",
    "Preference",
    "Program",
    "ProgramAlias",
    "Qualifier",
    "Role",
    "SUPPRESSED",
    "Sex",
    "Source",
    "Status",
    "TAKEN_FROM_EVENT",
    "TerritorialScheme",
    "Territory",
    "TerritoryRelation",
    "Trade",
    "UnitOfMeasure",
    "amend_event",
    "correct",
    "describe_columns",
    "dimensions_of",
    "forget_columns",
    "in_active_language",
    "lower_guards",
    "may_release",
    "raise_guards",
    "raise_guards_again",
    "register_policies",
    "release",
    "release_events",
    "subjects_of",
    "subjects_of_stored",
    "validate_code",
]
