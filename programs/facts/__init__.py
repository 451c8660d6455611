from programs.facts.dimensions import BREAKDOWN_CODES, BREAKDOWNS, DIMENSION_MODELS, DIMENSIONS, DIMENSIONS_BY_CODE
from programs.facts.events import DistributionEvent, EventOrganizer
from programs.facts.guards import create_guards, drop_guards, recreate_guards, suspend_guards
from programs.facts.indicators import PLURAL_CATEGORIES, SINGLE_PLACEMENTS, Indicator, Placement, UnitOfMeasure
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
from programs.facts.ledger_queries import (
    correction_of,
    current_observations,
    draft_observations,
    latest_of_event,
    observations_as_of,
    recorded_by_code,
    released_observations,
    taken_codes,
)
from programs.facts.observations import Observation
from programs.facts.permissions import may_release, register_policies, who_may_release
from programs.facts.placements import first_indicator_at, indicators_at, target_result_pairs
from programs.facts.planner import create_column_statistics, drop_column_statistics
from programs.facts.programs import AssistanceKind, Centre, Edition, Organization, Program, ProgramAlias, Trade
from programs.facts.reference import (
    CODE_PATTERN,
    BilingualName,
    CodeField,
    InActiveLanguage,
    RecordKey,
    Reference,
    validate_code,
)
from programs.facts.sources import Source, SourceCorrection
from programs.facts.subjects import CODED, PLACEMENTS, subjects_of, subjects_of_stored
from programs.facts.territories import Level, TerritorialScheme, Territory, TerritoryRelation
from programs.facts.vocabulary import SUPPRESSED, PeriodType, Qualifier, Role, Status
