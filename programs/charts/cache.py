"""Files of charts in the data folder, made once for each content.

A chart is a folder named after the SHA-256 of what is drawn. Folders and files appear by an atomic rename, so that they
are always whole. Whoever makes one holds a lock of the operating system, which ends with its process.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import locks

#: Seconds to wait for another process that draws the same; drawing takes a tenth of one.
TIMEOUT = 20
POLL_INTERVAL = 0.02

#: Files that can be made again from chart.json: see `programs.charts.files`.
RENDERED = ("chart.png", "chart.svg")


def folder_of(digest: str) -> Path:
    return Path(settings.CHARTS_ROOT) / digest


def cached_folder(digest: str, make: Callable[[], dict[str, bytes]]) -> Path:
    """Return the folder of a chart; if it is missing, `make` its files."""

    def fill(partial: Path) -> None:
        partial.mkdir()
        for name, content in make().items():
            _write(partial / name, content)

    return _cached(folder_of(digest), digest, fill)


def cached_file(digest: str, name: str, make: Callable[[], bytes]) -> Path:
    """Return a file of a cached chart; if it is missing, `make` it."""
    return _cached(folder_of(digest) / name, digest, lambda partial: _write(partial, make()))


def _cached(path: Path, digest: str, fill: Callable[[Path], None]) -> Path:
    if path.exists():
        return path
    with exclusive(digest):
        if not path.exists():
            partial = path.with_name(f".{path.name}")
            _remove(partial)
            try:
                fill(partial)
                partial.rename(path)
            finally:
                _remove(partial)
    return path


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """Write and flush to disk, so that the file is whole before it gets its name."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def exclusive(digest: str) -> Iterator[None]:
    """Hold the lock of a chart against all processes and threads. Raises TimeoutError.

    Charts share 256 lock files, so that there are never more.
    """
    folder = Path(settings.CHARTS_ROOT) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / digest[:2]).open("w") as file:
        deadline = time.monotonic() + TIMEOUT
        while not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
            if time.monotonic() > deadline:
                raise TimeoutError(f"chart {digest} has been locked by another process for {TIMEOUT} seconds")
            time.sleep(POLL_INTERVAL)
        try:
            yield
        finally:
            locks.unlock(file)


def mark_used(path: Path) -> None:
    """Set the modification time of a picture that was asked for, as file systems do not record reads."""
    if path.name in RENDERED:
        os.utime(path)


def sweep(before: float) -> tuple[int, int]:
    """Remove pictures that were last asked for before a time (seconds since the epoch); return their count and bytes.

    No URL breaks: they are rendered again from the specification. The drawings of pages stay, as only the page could
    make them again, and its values may have changed.
    """
    count = size = 0
    for path in sorted(Path(settings.CHARTS_ROOT).glob("*/*")):
        if path.name not in RENDERED or not path.with_name("chart.json").is_file():
            continue
        with exclusive(path.parent.name):
            status = path.stat()
            if status.st_mtime < before:
                path.unlink()
                count, size = count + 1, size + status.st_size
    return count, size
