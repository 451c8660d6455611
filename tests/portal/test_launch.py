"""`make run`: what it says where it cannot start, and that it stops when told to."""

import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest

from portal.launch import secret_key
from tests.browsing import ROOT, free_port, start, wait_until_ready


def launch(tmp_path, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "portal.launch"],
        cwd=ROOT,
        env={"DATA_DIR": str(tmp_path / "data"), **environment},
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_a_port_in_use_is_said(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = launch(tmp_path, PORT=str(port))
    assert result.returncode == 1
    assert f"Port {port} is in use" in result.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "٨٠٠٠"])
def test_what_is_no_port_is_said(tmp_path, port):
    result = launch(tmp_path, PORT=port)
    assert result.returncode == 1
    assert f"PORT={port} is no port" in result.stderr


def test_a_host_of_another_machine_is_said(tmp_path):
    result = launch(tmp_path, HOST="192.0.2.1", PORT=str(free_port()))
    assert result.returncode == 1
    assert "HOST=192.0.2.1 cannot be listened on" in result.stderr


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "data").write_text("a file, not a folder")
    result = launch(tmp_path, PORT=str(free_port()))
    assert result.returncode == 1
    assert str(tmp_path / "data") in result.stderr
    assert "Traceback" not in result.stderr


def test_the_secret_key_is_drawn_once_and_kept_for_its_owner_alone(tmp_path):
    path = tmp_path / "secret-key"
    key = secret_key(path)
    assert len(key) >= 50
    assert secret_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_the_site_keeps_secret_is_for_its_owner_alone(live_site):
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
def test_a_second_start_loads_nothing_and_stops_when_told_to(live_site, tmp_path, signal_number):
    data_dir, port, log = tmp_path / "data", free_port(), tmp_path / "output.txt"
    copy_of_site(live_site.data_dir, data_dir)
    with log.open("w") as output:
        process = start(data_dir, port, output)
        try:
            wait_until_ready(process, log)
            assert urlopen(f"http://127.0.0.1:{port}/fr/").status == 200
            process.send_signal(signal_number)
            assert process.wait(timeout=15) == 0
        finally:
            process.kill()
    said = log.read_text(encoding="utf-8")
    assert "Loading" not in said
    assert "Preparing the database" not in said
    assert said.endswith("Stopped.\n")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
