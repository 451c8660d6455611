"""Charts are kept by their content in the data folder: whoever asks first makes them, everybody else reads.

A chart is a folder named after the SHA-256 of what is drawn. It appears all at once, so that whatever is seen of it
is whole. Who makes something holds a lock of the operating system, which ends with the process: a crash leaves
nothing that has to be cleared away.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import locks

#: How long one waits for another who draws the same, in seconds; drawing takes a tenth of one.
PATIENCE = 20
PAUSE = 0.02


def folder_of(digest: str) -> Path:
    return Path(settings.CHARTS_ROOT) / digest


def kept(digest: str, make: Callable[[], dict[str, bytes]]) -> Path:
    """Return the folder of a chart; where there is none, `make` its files. Raises whatever prevents it."""
    folder = folder_of(digest)
    if folder.is_dir():
        return folder
    with alone_with(digest):
        if not folder.is_dir():
            unfinished = folder.with_name(f".{digest}")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            try:
                for name, content in make().items():
                    write(unfinished / name, content)
                unfinished.rename(folder)
            except BaseException:
                shutil.rmtree(unfinished, ignore_errors=True)
                raise
    return folder


def kept_file(digest: str, name: str, make: Callable[[], bytes]) -> Path:
    """Return a file of a chart that is kept; where there is none yet, `make` it."""
    path = folder_of(digest) / name
    if path.is_file():
        return path
    with alone_with(digest):
        if not path.is_file():
            unfinished = path.with_name(f".{name}")
            try:
                write(unfinished, make())
                unfinished.replace(path)
            finally:
                unfinished.unlink(missing_ok=True)
    return path


def write(path: Path, content: bytes) -> None:
    """Write so that the file is whole even if the machine stops after it has its name."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def alone_with(digest: str) -> Iterator[None]:
    """Be the only one, of all processes and threads, who makes something of this chart.

    Charts share 256 lock files, so that there are never more. Raises TimeoutError.
    """
    folder = Path(settings.CHARTS_ROOT) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / digest[:2]).open("w") as file:
        deadline = time.monotonic() + PATIENCE
        while not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
            if time.monotonic() > deadline:
                raise TimeoutError(f"somebody else has been drawing the chart {digest} for {PATIENCE} seconds")
            time.sleep(PAUSE)
        try:
            yield
        finally:
            locks.unlock(file)
