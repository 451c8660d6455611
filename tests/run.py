"""`make test`: everything that must hold, from the linter to the browser.

Every step runs, whatever became of those before it. The last line is the summary of pytest's longest run; a step
that failed before is named right above it, and makes the whole fail.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from tests import postgresql
from tests.conditions import REQUIRE_ALL

ROOT = Path(__file__).resolve().parent.parent

#: What belongs to a site that runs on this machine, and not to its tests.
SITE_SETTINGS = (
    "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "DATA_DIR", "DEBUG", "DEMONSTRATION", "DJANGO_SETTINGS_MODULE",
    "HOST", "HTTPS", "PORT", "SECRET_KEY",
)  # fmt: skip
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in SITE_SETTINGS}

PYTEST = [sys.executable, "-m", "pytest"]


def main() -> int:
    failed = [name for name, step in STEPS.items() if not told(name, step)]
    say("pytest on SQLite")
    passed = run(*PYTEST, FAILED_STEPS="; ".join(failed))
    return 0 if passed and not failed else 1


def say(text: str) -> None:
    print(f"\n▸ {text}", flush=True)


def told(name: str, step: Callable[[], bool]) -> bool:
    say(name)
    if passed := step():
        return passed
    print(f"FAILED: {name}", flush=True)
    return False


def run(*command: str, **environment: str) -> bool:
    """Run a command from the root of the project; return whether it succeeded."""
    return subprocess.run(command, cwd=ROOT, env={**ENVIRONMENT, **environment}).returncode == 0


def lint() -> bool:
    return run(sys.executable, "-m", "ruff", "check")


def layout() -> bool:
    return run(sys.executable, "-m", "ruff", "format", "--check")


def migrations() -> bool:
    return run(
        sys.executable, "manage.py", "makemigrations", "--check", "--dry-run",
        DJANGO_SETTINGS_MODULE="portal.settings.test",
    )  # fmt: skip


def deployment() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        return run(
            sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING",
            DJANGO_SETTINGS_MODULE="portal.settings.production", DATA_DIR=folder,
            SECRET_KEY=get_random_secret_key(), ALLOWED_HOSTS="shafafiya.example",
        )  # fmt: skip


def database_tests() -> bool:
    try:
        with postgresql.server() as url:
            return run(*PYTEST, "--only-database", DATABASE_URL=url)
    except postgresql.Missing as missing:
        print(f"{'missing' if REQUIRE_ALL else 'skipped'}: {missing}", flush=True)
        return not REQUIRE_ALL


STEPS = {
    "ruff check": lint,
    "ruff format --check": layout,
    "makemigrations --check": migrations,
    "check --deploy with the production settings": deployment,
    "pytest on PostgreSQL, the tests that need a database": database_tests,
}

if __name__ == "__main__":
    sys.exit(main())
