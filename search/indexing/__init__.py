from search.indexing.delivery.deliver import Outcome, deliver_beside_others
from search.indexing.delivery.differences import Difference, DifferenceKind, differences
from search.indexing.delivery.reindex import (
    IndexIncompleteError,
    activate,
    advance,
    publish_serving,
    roll_back,
    start_build,
)
from search.indexing.delivery.tasks import (
    check_embedded,
    indexes_in_use,
    is_complete,
    schedule_retry,
    target_of,
    withdraw_damaged,
)
from search.indexing.delivery.workers import available_cpus, extra_workers, worker_count
from search.indexing.documents.source import connect_documents, enqueue_unread
from search.indexing.entries.page_signals import connect_pages
from search.indexing.entries.pages import page_content, register_page_type
from search.indexing.entries.recording import batches, record_everything, record_subjects, record_together
from search.indexing.entries.sources import Content, register_source, sources
