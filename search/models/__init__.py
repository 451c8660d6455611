"""What search keeps in the database: what can be found, the indexes made of it, and words of administrators."""

from search.models.asked import LONGEST, QuestionCount
from search.models.documents import DocumentText
from search.models.entries import Entry, EntrySubject
from search.models.indexes import Delivery, Index
from search.models.words import GlossaryEntry, PlaceSpelling, WordLine

__all__ = [
    "LONGEST",
    "Delivery",
    "DocumentText",
    "Entry",
    "EntrySubject",
    "GlossaryEntry",
    "Index",
    "PlaceSpelling",
    "QuestionCount",
    "WordLine",
]
