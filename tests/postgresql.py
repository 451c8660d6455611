"""A temporary PostgreSQL server for tests, with a socket and its data in a temporary folder.

Runs the system's server program as this user, or as `postgres` if this one is root, which PostgreSQL refuses.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: No durability.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses= -k {folder}"


class Missing(Exception):
    """PostgreSQL is not installed; the message names the package."""


@contextmanager
def server(keep: Path | None = None) -> Iterator[str]:
    """Start a server, yield its DATABASE_URL, and stop it. Data in the folder `keep` is kept and reused."""
    programs = _programs()
    # In /tmp itself: the path of a socket has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="shafafiya-pg-", dir="/tmp"))
    data, log = (keep or folder) / "data", folder / "server.log"
    try:
        user = _unprivileged(folder)
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            _unprivileged(keep)
        if not (data / "PG_VERSION").exists():
            _run(user, programs / "initdb", "-D", data, "-U", "shafafiya", "-A", "trust", "-E", "UTF8",
                 "--locale", "C.UTF-8", "--no-sync")  # fmt: skip
        _run(user, programs / "pg_ctl", "start", "-w", "-s", "-D", data, "-l", log, "-o",
             OPTIONS.format(folder=folder))  # fmt: skip
        try:
            yield f"postgres://shafafiya@/{folder}/shafafiya"
        finally:
            _run(user, programs / "pg_ctl", "stop", "-s", "-D", data, "-m",
                 "fast" if keep else "immediate")  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Return the folder of the server's programs, which Debian does not put into PATH."""
    found = [Path(path).resolve().parent for path in [shutil.which("pg_ctl")] if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    for folder in found:
        if (folder / "pg_ctl").is_file() and (folder / "initdb").is_file():
            return folder
    raise Missing("PostgreSQL is missing (apt-get install postgresql)")


def _unprivileged(folder: Path) -> str | None:
    """Return the user to run the server as, and give it the folder; None for the current user."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return name
    raise Missing("PostgreSQL does not run as root, and there is no other user (apt-get install postgresql)")


def _run(user: str | None, *command: object) -> None:
    """Run a program as a user. Raises RuntimeError with its output if it fails."""
    result = subprocess.run(
        [str(part) for part in command],
        user=user,
        group=pwd.getpwnam(user).pw_gid if user else None,
        extra_groups=[] if user else None,
        cwd="/",
        stdout=subprocess.PIPE if "start" not in command else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if result.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{result.stdout or ''}")
