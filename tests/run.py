"""`make check` (under a minute) and `make test` (everything).

Both run STEPS and tests: `make check` at the same time those that need neither database, browser nor server, in one
process, since more would each collect all tests; `make test` then all of them on SQLite and, at the same time, database
tests on PostgreSQL, in two processes each.

All steps run, even after a failure. The last line is pytest's summary; other failures are named above it.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from tests import postgresql
from tests.system_programs import REQUIRE_ALL

ROOT = Path(__file__).resolve().parent.parent

#: Settings of a running site, which tests do not inherit.
SITE_SETTINGS = (
    "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "DATA_DIR", "DEBUG", "DEMONSTRATION", "DJANGO_SETTINGS_MODULE",
    "HOST", "HTTPS", "PORT", "SECRET_KEY",
)  # fmt: skip
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in SITE_SETTINGS}

MANAGE = [sys.executable, "manage.py"]
RUFF = [sys.executable, "-m", "ruff"]
#: Two per database.
PROCESSES = ["-n", "2"]
PYTEST = [sys.executable, "-m", "pytest", "--durations=5", "--durations-min=2", *PROCESSES]
#: The packages that mypy checks, whose branch coverage by tests in the folders of the same name is printed.
COVERED = (
    "portal/l10n",
    "programs/facts",
    "programs/statistics",
    "programs/presentation",
    "search/analysis",
    "search/query",
)
COVERAGE = [*(f"--cov={package}" for package in COVERED), "--cov-branch", "--cov-report=term:skip-covered"]
POSTGRESQL = "pytest on PostgreSQL, the tests that need a database"


def main(goal: str) -> int:
    with ThreadPoolExecutor(max_workers=1) as executor:
        quick = executor.submit(quick_tests) if goal == "check" else None
        failed = [name for name, step in STEPS.items() if not run_step(name, step)]
        passed, summary, other_failures = report_quick(quick) if quick else test()
    failed += other_failures
    if failed:
        say(f"FAILED: {'; '.join(failed)}")
    print(summary, end="", flush=True)
    return 0 if passed and not failed else 1


def quick_tests() -> tuple[bool, str]:
    """Run the quick tests; return whether they passed, and their output."""
    result = run(*PYTEST, "-n", "0", "--quick", output=subprocess.PIPE)
    return result.returncode == 0, result.stdout


def report_quick(tests: Future) -> tuple[bool, str, list[str]]:
    """Wait for the quick tests and print their output; return whether they passed, their summary, and other failures."""
    passed, output = tests.result()
    *lines, summary = output.splitlines(keepends=True)
    say("pytest, the tests that need neither database, browser nor server")
    print("".join(lines), end="")
    return passed, summary, []


def test() -> tuple[bool, str, list[str]]:
    """Run all tests; return whether those on SQLite passed, their summary, and other failures."""
    with ThreadPoolExecutor(max_workers=1) as executor:
        on_postgresql = executor.submit(database_tests)
        say("pytest on SQLite")
        passed, summary = relay(*PYTEST, *COVERAGE)
        return passed, summary, report_postgresql(on_postgresql)


def say(text: str) -> None:
    print(f"\n▸ {text}", flush=True)


def run_step(name: str, step: Callable[[], bool]) -> bool:
    say(name)
    if passed := step():
        return passed
    print(f"FAILED: {name}", flush=True)
    return False


def run(*command: str, output: int | None = None, **environment: str) -> subprocess.CompletedProcess:
    """Run a command from the root of the project."""
    errors = None if output is None else subprocess.STDOUT
    return subprocess.run(
        command, cwd=ROOT, env={**ENVIRONMENT, **environment}, stdout=output, stderr=errors, text=True
    )


def relay(*command: str) -> tuple[bool, str]:
    """Run a command and print its output but the last line; return whether it succeeded, and that line."""
    last = ""
    environment = {**ENVIRONMENT, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            print(last, end="", flush=True)
            last = line
    return process.returncode == 0, last


def lint() -> bool:
    return run(*RUFF, "check").returncode == 0


def layout() -> bool:
    return run(*RUFF, "format", "--check").returncode == 0


def layers() -> bool:
    """Check the contracts of import-linter in `pyproject.toml`."""
    return run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache").returncode == 0


def types() -> bool:
    return run(sys.executable, "-m", "mypy").returncode == 0


def migrations() -> bool:
    settings = "portal.settings.test"
    return run(*MANAGE, "makemigrations", "--check", "--dry-run", DJANGO_SETTINGS_MODULE=settings).returncode == 0


def deployment() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "DATA_DIR": folder,
            "SECRET_KEY": get_random_secret_key(),
            "ALLOWED_HOSTS": "shafafiya.example",
            "SECURITY_CONTACT": "security@shafafiya.example",
            "EMAIL_URL": "smtp://localhost",
        }
        return run(*MANAGE, "check", "--deploy", "--fail-level", "WARNING", **environment).returncode == 0


STEPS = {
    "ruff check": lint,
    "ruff format --check": layout,
    "import-linter": layers,
    "mypy": types,
    "makemigrations --check": migrations,
    "check --deploy with the production settings": deployment,
}


def database_tests() -> tuple[bool, str]:
    """Run database tests on PostgreSQL; return whether they passed, and their output."""
    try:
        with postgresql.server() as url, tempfile.TemporaryDirectory() as folder:
            command = [*PYTEST, "--only-database", "-p", "no:cacheprovider"]
            result = run(*command, output=subprocess.PIPE, DATABASE_URL=url, DATA_DIR=folder)
            return result.returncode == 0, result.stdout
    except postgresql.Missing as missing:
        return not REQUIRE_ALL, f"{'missing' if REQUIRE_ALL else 'skipped'}: {missing}"
    except RuntimeError as error:
        return False, str(error)


def report_postgresql(tests: Future) -> list[str]:
    """Wait for the tests on PostgreSQL and print their output; return the name of the step if it failed."""
    passed, output = tests.result()
    say(POSTGRESQL)
    print(output if not passed else output.strip().rpartition("\n")[2], flush=True)
    return [] if passed else [POSTGRESQL]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:] or ["test"]))
