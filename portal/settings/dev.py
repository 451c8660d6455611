"""Development: debug pages, a fixed key, local hosts only."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import STORAGES

DEBUG = True
SECRET_KEY = "development-only-" + "x" * 40
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
