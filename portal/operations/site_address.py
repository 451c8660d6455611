"""The site has one address, BASE_URL: whatever host a reader asked, every absolute address says it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

ADMIN = "/admin/"


def host_and_port(base_url: str) -> tuple[str, int]:
    """Return what a Site record holds of an address; raise ValueError for what is no address of a site."""
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(f"BASE_URL={base_url} is no address of a site: give one as in https://example.org")
    return parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def set_site_address() -> bool:
    """Bring Wagtail's record of the default site in line with BASE_URL; return whether that changed it."""
    site = Site.objects.get(is_default_site=True)
    before = site.hostname, site.port
    site.hostname, site.port = host_and_port(settings.BASE_URL)
    if before == (site.hostname, site.port):
        return False
    site.save()
    return True


class SiteAddressMiddleware:
    """Let public pages see BASE_URL as their host and scheme, as if a proxy in front had set them.

    Feeds, sitemaps, canonical links, citations and files then agree, though each builds its addresses by another
    library. The admin keeps the host that was asked: its forms are checked against it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        # Raises DisallowedHost for a host that is not the site's.
        request.get_host()
        if not request.path_info.startswith(ADMIN):
            parts = urlsplit(settings.BASE_URL)
            request.META["HTTP_HOST"] = parts.netloc
            request.META["wsgi.url_scheme"] = parts.scheme
            if settings.SECURE_PROXY_SSL_HEADER:
                request.META.pop(settings.SECURE_PROXY_SSL_HEADER[0], None)
        return self.get_response(request)
