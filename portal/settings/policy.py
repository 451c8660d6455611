"""What a browser may load: on the public site nothing from elsewhere and nothing inline."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

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

# Wagtail's admin still has inline scripts and styles, and shows pages in frames.
ADMIN_POLICY = {
    **PUBLIC_POLICY,
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "media-src": [SELF],
}


class AdminPolicyMiddleware:
    """Loosen the policy under the admin's own path, and there only."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith(ADMIN_PREFIX):
            response._csp_replace = ADMIN_POLICY
        return response
