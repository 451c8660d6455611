"""The five destinations and the foot of the page, kept in the cache until a page changes."""

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from portal.cached_lookup import forget
from portal.pages.visibility import open_to_all

KEY = "portal.pages.navigation"
SECONDS = 3600

#: The lists that lie below the data, by the names of their addresses.
DATA = ("question", "events", "territories", "editions", "centres", "corrections")


def _pages_below_home(language: str) -> list[dict]:
    """Return the live children of a language's home page in their order: kind, title, url, in_menus."""
    key = f"{KEY}.{language}"
    pages = cache.get(key)
    if pages is None:
        pages = []
        for root in Site.get_site_root_paths():
            if root.language_code != language:
                continue
            below = open_to_all(Page.objects.filter(url_path__startswith=root.root_path, depth=3))
            for page in below.select_related("content_type", "locale").order_by("path"):
                pages.append(
                    {
                        "kind": page.content_type.model,
                        "title": page.title,
                        "url": f"/{language}/{page.slug}/",
                        "in_menus": page.show_in_menus,
                    }
                )
        cache.set(key, pages, SECONDS)
    return pages


def forget_navigation(**kwargs) -> None:
    forget([f"{KEY}.ar", f"{KEY}.fr"])


def when_pages_change(forget_what) -> None:
    """Call a function whenever what is public, and where, may have changed."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(forget_what)
    for model in (Site, PageViewRestriction):
        post_save.connect(forget_what, sender=model)
        post_delete.connect(forget_what, sender=model)
    post_delete.connect(forget_what, sender=Page)


when_pages_change(forget_navigation)


def site_nav(language: str, path: str) -> list[dict]:
    """News, programmes, data, search, about: pages marked “show in menus”, with data and search before the last."""
    pages = [{"label": page["title"], "url": page["url"]} for page in _pages_below_home(language) if page["in_menus"]]
    fixed = [
        {"label": _("Data"), "url": reverse("data"), "below": [reverse(name) for name in DATA]},
        {"label": _("Search"), "url": reverse("search")},
    ]
    items = pages[:2] + fixed + pages[2:]
    return [
        {
            "label": item["label"],
            "url": item["url"],
            "current": any(path.startswith(url) for url in (item["url"], *item.get("below", ()))),
        }
        for item in items
    ]


def footer_nav(language: str) -> list[dict]:
    """The pages that are in no menu, and what was corrected."""
    pages = [
        {"label": page["title"], "url": page["url"]}
        for page in _pages_below_home(language)
        if not page["in_menus"] and page["kind"] == "standardpage"
    ]
    return [*pages, {"label": _("Corrections"), "url": reverse("corrections")}]


def url_of_kind(language: str, kind: str) -> str:
    """Return the address of the first page of a kind below the home page, or '' if there is none."""
    return next((page["url"] for page in _pages_below_home(language) if page["kind"] == kind), "")


def feeds(language: str) -> list[dict]:
    """The feeds of the news and of the corrections in a language, for `<link rel=alternate>`."""
    found = []
    if news := url_of_kind(language, "newsindexpage"):
        found += [(_("News (Atom)"), f"{news}feed/atom/", "atom"), (_("News (RSS)"), f"{news}feed/rss/", "rss")]
    found += [
        (_("Corrections (Atom)"), reverse("corrections_feed", args=["atom"]), "atom"),
        (_("Corrections (RSS)"), reverse("corrections_feed", args=["rss"]), "rss"),
    ]
    return [{"title": title, "url": url, "type": f"application/{kind}+xml"} for title, url, kind in found]
