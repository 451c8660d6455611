"""Resolve a URL to its specific page in a single query.

Wagtail's routing needs two queries for each segment of the path. Here the page is fetched by its whole path, joined
with the tables of all page types, and then routed by Wagtail.
"""

from functools import cache

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.http.request import split_domain_port
from wagtail.models import Page, Site, get_page_models
from wagtail.views import serve as wagtail_serve

from portal.cached_lookup import CachedLookup
from portal.l10n import current_language, language_codes
from portal.pages import public_pages, restricted

#: Path segments that are looked up as pages.
DEEPEST = 10

_sites = CachedLookup("portal.sites", lambda: list(Site.objects.select_related("root_page").order_by("pk")), [Site])


@cache
def _accessors() -> dict[type[Page], str]:
    """Return {page type: accessor from Page}."""
    return {
        model: model._meta.get_ancestor_link(Page).remote_field.get_accessor_name()
        for model in get_page_models()
        if model is not Page and Page in model._meta.parents
    }


def find_site(request) -> Site | None:
    """Return the site of the request's host; else the default site, or the first one if none is the default."""
    if not hasattr(request, "_wagtail_site"):
        host, port = split_domain_port(request.get_host())
        port = port or request.get_port()

        def match(site: Site) -> tuple[bool, ...]:
            is_host = site.hostname == host
            return is_host and str(site.port) == port, is_host and site.is_default_site, site.is_default_site, is_host

        request._wagtail_site = max(_sites(), key=match, default=None)
    return request._wagtail_site


def deepest_page(site: Site, path: str) -> tuple[Page, list[str]] | None:
    """Return the deepest specific page on the path, and the path segments after it."""
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
    # Each page type's own foreign keys (picture, programme).
    foreign_keys = [
        f"{accessor}__{field.name}"
        for model, accessor in accessors.items()
        for field in model._meta.local_fields
        if field.many_to_one
    ]
    page = (
        Page.objects.filter(url_path__in=candidates)
        .annotate(restricted=restricted(), **{f"in_{code}": _path_in(code) for code in language_codes()})
        .select_related("locale", "content_type", *accessors.values(), *foreign_keys)
        .order_by("-depth")
        .first()
    )
    # The plain page that Wagtail creates at first has nothing to show.
    if page is None or page.specific_class not in accessors:
        return None
    specific = getattr(page, accessors[page.specific_class])
    specific.locale = page.locale
    specific.paths_by_language = {code: getattr(page, f"in_{code}") for code in language_codes()}
    if not page.restricted and page.alias_of_id is None:
        # Known from this query; saves Wagtail its own.
        specific.get_view_restrictions = list
    return specific, parts[candidates.index(page.url_path) :]


def _path_in(language: str) -> Subquery:
    """Select the path of a page's published translation; an alias is no translation."""
    same = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language, alias_of=None
    )
    return Subquery(public_pages(same).values("url_path")[:1])


def serve(request, path):
    site = find_site(request)
    found = deepest_page(site, path) if site and "\x00" not in path else None
    if found is None:
        raise Http404
    page, beyond = found
    if not all(restriction.accept_request(request) for restriction in page.get_view_restrictions()):
        # Readers have no accounts: do not ask for a login, nor disclose that the page exists.
        raise Http404
    request._wagtail_route_for_request = page.route(request, beyond)
    return wagtail_serve(request, path)
