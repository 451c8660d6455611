"""What search keeps in the database: what can be found, the indexes made of it, and words of administrators."""

from search.models.entries import DocumentText, Entry, EntrySubject
from search.models.indexes import Delivery, Index
from search.models.query_counts import LONGEST, QueryCount
from search.models.words import GlossaryEntry, PlaceSpelling, WordLine, current_thesaurus
