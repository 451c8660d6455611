from search.indexing.delivery.checking import check_embedded, is_complete, withdraw_damaged
from search.indexing.delivery.comparing import Difference, Kind, differences
from search.indexing.delivery.deliver import Outcome, deliver_beside_others
from search.indexing.delivery.reindex import NotReadyError, begin, bring_on, name_serving, roll_back, take_over
from search.indexing.delivery.targets import indexes_in_use, target_of
from search.indexing.delivery.tasks import come_back
from search.indexing.delivery.workers import cores, helped, helpers_for
from search.indexing.documents.source import ask_for_unread, connect_documents
from search.indexing.entries.content import Content
from search.indexing.entries.page_signals import connect_pages
from search.indexing.entries.pages import is_decided, page_content, register_page_type
from search.indexing.entries.recording import batches, record_everything, record_subjects, record_together
from search.indexing.entries.sources import register_source, sources

__all__ = [
    "Content",
    "Difference",
    "Kind",
    "NotReadyError",
    "Outcome",
    "ask_for_unread",
    "batches",
    "begin",
    "bring_on",
    "check_embedded",
    "come_back",
    "connect_documents",
    "connect_pages",
    "cores",
    "deliver_beside_others",
    "differences",
    "helped",
    "helpers_for",
    "indexes_in_use",
    "is_complete",
    "is_decided",
    "name_serving",
    "page_content",
    "record_everything",
    "record_subjects",
    "record_together",
    "register_page_type",
    "register_source",
    "roll_back",
    "sources",
    "take_over",
    "target_of",
    "together",
    "withdraw_damaged",
]
