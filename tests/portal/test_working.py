"""The background worker of `make run`: begun again when it dies, gone when the server is."""

import os
import signal
import sys
import time

from portal.operations.worker import worker_beside

#: Writes its process id into a line of a file, and waits to be ended.
WAITS = "import os, sys, time; print(os.getpid(), file=open(sys.argv[1], 'a'), flush=True); time.sleep(60)"


def pids(path, count: int) -> list[int]:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = [int(line) for line in path.read_text().split()] if path.exists() else []
        if len(found) >= count:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{count} workers were not started")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_worker_that_dies_is_begun_again_and_ends_with_the_server(tmp_path):
    path = tmp_path / "pids"
    with worker_beside([sys.executable, "-c", WAITS, str(path)]):
        [first] = pids(path, 1)
        os.kill(first, signal.SIGKILL)
        second = pids(path, 2)[1]
        assert is_running(second)
    assert not is_running(second)
