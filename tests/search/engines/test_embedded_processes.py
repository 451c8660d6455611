"""The embedded index between processes: real ones, killed, writing at once, on a disk that is full."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from search.engines.embedded import EmbeddedEngine, folder
from search.engines.interface import Document, EngineError, WriteLockedError

#: A portal of its own, of which there is nothing but search, and a worker that delivers until nothing waits.
PORTAL = """
import sys
from pathlib import Path
from benchmarks.scratch_portal import set_up

set_up(Path(sys.argv[1]))
from datetime import timedelta
from django.utils import timezone
from search.indexing.delivery import deliver as delivering
from search.indexing.delivery.reindex import start_build, advance
from search.engines import embedded_engine
from search.models import Delivery, Entry, Index
"""
BEGIN = """
for number in range(400):
    Entry.objects.create(key=f"e{number:03}", source="s", object_key=str(number), language="fr", title="Un titre", text="mot " * 50, checksum="0")
start_build(embedded_engine())
"""
WORK = """
delivering.BUILDING_BATCH = 10
print("ready", flush=True)
advance(embedded_engine(), Index.objects.get())
"""
#: As if the lease of whoever died were over.
REST = """
Delivery.objects.update(not_before=None)
Index.objects.update(retry_at=None)
from search.indexing.delivery.differences import differences
index = Index.objects.get()
advance(embedded_engine(), index)
index.refresh_from_db()
print(index.state, Delivery.objects.count(), len(list(differences(index, embedded_engine().index(index.pk)))))
"""
WRITE = """
import sys, time
from pathlib import Path
import django
django.setup()
from search.engines import EmbeddedEngine
from search.engines.interface import Document
index = EmbeddedEngine(Path(sys.argv[1])).index(1)
print("ready", flush=True)
for number in range(int(sys.argv[3])):
    index.write([Document(f"{sys.argv[2]}{number}", 1, "", "fr", text=("mot",))])
"""
HOLD = """
import sys
from pathlib import Path
import django
django.setup()
from search.engines import EmbeddedEngine
with EmbeddedEngine(Path(sys.argv[1])).index(1).folder.writing():
    print("ready", flush=True)
    sys.stdin.read()
"""


def environment(**more) -> dict[str, str]:
    return {"PYTHONPATH": str(settings.BASE_DIR), "PATH": "", "DJANGO_SETTINGS_MODULE": "portal.settings.test", **more}


def started(script: str, *arguments: object, **options) -> subprocess.Popen:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment(), text=True, stdout=subprocess.PIPE, stdin=subprocess.PIPE, **options
    )  # fmt: skip


def done(script: str, *arguments: object) -> str:
    with started(script, *arguments) as process:
        output, _errors = process.communicate(timeout=300)
    return output


@pytest.fixture
def root(tmp_path) -> Path:
    return tmp_path / "search"


@pytest.fixture
def index(root):
    made = EmbeddedEngine(root).index(1)
    made.create()
    return made


def documents(count: int, *words: str) -> list[Document]:
    return [Document(f"k{number:04}", 1, "", "fr", text=words or ("mot",)) for number in range(count)]


def test_a_worker_that_is_killed_at_any_moment_loses_nothing(tmp_path):
    chance = random.Random()
    done(PORTAL + BEGIN, tmp_path)
    for _life in range(3):
        worker = started(PORTAL + WORK, tmp_path)
        with worker:
            if worker.stdout.readline():
                time.sleep(chance.uniform(0.0, 1.5))
            worker.send_signal(signal.SIGKILL)
    assert done(PORTAL + REST, tmp_path) == "serving 0 0\n"


def test_what_one_process_commits_another_finds_within_a_second(root, index):
    assert index.count() == 0
    done(WRITE, root, "a", 1)
    ended = time.monotonic()
    while index.count() == 0 and time.monotonic() < ended + 1:
        time.sleep(0.01)
    assert index.count() == 1


def test_processes_that_write_at_once_take_turns(root, index):
    with started(WRITE, root, "a", 8) as one, started(WRITE, root, "b", 8) as other:
        assert [one.wait(timeout=200), other.wait(timeout=200)] == [0, 0]
    assert index.count() == 16


def test_whoever_waits_too_long_for_another_process_comes_another_time(root, index, monkeypatch):
    monkeypatch.setattr(folder, "ATTEMPTS", 2)
    with started(HOLD, root) as holder:
        assert holder.stdout.readline() == "ready\n"
        with pytest.raises(WriteLockedError):
            index.write(documents(1))
        holder.communicate(timeout=60)
    index.write(documents(1))
    assert index.count() == 1


@contextlib.contextmanager
def full_disk():
    """No file of this process may become larger than a page: what the disk says that has no room."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_stops_writing_and_nothing_else(index):
    index.write(documents(100))
    words = [f"mot{number}" for number in range(3000)]
    with full_disk():
        with pytest.raises(EngineError):
            index.write([Document("new", 1, "", "fr", text=words)])
        assert index.count() == 100
        assert EmbeddedEngine(index.folder.path.parent).index(1).known_terms(["mot", "mot7"]) == {"mot"}
    index.write([Document("new", 1, "", "fr", text=words)])
    assert index.count() == 101
    assert os.listdir(index.folder.path)
