"""From an address to its page in one query.

Wagtail's own routing asks the database twice for each part of the path. Here the page is looked up by its whole
path, joined with the tables of all page types, and then routed by Wagtail as ever.
"""

from functools import cache

from django.core.cache import cache as store
from django.db.models import OuterRef, Subquery
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import Http404
from wagtail.models import Page, Site, get_page_models
from wagtail.views import serve as wagtail_serve

from portal.l10n import current_language, language_codes
from portal.pages import public_pages, restricted

#: Parts of an address that can be pages; longer ones are looked up no deeper.
DEEPEST = 10
SITE_SECONDS = 600
SITE_KEY = "portal.site"


@cache
def _accessors() -> dict[type[Page], str]:
    """Return {page type: name of the attribute of Page that leads to it}."""
    return {
        model: model._meta.get_ancestor_link(Page).remote_field.get_accessor_name()
        for model in get_page_models()
        if model is not Page and Page in model._meta.parents
    }


def find_site(request) -> Site | None:
    """Return the site of a request, kept between requests until a site is saved.

    Where no site has the host and none is the default, the first one answers: an unticked box takes nothing away.
    """
    if not hasattr(request, "_wagtail_site"):
        key = f"{SITE_KEY}.{request.get_host()}"
        site = store.get(key)
        if site is None:
            site = Site.find_for_request(request) or Site.objects.order_by("pk").first()
            store.set(key, site, SITE_SECONDS)
            store.set(SITE_KEY, [*{*store.get(SITE_KEY, []), key}], None)
        request._wagtail_site = site
    return request._wagtail_site


@receiver([post_save, post_delete], sender=Site)
def forget_sites(**kwargs) -> None:
    store.delete_many([*store.get(SITE_KEY, []), SITE_KEY])


def deepest_page(site: Site, path: str) -> tuple[Page, list[str]] | None:
    """Return the specific page that lies deepest on the path, and the parts of the path beyond it."""
    roots = [
        root.root_path
        for root in Site.get_site_root_paths()
        if root.site_id == site.pk and root.language_code == current_language()
    ]
    if not roots:
        return None
    parts = [part for part in path.split("/") if part]
    candidates = [
        roots[0] + "".join(f"{part}/" for part in parts[:length]) for length in range(min(len(parts), DEEPEST) + 1)
    ]
    accessors = _accessors()
    page = (
        Page.objects.filter(url_path__in=candidates)
        .annotate(restricted=restricted(), **{f"in_{code}": _path_in(code) for code in language_codes()})
        .select_related("locale", "content_type", *accessors.values(), *_referred(accessors))
        .order_by("-depth")
        .first()
    )
    # A page that is of no type of the portal (the one that Wagtail begins with) has nothing to show.
    if page is None or page.specific_class not in accessors:
        return None
    specific = getattr(page, accessors[page.specific_class])
    specific.locale = page.locale
    specific.paths_by_language = {code: getattr(page, f"in_{code}") for code in language_codes()}
    if not page.restricted and page.alias_of_id is None:
        # Known from this statement: spares Wagtail its own ones.
        specific.get_view_restrictions = list
    return specific, parts[candidates.index(page.url_path) :]


def _path_in(language: str) -> Subquery:
    """The path of the same page in a language, if it is published there; an alias is no translation."""
    same = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language, alias_of=None
    )
    return Subquery(public_pages(same).values("url_path")[:1])


def _referred(accessors: dict[type[Page], str]) -> list[str]:
    """Return the way to what a page of each type refers to itself: its picture, its programme."""
    return [
        f"{accessor}__{field.name}"
        for model, accessor in accessors.items()
        for field in model._meta.local_fields
        if field.many_to_one
    ]


def serve(request, path):
    """Serve a page; 404 where there is none."""
    site = find_site(request)
    found = deepest_page(site, path) if site and "\x00" not in path else None
    if found is None:
        raise Http404
    page, beyond = found
    if not all(restriction.accept_request(request) for restriction in page.get_view_restrictions()):
        # The site has no accounts for readers, so it asks for none and does not say what there is.
        raise Http404
    request._wagtail_route_for_request = page.route(request, beyond)
    return wagtail_serve(request, path)
