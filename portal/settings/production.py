"""Production: refuses to start with unsafe settings."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import ALLOWED_HOSTS, BEHIND_PROXY, EMAIL_BACKEND, SECRET_KEY, env
from portal.settings.safety import KEPT_HERE, refuse_unsafe

DEBUG = env.bool("DEBUG", default=False)
refuse_unsafe(secret_key=SECRET_KEY, debug=DEBUG, allowed_hosts=ALLOWED_HOSTS)

# Off only for a site without TLS, as `make run` serves it locally.
HTTPS = env.bool("HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
if not env.str("BASE_URL", default=""):
    BASE_URL = WAGTAILADMIN_BASE_URL = f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0].lstrip('.')}"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# SAMEORIGIN: previews are shown in frames.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

if email_url := env.str("EMAIL_URL", default=""):
    vars().update(env.email_url_config(email_url))
# Without a mail server nothing is logged instead: password reset links must not be in logs.
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
WAGTAIL_PASSWORD_RESET_ENABLED = not EMAIL_BACKEND.endswith(KEPT_HERE)
