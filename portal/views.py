"""Front page, robots.txt and error pages."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Redirect to the language of Accept-Language, Arabic by default."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(f"User-agent: *\nDisallow: /admin/\n\nSitemap: {sitemap}\n", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers request this URL whatever the page declares."""
    return HttpResponsePermanentRedirect(static("portal/icons/favicon.svg"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    # The URL exists in no language.
    request.resolver_match = None
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """Refuse what one may not see, and forms without their token, whose `reason` is Django’s own English."""
    return render(request, "403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Render without database, context and request, which may be broken, in both languages."""
    response = render(None, "500.html", status=500)
    response._csp_exempt = True  # its style is inline, because static files may be broken
    return response
