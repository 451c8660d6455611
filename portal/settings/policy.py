"""Content Security Policy: nothing external and nothing inline on public pages."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.deprecation import MiddlewareMixin

ADMIN_PREFIX = "/admin/"

PUBLIC_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}

# Wagtail's admin has inline scripts and styles, and previews in frames.
ADMIN_POLICY = {
    **PUBLIC_POLICY,
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "media-src": [SELF],
}


class AdminPolicyMiddleware(MiddlewareMixin):
    def process_response(self, request, response):
        if request.path_info.startswith(ADMIN_PREFIX):
            response._csp_replace = ADMIN_POLICY
        return response
