"""The query API for numbers: whatever shows a figure asks here, and nothing else reads the ledger.

    answers = ask_many([Question("beneficiaries", program="MICRO", by="edition", role="target")])

The database does the work: `ask_many` takes a few statements for any number of questions and observations, so that a
page with ten figures costs what a page with one does. `summarize` gives the mean of several values, with median and
count.
"""

from programs.statistics.answers import Answer, Member, Row, code_of, name_of, order_of
from programs.statistics.coverage import sums_including
from programs.statistics.disclosure.masking import MASKED
from programs.statistics.explain.reasons import MEASURE_PREFIX
from programs.statistics.explain.suggestions import edition_questions, nearest_answered, other_splits, wider_questions
from programs.statistics.fold.rollup import TerritoryMap, territory_map
from programs.statistics.query import ask, ask_many
from programs.statistics.questions import BY, Question
from programs.statistics.refusals import NOTHING_SPLIT, UNKNOWN_CODE, UNKNOWN_INDICATOR, Refusal
from programs.statistics.sources.decisions import end_of_day
from programs.statistics.sources.history import chains_in_series, chains_of, rows_at
from programs.statistics.sources.ranking import by_preference, stated_value
from programs.statistics.sources.series import (
    draft_rows,
    merge_sources,
    preferred_rows,
    reported_at,
    reported_series,
    rows_of_indicator,
    unmasked_row,
)
from programs.statistics.summaries import QualifiedValue, Summary, summarize, summary_of
from programs.statistics.trend import Trend, trend_in
