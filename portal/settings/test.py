"""Tests: a database per process, plain static files, cache and e-mail in memory."""

import hashlib
import os
import tempfile
from pathlib import Path


def folder_of_checkout() -> Path:
    """Return a folder for this checkout and user, below DATA_DIR if it is set."""
    if data_dir := os.environ.get("DATA_DIR"):
        return Path(data_dir) / "tests"
    checkout = hashlib.sha256(str(Path(__file__).resolve()).encode()).hexdigest()[:8]
    return Path(tempfile.gettempdir()) / f"shafafiya-tests-{os.getuid()}-{checkout}"


# Shared by the processes of a run, each with its own folder in it.
SHARED_DIR = Path(os.environ.setdefault("TESTS_DIR", str(folder_of_checkout())))
os.environ["DATA_DIR"] = str(SHARED_DIR / os.environ.get("PYTEST_XDIST_WORKER", ""))

from portal.settings.base import *  # noqa: E402, F403
from portal.settings.base import DATA_DIR, DATABASES, STORAGES, TASKS  # noqa: E402

SECRET_KEY = "test-only-" + "y" * 50
ALLOWED_HOSTS = ["*"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Tests run background tasks themselves.
TASKS = {**TASKS, "background": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["OPTIONS"].pop("pool", None)
