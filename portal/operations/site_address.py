"""BASE_URL is the host of all absolute URLs, whatever host a request names."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.deprecation import MiddlewareMixin
from wagtail.models import Site

from portal.settings.policy import ADMIN_PREFIX


def host_and_port(base_url: str) -> tuple[str, int]:
    """Return hostname and port of a base URL. Raises ValueError if it is not one."""
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(f"BASE_URL={base_url} is not the URL of a site, as in https://example.org")
    return parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def set_site_address() -> bool:
    """Set the host of Wagtail's default site to that of BASE_URL; return whether it changed."""
    site = Site.objects.get(is_default_site=True)
    before = site.hostname, site.port
    site.hostname, site.port = host_and_port(settings.BASE_URL)
    if before == (site.hostname, site.port):
        return False
    site.save()
    return True


class SiteAddressMiddleware(MiddlewareMixin):
    """Set host and scheme of public requests to BASE_URL, as a proxy would.

    Feeds, sitemaps, canonical links and files then agree, whatever library builds their URLs. The admin keeps the
    requested host, against which CSRF checks its forms.
    """

    def process_request(self, request: HttpRequest) -> None:
        # Raises DisallowedHost.
        request.get_host()
        if not request.path_info.startswith(ADMIN_PREFIX):
            parts = urlsplit(settings.BASE_URL)
            request.META["HTTP_HOST"] = parts.netloc
            request.META["wsgi.url_scheme"] = parts.scheme
            if settings.SECURE_PROXY_SSL_HEADER:
                request.META.pop(settings.SECURE_PROXY_SSL_HEADER[0], None)
