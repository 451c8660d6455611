"""Test databases: a template is migrated once and copied by each process.

Templates are kept between runs, under a checksum of the migrations. The first process creates one while others wait.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
#: Length of the checksum in names.
DIGITS = 12


def set_up(*, recreate: bool = False) -> None:
    """Give this process a migrated database; `recreate` ignores the template."""
    template = (SqliteTemplate if connection.vendor == "sqlite" else PostgresTemplate)(migrations_checksum()[:DIGITS])
    own = connection.creation._get_test_db_name()
    with one_at_a_time():
        if recreate or not template.exists():
            # Left by an interrupted run, SQLite's log above all.
            template.discard(template.unfinished)
            _use(template.unfinished, as_test=True)
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            connection.close()
            template.replace_all()
        template.discard(own)
        template.copy(own)
    _use(own)


def migrations_checksum() -> str:
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted([*ROOT.glob("*/migrations/*.py"), *ROOT.glob("programs/facts/guards.*")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    settings.SHARED_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.SHARED_DIR / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _use(name: str, *, as_test: bool = False) -> None:
    connection.close()
    for of_database in (settings.DATABASES["default"], connection.settings_dict):
        (of_database["TEST"] if as_test else of_database)["NAME"] = name


class SqliteTemplate:
    """A file in the folder that processes share."""

    def __init__(self, state: str):
        self.folder = settings.SHARED_DIR
        self.path = self.folder / f"migrated-{state}.sqlite3"
        self.unfinished = str(self.folder / "unfinished.sqlite3")

    def exists(self) -> bool:
        return self.path.is_file()

    def replace_all(self) -> None:
        for old in self.folder.glob("migrated-*"):
            old.unlink()
        Path(self.unfinished).rename(self.path)

    def discard(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{name}{suffix}").unlink(missing_ok=True)

    def copy(self, name: str) -> None:
        shutil.copyfile(self.path, name)


class PostgresTemplate:
    """A template database of the same server."""

    def __init__(self, state: str):
        prefix = connection.settings_dict["NAME"]
        self.pattern, self.name = f"{prefix}_migrated_%", f"{prefix}_migrated_{state}"
        self.unfinished = f"{prefix}_unfinished"

    def exists(self) -> bool:
        return self.name in self.names()

    def names(self) -> list[str]:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [self.pattern])
            return [name for (name,) in cursor.fetchall()]

    def replace_all(self) -> None:
        quote = connection.ops.quote_name
        drops = [f"DROP DATABASE {quote(name)}" for name in self.names()]
        self.run(*drops, f"ALTER DATABASE {quote(self.unfinished)} RENAME TO {quote(self.name)}")

    def discard(self, name: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)}")

    def copy(self, name: str) -> None:
        quote = connection.ops.quote_name
        self.run(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(self.name)}")

    def run(self, *statements: str) -> None:
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
