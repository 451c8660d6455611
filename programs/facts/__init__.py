from programs.facts.events import DistributionEvent, EventOrganizer
from programs.facts.guards import (
    lower_guards,
    lower_source_guards,
    raise_guards,
    raise_guards_again,
    raise_source_guards,
)
from programs.facts.indicators import PLURAL_CATEGORIES, Indicator, UnitOfMeasure
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
from programs.facts.planner import describe_columns, forget_columns
from programs.facts.programs import AssistanceKind, Centre, Edition, Organization, Program, ProgramAlias, Trade
from programs.facts.reference import CODE_PATTERN, CodeField, in_active_language, validate_code
from programs.facts.sources import Source, SourceCorrection
from programs.facts.subjects import CODED, subjects_of, subjects_of_stored
from programs.facts.territories import Level, TerritorialScheme, Territory, TerritoryRelation
from programs.facts.vocabulary import AgeBand, PeriodType, Qualifier, Role, Sex, Status

__all__ = [
    "CODED",
    "CODE_PATTERN",
    "CORRECTABLE",
    "PLURAL_CATEGORIES",
    "TAKEN_FROM_EVENT",
    "AgeBand",
    "AssistanceKind",
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
    "PeriodType",
    "Preference",
    "Program",
    "ProgramAlias",
    "Qualifier",
    "Role",
    "Sex",
    "Source",
    "SourceCorrection",
    "Status",
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
    "forget_columns",
    "in_active_language",
    "lower_guards",
    "lower_source_guards",
    "may_release",
    "raise_guards",
    "raise_guards_again",
    "raise_source_guards",
    "register_policies",
    "release",
    "release_events",
    "subjects_of",
    "subjects_of_stored",
    "validate_code",
    "who_may_release",
]
