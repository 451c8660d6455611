from programs.facts.dimensions import BREAKDOWNS, BREAKDOWN_CODES, BY_CODE, DIMENSIONS, RECORDED
from programs.facts.events import DistributionEvent, EventOrganizer
from programs.facts.guards import lower_guards, raise_guards, raise_guards_again
from programs.facts.indicators import Indicator, PLURAL_CATEGORIES, Placement, SINGLE_PLACEMENTS, UnitOfMeasure
from programs.facts.judgements import Discrepancy, Preference
from programs.facts.ledger import (
    CORRECTABLE,
    TAKEN_FROM_EVENT,
    amend_event,
    correct,
    correct_source,
    dimensions_of,
    release,
    release_events,
)
from programs.facts.observations import Observation
from programs.facts.permissions import may_release, register_policies, who_may_release
from programs.facts.placements import first_placed, placed, with_results
from programs.facts.planner import describe_columns, forget_columns
from programs.facts.programs import AssistanceKind, Centre, Edition, Organization, Program, ProgramAlias, Trade
from programs.facts.reference import CODE_PATTERN, CodeField, in_active_language, validate_code
from programs.facts.sources import Source, SourceCorrection
from programs.facts.subjects import CODED, PLACEMENTS, subjects_of, subjects_of_stored
from programs.facts.territories import Level, TerritorialScheme, Territory, TerritoryRelation
from programs.facts.vocabulary import PeriodType, Qualifier, Role, SUPPRESSED, Status

__all__ = [
    "AssistanceKind",
    "BREAKDOWNS",
    "BREAKDOWN_CODES",
    "BY_CODE",
    "CODED",
    "CODE_PATTERN",
    "CORRECTABLE",
    "Centre",
    "CodeField",
    "DIMENSIONS",
    "Discrepancy",
    "DistributionEvent",
    "Edition",
    "EventOrganizer",
    "Indicator",
    "Level",
    "Observation",
    "Organization",
    "PLACEMENTS",
    "PLURAL_CATEGORIES",
    "PeriodType",
    "Placement",
    "Preference",
    "Program",
    "ProgramAlias",
    "Qualifier",
    "RECORDED",
    "Role",
    "SINGLE_PLACEMENTS",
    "SUPPRESSED",
    "Source",
    "SourceCorrection",
    "Status",
    "TAKEN_FROM_EVENT",
    "TerritorialScheme",
    "Territory",
    "TerritoryRelation",
    "Trade",
    "UnitOfMeasure",
    "amend_event",
    "correct",
    "correct_source",
    "describe_columns",
    "dimensions_of",
    "first_placed",
    "forget_columns",
    "in_active_language",
    "lower_guards",
    "may_release",
    "placed",
    "raise_guards",
    "raise_guards_again",
    "register_policies",
    "release",
    "release_events",
    "subjects_of",
    "subjects_of_stored",
    "validate_code",
    "who_may_release",
    "with_results",
]
