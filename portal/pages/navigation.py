"""Main navigation, footer links and feeds, cached until a page changes."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from portal.cached_lookup import CachedLookup
from portal.l10n import language_codes
from portal.pages.visibility import public_pages


def _read_pages() -> dict[str, list[dict]]:
    """Return {language: live children of its home page in their order: kind, title, url, in_menus}."""
    below_a_root = (Q(url_path__startswith=root.root_path) for root in Site.get_site_root_paths())
    pages = public_pages(Page.objects.filter(reduce(or_, below_a_root, Q(pk__in=[])), depth=3))
    found: dict[str, list[dict]] = {language: [] for language in language_codes()}
    for page in pages.select_related("content_type", "locale").order_by("path"):
        language = page.locale.language_code
        link = {"title": page.title, "url": f"/{language}/{page.slug}/"}
        found[language].append({**link, "kind": page.content_type.model, "in_menus": page.show_in_menus})
    return found


_pages_below_home = CachedLookup("portal.pages.navigation", _read_pages)


def on_page_change(receiver: Callable[..., None]) -> None:
    """Call a function whenever a page may have become public, moved or gone."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(receiver)
    for model in (Site, PageViewRestriction):
        post_save.connect(receiver, sender=model)
        post_delete.connect(receiver, sender=model)
    post_delete.connect(receiver, sender=Page)


on_page_change(_pages_below_home.clear)


def site_nav(language: str, path: str) -> list[dict]:
    """Return [{label, url, current}]: pages shown in menus, with settings.NAVIGATION after the second."""
    pages = [(page["title"], page["url"], ()) for page in _pages_below_home()[language] if page["in_menus"]]
    fixed = [
        (str(label), reverse(name), tuple(reverse(part) for part in parts))
        for label, name, parts in settings.NAVIGATION
    ]
    return [
        {"label": label, "url": url, "current": path.startswith((url, *parts))}
        for label, url, parts in (*pages[:2], *fixed, *pages[2:])
    ]


def footer_nav(language: str) -> list[dict]:
    """Return [{label, url}]: the standard pages that are in no menu, and settings.FOOTER_LINKS."""
    pages = [
        {"label": page["title"], "url": page["url"]}
        for page in _pages_below_home()[language]
        if not page["in_menus"] and page["kind"] == "standardpage"
    ]
    return pages + [{"label": str(label), "url": reverse(name)} for label, name in settings.FOOTER_LINKS]


def url_of_page_type(language: str, kind: str) -> str:
    """Return the URL of the first page of a type below the home page, or ''."""
    return next((page["url"] for page in _pages_below_home()[language] if page["kind"] == kind), "")


def feeds(language: str) -> list[dict]:
    """Return [{title, url, type}] of the feeds in a language, for `<link rel=alternate>`."""
    found = []
    if news := url_of_page_type(language, "newsindexpage"):
        found += [(_("News (Atom)"), f"{news}feed/atom/", "atom"), (_("News (RSS)"), f"{news}feed/rss/", "rss")]
    found += [
        (_("Corrections (Atom)"), reverse("corrections_feed", args=["atom"]), "atom"),
        (_("Corrections (RSS)"), reverse("corrections_feed", args=["rss"]), "rss"),
    ]
    return [{"title": title, "url": url, "type": f"application/{kind}+xml"} for title, url, kind in found]
