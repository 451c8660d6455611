"""The one door for numbers: whatever shows a figure asks here, and nothing else reads the ledger.

    answers = ask_many([Question("beneficiaries", program="MICRO", by="edition", role="target")])

The database does the work: `ask_many` takes a few statements for any number of questions over any number of
observations, so that a page with ten figures costs what a page with one does. `compare` answers computed beside
reported beside planned. `summarize` gives the mean of several values, with their median and count.
"""

from programs.statistics.answers import Answer, Member, Row, code_of, name_of, order_of
from programs.statistics.coverage import summing
from programs.statistics.disclosure.masking import MASKED
from programs.statistics.explain.nearest import nearest, of_editions, of_other_rows, whole, wider
from programs.statistics.explain.silence import MEASURE
from programs.statistics.fold.rollup import Places, places
from programs.statistics.means import Middle
from programs.statistics.query import ask, ask_many
from programs.statistics.questions import BY, Question
from programs.statistics.refusals import NOTHING_SPLIT, Refusal, UNKNOWN_CODE, UNKNOWN_INDICATOR
from programs.statistics.sources.by_code import draft_rows, preferred_rows, reported_beside
from programs.statistics.sources.decisions import end_of
from programs.statistics.sources.history import Chain, chains_beside, chains_of, rows_at
from programs.statistics.sources.listed import reported_at, rows_of_indicator
from programs.statistics.sources.ranking import ranked, said
from programs.statistics.sources.series import beside, unmasked_row
from programs.statistics.summaries import Summary, summarize, summary_of
from programs.statistics.trend import Trend, trend_in

__all__ = [
    "Answer",
    "BY",
    "Chain",
    "MASKED",
    "MEASURE",
    "Member",
    "Middle",
    "NOTHING_SPLIT",
    "Places",
    "Question",
    "Refusal",
    "Row",
    "Summary",
    "Trend",
    "UNKNOWN_CODE",
    "UNKNOWN_INDICATOR",
    "ask",
    "ask_many",
    "beside",
    "chains_beside",
    "chains_of",
    "code_of",
    "draft_rows",
    "end_of",
    "name_of",
    "nearest",
    "of_editions",
    "of_other_rows",
    "order_of",
    "places",
    "preferred_rows",
    "ranked",
    "reported_at",
    "reported_beside",
    "rows_at",
    "rows_of_indicator",
    "said",
    "summarize",
    "summary_of",
    "summing",
    "trend_in",
    "unmasked_row",
    "whole",
    "wider",
]
