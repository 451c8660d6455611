"""Public pages, filtered in the query that fetches them; Wagtail's `public()` needs a query of its own."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import PageViewRestriction


def restricted() -> Exists:
    """Return the condition that a page or one of its ancestors has a view restriction."""
    return Exists(
        PageViewRestriction.objects.annotate(asked_path=ExpressionWrapper(OuterRef("path"), CharField())).filter(
            asked_path__startswith=F("page__path")
        )
    )


def public_pages(pages: QuerySet) -> QuerySet:
    """Keep live pages without view restrictions."""
    return pages.live().filter(~restricted())
