"""The one door for numbers: whatever shows a figure asks here, and nothing else reads the ledger.

    answers = ask_many([Question("beneficiaries", program="MICRO", by="edition", role="target")])

The database does the work: `ask_many` takes a few statements for any number of questions over any number of
observations, so that a page with ten figures costs what a page with one does. `compare` answers computed beside
reported beside planned. `summarize` gives the mean of several values, with their median and count.
"""

from programs.statistics.answers import Answer, Comparison, Row
from programs.statistics.door import ask, ask_many, compare, compare_many
from programs.statistics.questions import Question
from programs.statistics.refusals import Refusal
from programs.statistics.summaries import Summary, summarize, summary_of

__all__ = [
    "Answer",
    "Comparison",
    "Question",
    "Refusal",
    "Row",
    "Summary",
    "ask",
    "ask_many",
    "compare",
    "compare_many",
    "summarize",
    "summary_of",
]
