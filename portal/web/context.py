"""Context of all public templates."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from portal.l10n import current_language, direction
from portal.pages import LICENSE_NAME, LICENSE_URL, feeds, footer_nav, language_links, public_alternates, site_nav


def site(request) -> dict:
    language = current_language()
    if request.path_info.startswith("/admin/") and not hasattr(request, "is_preview"):
        return {"language": language, "direction": direction(language), "support_contact": settings.SUPPORT_CONTACT}
    links = SimpleLazyObject(lambda: language_links(request))
    return {
        "language": language,
        "direction": direction(language),
        "license_name": LICENSE_NAME,
        "license_url": LICENSE_URL,
        "demonstration": settings.DEMONSTRATION,
        "home_url": f"/{language}/",
        "site_nav": SimpleLazyObject(lambda: site_nav(language, request.path)),
        "footer_nav": SimpleLazyObject(lambda: footer_nav(language)),
        "feeds": SimpleLazyObject(lambda: feeds(language)),
        "language_links": links,
        "alternates": SimpleLazyObject(lambda: public_alternates(request, links)),
        "canonical_url": request.build_absolute_uri(request.path),
    }
