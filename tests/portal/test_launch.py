"""`make run`: error messages, and the end of its processes."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time

import pytest

from portal.launch import secret_key, start, stop
from tests.live_site import ROOT
from tests.ports import free_ports


def launch(tmp_path, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "portal.launch"],
        cwd=ROOT,
        env={"DATA_DIR": str(tmp_path / "data"), **environment},
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_a_port_in_use_is_reported(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = launch(tmp_path, PORT=str(port))
    assert result.returncode == 1
    assert f"Port {port} is in use" in result.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "٨٠٠٠"])
def test_an_invalid_port_is_reported(tmp_path, port):
    result = launch(tmp_path, PORT=port)
    assert result.returncode == 1
    assert f"PORT={port} is no port" in result.stderr


def test_a_host_of_another_machine_is_reported(tmp_path):
    result = launch(tmp_path, HOST="192.0.2.1", PORT=str(free_ports(1)[0]))
    assert result.returncode == 1
    assert "HOST=192.0.2.1 cannot be listened on" in result.stderr


def test_a_data_folder_that_cannot_be_created_is_reported(tmp_path):
    (tmp_path / "data").write_text("a file, not a folder")
    result = launch(tmp_path, PORT=str(free_ports(1)[0]))
    assert result.returncode == 1
    assert str(tmp_path / "data") in result.stderr
    assert "Traceback" not in result.stderr


def test_the_secret_key_is_generated_once_and_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "secret-key"
    key = secret_key(path)
    assert len(key) >= 50
    assert secret_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


#: Starts a process that starts another one, tells the numbers of both, and goes on.
PARENT = """
import sys, time
from portal.launch import start
nested = "import subprocess, sys; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True); p.wait()"
print(start([sys.executable, "-c", nested]).pid, flush=True)
time.sleep(60)
"""


def is_running(pid: int) -> bool:
    """Whether it runs: one that only waits for its parent to take note of its end does not."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def ends(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_running(pid)


def test_child_processes_end_when_the_launcher_is_killed():
    with subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        child, nested = (int(parent.stdout.readline()) for _line in range(2))
        parent.kill()
        assert ends(child)
    os.kill(nested, signal.SIGKILL)


def test_stopping_a_process_stops_its_children():
    code = "import subprocess; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True); p.wait()"
    process = start([sys.executable, "-c", code], stdout=subprocess.PIPE)
    nested = int(process.stdout.readline())
    stop([process])
    process.stdout.close()
    assert ends(process.pid)
    assert ends(nested)
