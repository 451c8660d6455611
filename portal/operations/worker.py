"""The background worker beside the server of `make run`: started with it, again when it dies, stopped with it.

A process of its own keeps it, so that the server forks from one that has no threads. Each of the three watches the one
that started it: whichever dies, and however, the others do not stay behind.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
WORKER = [sys.executable, "manage.py", "work", "--with-parent", "--verbosity", "0"]
#: Seconds before a worker that died is started again.
PAUSE = 2.0
#: Seconds for a task to come to its end.
PATIENCE = 8.0
TICK = 0.2


@contextmanager
def worker_beside(command: list[str] | None = None) -> Iterator[subprocess.Popen]:
    """Keep a worker running for as long as the block lasts."""
    # A session of its own: Ctrl-C in the terminal is for the server, which then ends this block.
    keeper = subprocess.Popen(
        [sys.executable, "-m", "portal.operations.worker", *(command or WORKER)], cwd=BASE_DIR, start_new_session=True
    )
    try:
        yield keeper
    finally:
        stop(keeper, PATIENCE + 2)


def stop(process: subprocess.Popen, patience: float) -> None:
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        # Whatever it was doing is done again by the next one.
        process.kill()
        process.wait()


def keep(command: list[str]) -> None:
    """Run a command again and again, until this process is to stop or is left alone."""
    parent = os.getppid()
    ends: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: ends.append(number))
    while not ends and os.getppid() == parent:
        worker = subprocess.Popen(command)
        while worker.poll() is None and not ends and os.getppid() == parent:
            time.sleep(TICK)
        if worker.poll() is None:
            stop(worker, PATIENCE)
        elif not ends:
            time.sleep(PAUSE)


if __name__ == "__main__":
    keep(sys.argv[1:])
