"""Public pages, filtered in the query that fetches them, and their sitemap; Wagtail's `public()` needs another query."""

from collections import defaultdict

from django.contrib.sitemaps import Sitemap
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.utils.functional import cached_property
from wagtail.models import Page, PageViewRestriction, Site


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


class PageSitemap(Sitemap):
    """Public pages below the site roots, with their translations (hreflang)."""

    limit = 5000

    def items(self) -> list[Page]:
        return self._pages

    @cached_property
    def _pages(self) -> list[Page]:
        roots = {root.root_path for root in Site.get_site_root_paths()}
        pages = public_pages(Page.objects.filter(depth__gt=1, alias_of=None))
        return [
            page
            for page in pages.select_related("locale", "content_type").order_by("path")
            if page.content_type.model_class() not in (None, Page)
            and any(page.url_path.startswith(root) for root in roots)
        ]

    @cached_property
    def _translations(self) -> dict:
        found = defaultdict(list)
        for page in self._pages:
            found[page.translation_key].append(page)
        return found

    def location(self, page: Page) -> str:
        return page.get_url()

    def lastmod(self, page: Page):
        return page.last_published_at

    def _urls(self, page, protocol, domain):
        urls = super()._urls(page, protocol, domain)
        for url in urls:
            together = self._translations[url["item"].translation_key]
            if len(together) > 1:
                url["alternates"] = [
                    {"location": f"{protocol}://{domain}{other.get_url()}", "lang_code": other.locale.language_code}
                    for other in together
                ]
        return urls
