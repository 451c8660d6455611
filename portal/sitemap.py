"""The sitemap, with the alternates of each page that exist."""

from collections import defaultdict

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page, Site


class PageSitemap(Sitemap):
    """Published, public pages below the site's roots. Each names its translations (hreflang) if it has any."""

    limit = 5000

    def items(self):
        roots = {root.root_path for root in Site.get_site_root_paths()}
        pages = [
            page
            for page in Page.objects.live()
            .public()
            .filter(depth__gt=1)
            .select_related("locale")
            .order_by("path")
            if any(page.url_path.startswith(root) for root in roots)
        ]
        self._translations = defaultdict(list)
        for page in pages:
            self._translations[page.translation_key].append(page)
        return pages

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
                    {
                        "location": f"{protocol}://{domain}{other.get_url()}",
                        "lang_code": other.locale.language_code,
                    }
                    for other in together
                ]
        return urls
