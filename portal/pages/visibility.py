"""Which pages everybody may read, told by the database in the statement that fetches the pages.

Wagtail's own `public()` asks for the restrictions first, which costs every list a statement of its own.
"""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import PageViewRestriction


def restricted() -> Exists:
    """The condition that a page, or one above it, is not for everybody."""
    return Exists(
        PageViewRestriction.objects.annotate(asked_path=ExpressionWrapper(OuterRef("path"), CharField())).filter(
            asked_path__startswith=F("page__path")
        )
    )


def public_pages(pages: QuerySet) -> QuerySet:
    """Keep the published pages that everybody may read."""
    return pages.live().filter(~restricted())
