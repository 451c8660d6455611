"""Several processes fill one index."""

import subprocess
import sys

import pytest
from django.conf import settings

from search.indexing.delivery.deliver import claim, deliver_beside_others
from search.indexing.delivery.workers import worker_count
from search.models.indexes import Delivery
from tests.search.indexing.test_outbox import Shelf, new_index

# A process of its own, with a database that another one can see.
HELPED = """
import sys, time
from pathlib import Path
from benchmarks.scratch_portal import set_up

if __name__ == "__main__":
    set_up(Path(sys.argv[1]))
    from search.indexing.delivery.workers import extra_workers
    from search.indexing.delivery.reindex import start_build, activate
    from search.engines import embedded_engine
    from search.models import Delivery, Entry

    for number in range(20):
        Entry.objects.create(key=f"k{number:02}", source="s", object_key=str(number), language="fr", title="Un titre")
    index, _begun = start_build(embedded_engine())
    with extra_workers(index.pk, 1):
        until = time.monotonic() + 60
        while Delivery.objects.exists() and time.monotonic() < until:
            time.sleep(0.1)
    print(Delivery.objects.count(), "left")
    activate(embedded_engine(), index)
    index.refresh_from_db()
    print(index.state)
"""


@pytest.mark.parametrize(
    ("waiting", "workers", "helpers"), [(4999, 8, 0), (5000, 8, 1), (17_500, 2, 1), (90_000, 4, 3), (90_000, 1, 0), (90_000, 0, 0)]
)  # fmt: skip
def test_a_process_is_started_where_it_is_worth_its_start(waiting, workers, helpers):
    assert worker_count(waiting, workers) == helpers


@pytest.mark.server
def test_a_helper_alone_fills_an_index(tmp_path):
    script = tmp_path / "extra_workers.py"
    script.write_text(HELPED)
    command = [sys.executable, str(script), str(tmp_path)]
    ended = subprocess.run(
        command, cwd=settings.BASE_DIR, env={"PYTHONPATH": str(settings.BASE_DIR), "PATH": ""}, capture_output=True, text=True, timeout=120
    )  # fmt: skip
    assert ended.stdout == "0 left\nserving\n", ended.stderr


@pytest.mark.django_db
def test_what_others_do_counts_as_progress(monkeypatch):
    from search.indexing.entries import sources

    shelf = Shelf()
    monkeypatch.setitem(sources._sources, shelf.name, shelf)
    index, target = new_index()
    for number in range(4):
        shelf.put(f"k{number}", "Un titre")
    other = claim(index, 3, index.created_at)
    monkeypatch.setattr("time.sleep", lambda _seconds: Delivery.objects.filter(pk__in=other).delete())
    left = []
    deliver_beside_others(index, target, left=left.append)
    assert left == [3, 3, 0]
