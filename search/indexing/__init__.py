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
from search.indexing.entries.pages import content_of, is_decided, search_pages
from search.indexing.entries.recording import in_one_recording, record_everything, record_subjects, together
from search.indexing.entries.sources import register, sources

__all__ = [
    "Content",
    "Difference",
    "Kind",
    "NotReadyError",
    "Outcome",
    "ask_for_unread",
    "begin",
    "bring_on",
    "check_embedded",
    "come_back",
    "connect_documents",
    "connect_pages",
    "content_of",
    "cores",
    "deliver_beside_others",
    "differences",
    "helped",
    "helpers_for",
    "in_one_recording",
    "indexes_in_use",
    "is_complete",
    "is_decided",
    "name_serving",
    "record_everything",
    "record_subjects",
    "register",
    "roll_back",
    "search_pages",
    "sources",
    "take_over",
    "target_of",
    "together",
    "withdraw_damaged",
]
