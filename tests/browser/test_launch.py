"""`make run`: secrets, a second start, and signals."""

import shutil
import signal
import socket
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.live_site import start_site


def test_secrets_are_readable_by_their_owner_only(live_site):
    for name in ("secret-key", "accounts.txt"):
        assert stat.S_IMODE((live_site.data_dir / name).stat().st_mode) == 0o600
    assert set(live_site.accounts) == {"editor", "moderator", "administrator"}


def copy_of_site(source: Path, target: Path) -> None:
    """Copy a site that runs: its database through SQLite itself, which knows what is being written."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("db.sqlite3*", "cache"))
    with (
        closing(sqlite3.connect(source / "db.sqlite3")) as there,
        closing(sqlite3.connect(target / "db.sqlite3")) as here,
    ):
        there.backup(here)


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_second_start_loads_nothing_and_stops_on_a_signal(live_site, tmp_path, signal_number):
    data_dir, log = tmp_path / "data", tmp_path / "output.txt"
    copy_of_site(live_site.data_dir, data_dir)
    process, url = start_site(data_dir, log)
    try:
        assert urlopen(f"{url}/fr/").status == 200
        process.send_signal(signal_number)
        assert process.wait(timeout=15) == 0
    finally:
        process.kill()
    said = log.read_text(encoding="utf-8")
    assert "Loading" not in said
    assert "Preparing the database" not in said
    assert said.endswith("Stopped.\n")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", urlsplit(url).port), timeout=1)
