"""The one door for numbers: whatever shows a figure asks here, and nothing else reads the ledger.

    answers = ask_many([Question("beneficiaries", program="MICRO", by="edition", role="target")])

`ask_many` takes one SQL statement for any number of questions (and one more to explain why there is no answer), so
that a page with ten figures costs what a page with one does.
"""

from programs.statistics.answers import Answer, Row
from programs.statistics.door import ask, ask_many
from programs.statistics.questions import Question
from programs.statistics.rules import Refusal

__all__ = ["Answer", "Question", "Refusal", "Row", "ask", "ask_many"]
