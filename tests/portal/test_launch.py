"""`make run`: what it says where it cannot start."""

import socket
import stat
import subprocess
import sys

import pytest

from portal.operations.launch import secret_key
from tests.browsing import ROOT
from tests.ports import free_ports


def launch(tmp_path, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "portal.operations.launch"],
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
    result = launch(tmp_path, HOST="192.0.2.1", PORT=str(free_ports(1)[0]))
    assert result.returncode == 1
    assert "HOST=192.0.2.1 cannot be listened on" in result.stderr


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "data").write_text("a file, not a folder")
    result = launch(tmp_path, PORT=str(free_ports(1)[0]))
    assert result.returncode == 1
    assert str(tmp_path / "data") in result.stderr
    assert "Traceback" not in result.stderr


def test_the_secret_key_is_drawn_once_and_kept_for_its_owner_alone(tmp_path):
    path = tmp_path / "secret-key"
    key = secret_key(path)
    assert len(key) >= 50
    assert secret_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
