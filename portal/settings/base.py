"""Settings of all environments, from environment variables, with safe defaults."""

import os
from datetime import timedelta
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from portal.settings.policy import PUBLIC_POLICY

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# Everything that the site writes: database, media, static files, charts, secrets.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data"))).resolve()

DEBUG = False
# Not through django-environ, which expands secrets that begin with a dollar sign.
SECRET_KEY = os.environ.get("SECRET_KEY", "")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_FAILURE_VIEW = "portal.views.forbidden"
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Shows on every page that this is not the foundation's own site.
DEMONSTRATION = env.bool("DEMONSTRATION", default=True)

INSTALLED_APPS = [
    # Lowest layer first: see tests/test_architecture.py.
    "portal",
    "search",
    "programs",
    "news",
    "home",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.operations.site_address.SiteAddressMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.settings.policy.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.web.middleware.AddressLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "portal.web.middleware.ErrorResponseMiddleware",
    "portal.admin.media_rights.LockedFileMiddleware",
    "portal.admin.sign_in.SignInMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "portal.web.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "portal.templatetags.portal_tags",
                "search.templatetags.search_tags",
                "programs.templatetags.fact_tags",
            ],
        },
    }
]


def database_from_url(url: str, data_dir: Path) -> dict:
    """Return Django's settings of a database: by default SQLite in the data folder.

    SQLite: WAL, ten seconds of lock timeout, and IMMEDIATE transactions, so that concurrent writers wait instead of
    failing. PostgreSQL: a connection pool per process.
    """
    if not url:
        data_dir.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{data_dir / 'db.sqlite3'}"
    config = dict(environ.Env.db_url_config(url))
    if config["ENGINE"].endswith("sqlite3"):
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        config["OPTIONS"] = {"timeout": 10, "transaction_mode": "IMMEDIATE", "init_command": pragmas}
    else:
        # JIT compilation takes longer than any query of the portal.
        options = {"options": "-c jit=off", **config.get("OPTIONS", {})}
        config["OPTIONS"] = {**options, "pool": {"min_size": 1, "max_size": 8}}
    return config


DATABASES = {"default": database_from_url(env.str("DATABASE_URL", default=""), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
]

# See portal/admin/sign_in_limits.py. Successful sign-ins are not recorded.
AXES_HANDLER = "portal.admin.sign_in_limits.SignInLimits"
AXES_FAILURE_LIMIT = 1
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "portal.admin.sign_in.sign_in_refused"
AXES_USERNAME_CALLABLE = "portal.admin.sign_in_limits.account_of"
AXES_CLIENT_IP_CALLABLE = "portal.web.proxied_address.client_address"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "portal.admin.sign_in.LimitedPasswordResetForm"
# Whether X-Forwarded-For is trusted, and how many proxies of the site append to it.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
PROXY_COUNT = max(1, env.int("PROXY_COUNT", default=1))

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("fr", "Français")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Africa/Casablanca"

# Destinations of the main navigation beside pages: label, URL name, URL names that belong to it.
NAVIGATION = [
    (_("Data"), "data", ("question", "events", "territories", "editions", "centres", "corrections")),
    (_("Search"), "search", ()),
]
FOOTER_LINKS = [(_("Corrections"), "corrections")]

# Style sheets (in the order of their cascade) and script modules of every public page.
STYLE_SHEETS = [
    "portal/css/tokens.css",
    "portal/css/base.css",
    "portal/css/layout.css",
    "portal/css/controls.css",
    "programs/css/figures.css",
    "programs/css/figure-blocks.css",
    "programs/css/facts.css",
    "portal/css/lists.css",
    "programs/css/tables.css",
    "programs/css/cards.css",
]
SCRIPT_MODULES = [
    "search/js/search-key.js",
    "search/js/search-suggestions.js",
    "portal/js/key-switch.js",
    "portal/js/copy-text.js",
]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
CHARTS_ROOT = DATA_DIR / "charts"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# On disk, so that all processes share it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

WAGTAIL_SITE_NAME = _("Shafafiya")
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = True
# Days are those of Morocco.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_AUTOSAVE_INTERVAL = 5000
# Base of all absolute URLs; `manage.py prepare` copies it to Wagtail's Site.
BASE_URL = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 30_000_000
WAGTAILIMAGES_IMAGE_MODEL = "portal.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.media.image_form.PortalImageForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "xlsx"]
# Public search: "embedded", or "elasticsearch" with the embedded engine as fallback.
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="embedded")
SEARCH_ROOT = DATA_DIR / "search"
ELASTICSEARCH = {
    "urls": tuple(env.list("ELASTICSEARCH_URLS", default=[])),
    "ca_file": env.str("ELASTICSEARCH_CA", default=""),
    "api_key": os.environ.get("ELASTICSEARCH_API_KEY", ""),
    "search_seconds": env.float("ELASTICSEARCH_SECONDS", default=1.5),
    "prefix": env.str("ELASTICSEARCH_PREFIX", default="shafafiya"),
    "shards": env.int("ELASTICSEARCH_SHARDS", default=1),
    "replicas": env.int("ELASTICSEARCH_REPLICAS", default=1),
}
# Search in the admin.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# An untranslated page stays a draft: published, it would be Arabic under /fr/.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Wagtail's own tasks run immediately. Background tasks are queued in the database, in the transaction of their change.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_POLICY}
# Mail address or URL for reports of vulnerabilities: see portal/operations/security_contact.py.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
LOGIN_URL = "wagtailadmin_login"

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# Shown to editors who cannot sign in: an address, a telephone number, a room.
SUPPORT_CONTACT = env.str("SUPPORT_CONTACT", default="")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="shafafiya@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    # Search and portal.admin.sign_in_limits log these failures in one line each.
    "loggers": {"elastic_transport": {"level": "ERROR"}, "axes": {"level": "ERROR"}},
}
