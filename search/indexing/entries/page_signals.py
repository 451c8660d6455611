"""Record changes of pages in the same transaction.

Wagtail unpublishes, moves and restricts pages outside of a transaction, and sends its signals afterwards. Here each of
these actions becomes one transaction with the recording of all its signals.
"""

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search.indexing.entries.pages import NAME, source
from search.indexing.entries.recording import record, record_together
from search.models import Entry

ACTIONS = (
    (PublishPageRevisionAction, "execute"),
    (UnpublishPageAction, "execute"),
    (MovePageAction, "execute"),
    (DeletePageAction, "execute"),
    (PageViewRestriction, "save"),
    (PageViewRestriction, "delete"),
)


def connect_pages() -> None:
    for owner, name in ACTIONS:
        setattr(owner, name, record_together()(getattr(owner, name)))
    page_published.connect(record_published)
    page_unpublished.connect(record_page)
    page_slug_changed.connect(record_branch)
    post_page_move.connect(record_branch)
    post_delete.connect(record_page, sender=Page)
    for signal in (post_save, post_delete):
        signal.connect(record_restricted, sender=PageViewRestriction)
        signal.connect(record_pages, sender=Site)


def record_page(instance: Page, **kwargs) -> None:
    record(NAME, str(instance.pk))


def record_published(instance: Page, **kwargs) -> None:
    """Record the descendants too where the address changes: Wagtail signals that after the transaction only."""
    known = Entry.objects.of(NAME, str(instance.pk)).findable().values_list("url", flat=True).first()
    if known is not None and known != (instance.get_url() or ""):
        record_branch(instance)
    else:
        record_page(instance)


def record_branch(instance: Page, **kwargs) -> None:
    """Record a page and its descendants."""
    page = Page.objects.filter(pk=instance.pk).first()
    if page is not None:
        record(NAME, *keys_of(page.get_descendants(inclusive=True)))


def record_restricted(instance: PageViewRestriction, **kwargs) -> None:
    record_branch(instance.page)


def record_pages(**kwargs) -> None:
    """Record all pages: the name or root of a site has changed."""
    record(NAME, *source.keys(), *Entry.objects.filter(source=NAME).values_list("object_key", flat=True))


def keys_of(pages: QuerySet) -> list[str]:
    return [str(pk) for pk in pages.order_by().values_list("pk", flat=True)]
