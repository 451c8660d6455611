"""URLs: admin and files without a language, public pages under /ar/ and /fr/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, re_path
from django.views.static import serve as serve_file
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal import views
from portal.operations import live, ready, security_policy, security_txt
from portal.page_resolver import serve
from portal.pages import PageSitemap
from programs.explorer import FactSitemap

handler404 = "portal.views.not_found"
handler403 = "portal.views.forbidden"
handler500 = "portal.views.server_error"

SITEMAPS = {"pages": PageSitemap, "facts": FactSitemap}

urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("health/", live, name="health"),
    path("health/ready/", ready, name="ready"),
    path("favicon.ico", views.favicon, name="favicon"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_part"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_part"),
    # Without a web server in front (`make run`), the application serves images.
    re_path(r"^media/(?P<path>images/.*)$", serve_file, {"document_root": settings.MEDIA_ROOT}),
]

urlpatterns += i18n_patterns(
    path("security/", security_policy, name="security_policy"),
    path("", include("search.views.urls")),
    path("", include("programs.explorer.urls")),
    # Wagtail's own pattern does not match Arabic slugs.
    re_path(r"^((?:[^/?#]+/)*)$", serve, name="wagtail_serve"),
    prefix_default_language=True,
)
