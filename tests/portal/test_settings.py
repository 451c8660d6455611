"""Settings of production, the data folder and the databases."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management.utils import get_random_secret_key
from django.db import connection

from portal.settings.base import database_from_url

ROOT = Path(__file__).resolve().parent.parent.parent
SAFE = {"SECRET_KEY": get_random_secret_key(), "ALLOWED_HOSTS": "shafafiya.example"}


def start(tmp_path: Path, code: str = "", **environment: str) -> subprocess.CompletedProcess:
    """Import the production settings in a process of their own, then run `code` with them as `s`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", f"import portal.settings.production as s\n{code}"],
        cwd=ROOT,
        env={**kept, "DATA_DIR": str(tmp_path / "data"), **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("environment", "which", "mend"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing", "get_random_secret_key"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is weak", "get_random_secret_key"),
        ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY is weak", "get_random_secret_key"),
        ({"SECRET_KEY": "django-insecure-" + SAFE["SECRET_KEY"]}, "SECRET_KEY is weak", "get_random_secret_key"),
        ({"DEBUG": "1"}, "DEBUG is on", "Unset DEBUG"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is empty", "ALLOWED_HOSTS=example.org"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS holds `*`", "Name the site's hosts"),
        ({"ALLOWED_HOSTS": "shafafiya.example,*"}, "ALLOWED_HOSTS holds `*`", "Name the site's hosts"),
    ],
    ids=["no key", "short key", "simple key", "template's key", "debug", "no hosts", "all hosts", "one and all"],
)
def test_production_refuses_unsafe_settings_with_a_hint(tmp_path, environment, which, mend):
    result = start(tmp_path, **{**SAFE, **environment})
    assert result.returncode != 0
    said = result.stderr.strip().splitlines()[-1]
    assert which in said
    assert mend in said


def test_production_reports_all_unsafe_settings_at_once(tmp_path):
    said = start(tmp_path, DEBUG="1").stderr
    for name in ("SECRET_KEY is missing", "DEBUG is on", "ALLOWED_HOSTS is empty"):
        assert name in said


def test_a_secret_key_may_begin_with_any_character(tmp_path):
    result = start(tmp_path, "print(s.SECRET_KEY)", **{**SAFE, "SECRET_KEY": f"${SAFE['SECRET_KEY']}"})
    assert result.stdout.strip() == f"${SAFE['SECRET_KEY']}"


def test_production_starts_with_safe_settings_and_asks_for_tls(tmp_path):
    code = "print(s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    result = start(tmp_path, code, **SAFE)
    assert (result.returncode, result.stdout.split()) == (0, ["False", "True", "True", "True"])


def test_the_site_writes_to_the_data_folder_only(tmp_path):
    code = (
        "print(s.DATABASES['default']['NAME'], s.STATIC_ROOT, s.MEDIA_ROOT, s.CHARTS_ROOT, "
        "s.CACHES['default']['LOCATION'], sep='\\n')"
    )
    places = start(tmp_path, code, **SAFE).stdout.splitlines()
    assert len(places) == 5
    assert all(Path(place).is_relative_to(tmp_path / "data") for place in places)


def test_the_database_follows_database_url(tmp_path):
    config = database_from_url("postgres://editor:secret@db.example:5433/portal", tmp_path)
    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example", 5433, "portal")
    assert config["OPTIONS"]["pool"]


def test_sqlite_uses_wal_and_immediate_transactions(db):
    """On the connection that the tests use: the production settings make it the same way."""
    if connection.vendor != "sqlite":
        pytest.skip("this run is on PostgreSQL")
    with connection.cursor() as cursor:

        def pragma(name: str):
            return cursor.execute(f"PRAGMA {name}").fetchone()[0]

        assert pragma("journal_mode") == "wal"
        assert pragma("foreign_keys") == 1
        assert pragma("busy_timeout") == 10_000
    assert connection.transaction_mode == "IMMEDIATE"
