"""Search while everything dies: nodes of a real cluster, workers between any two steps, rebuilds half-way.

    python -m benchmarks.chaos --kills 200

Three nodes, an editor who publishes all the time, readers who search all the time, and a worker that is killed again
and again, each time at a step that is drawn. In the end nobody dies any more, and it is measured how long indexes and
entries take to agree. Here is who kills and who dies; who lives on and tells stands in `chaos_witnesses`.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks import chaos_witnesses as witnesses

NODES, HEAP = 3, 256
#: Seconds of a worker's life at most.
LIFE = 3.0
#: Of the kills, those of nodes; and how often all nodes at once.
NODE_KILLS, ALL_NODES = 0.15, 0.1
#: Of workers, those that make a new index.
REBUILDS = 0.15
#: Seconds that cluster and indexes may take in the end.
PATIENCE = 300

DELIVER, MAKING = "search.indexing.delivery.deliver", "search.indexing.delivery.reindex"
INDEX, ENGINE = (
    "search.engines.elasticsearch.index.ElasticsearchIndex",
    "search.engines.elasticsearch.ElasticsearchEngine",
)
#: Where a worker dies: before one of these, or after it.
DELIVERING = (
    (DELIVER, "claim"), (DELIVER, "_document"), (DELIVER, "_record_outcome"), (INDEX, "write"), (INDEX, "remove"),
)  # fmt: skip
REBUILDING = (
    (MAKING, "enqueue_everything"), (INDEX, "create"), (INDEX, "drop"), (MAKING, "compare"), (ENGINE, "serve"),
    (MAKING, "remove"),
)  # fmt: skip


def main() -> int:
    arguments = parser().parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    from benchmarks.scratch_portal import set_up
    from tests.elasticsearch import cluster

    with tempfile.TemporaryDirectory() as folder, cluster(NODES, heap=HEAP, is_brief=True) as nodes:
        set_up(Path(folder), nodes.urls)
        figures = Chaos(Path(folder), nodes, random.Random(arguments.seed), arguments.kills, arguments.of_nodes).run()
    print(json.dumps(figures, indent=2))
    is_whole = not (figures["searches_failed"] or figures["answers_wrong"] or figures["differences"])
    return 0 if is_whole and figures["seconds_until_complete"] is not None else 1


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--kills", type=int, default=200)
    found.add_argument("--of-nodes", type=float, default=NODE_KILLS, help="how many of the kills are of nodes, at most")
    found.add_argument("--seed", type=int, default=1)
    return found


class Chaos:
    def __init__(self, folder: Path, nodes, draw: random.Random, kills: int, of_nodes: float):
        self.folder, self.nodes, self.draw, self.kills = folder, nodes, draw, kills
        self.of_nodes = of_nodes
        self.killed: Counter = Counter()
        self.dead: list = []
        self.down_since = 0.0

    def run(self) -> dict:
        from django.db import connection

        from search.engines import engines_in_use
        from search.indexing.delivery.reindex import advance, start_build
        from search.indexing.delivery.tasks import indexes_in_use

        witnesses.Editor(self.draw.random()).fill()
        for engine in engines_in_use():
            start_build(engine)
        for engine, index in indexes_in_use():
            advance(engine, index)
        connection.close()
        forget_clients()
        began = time.monotonic()
        with beside(self.folder, "editor", witnesses.edit), beside(self.folder, "readers", witnesses.read):
            self.kill_on()
            self.revive()
            self.nodes.wait()
            seconds = self.complete()
        lasted = time.monotonic() - began
        edited, searched = (json.loads((self.folder / name).read_text()) for name in ("editor", "readers"))
        return {
            "kills": sum(self.killed.values()), "killed": dict(sorted(self.killed.items())), **edited, **searched,
            "seconds": round(lasted), **witnesses.verdict(), "seconds_until_complete": seconds,
        }  # fmt: skip

    def kill_on(self) -> None:
        while sum(self.killed.values()) < self.kills:
            if self.dead and time.monotonic() - self.down_since > 5:
                self.revive()
            elif not self.dead and self.draw.random() < self.of_nodes and self.is_green():
                self.kill_nodes()
            else:
                self.kill_worker()
            if sum(self.killed.values()) % 10 == 0:
                print(f"{sum(self.killed.values())} kills", file=sys.stderr)

    def kill_nodes(self) -> None:
        every = self.draw.random() < ALL_NODES
        self.dead = list(self.nodes.nodes) if every else [self.draw.choice(self.nodes.nodes)]
        for node in self.dead:
            self.nodes.kill(node)
        self.down_since = time.monotonic()
        self.killed["all nodes" if every else "a node"] += 1

    def revive(self) -> None:
        for node in self.dead:
            self.nodes.start(node)
        self.dead = []

    def is_green(self) -> bool:
        from tests.elasticsearch import sees

        return any(sees(node.url, NODES, status="green") for node in self.nodes.nodes)

    def kill_worker(self) -> None:
        is_rebuild = self.draw.random() < REBUILDS
        step = self.draw.choice((*DELIVERING, *REBUILDING) if is_rebuild else DELIVERING)
        when = self.draw.choice(("before", "after"))
        count = self.draw.randint(1, 3 if step[1] == "_document" else 1)
        deaths = self.folder / "deaths"
        deaths.write_text("")
        child = forked(lambda: work(deaths, step, when, count, is_rebuild))
        end = time.monotonic() + LIFE
        while time.monotonic() < end:
            if os.waitpid(child, os.WNOHANG)[0]:
                break
            time.sleep(0.01)
        else:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        self.killed[f"{'rebuild' if is_rebuild else 'worker'}, {deaths.read_text() or 'at any moment'}"] += 1

    def complete(self) -> float | None:
        """Return the seconds until a worker that lives has told the indexes everything, while the editor goes on."""
        began = time.monotonic()
        child = forked(lambda: work(self.folder / "deaths", None, "", 0, False))
        try:
            (self.folder / "editor.stop").touch()
            while time.monotonic() - began < PATIENCE:
                if not witnesses.waiting():
                    return round(time.monotonic() - began, 1)
                time.sleep(0.5)
            return None
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def forked(do: Callable[[], None]) -> int:
    """Run something in a process of its own, which shares nothing with this one; return its number."""
    child = os.fork()
    if child:
        return child
    try:
        do()
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        os._exit(1)
    os._exit(0)


def forget_clients() -> None:
    from search.engines.elasticsearch.connection import client_of

    client_of.cache_clear()


@contextmanager
def beside(folder: Path, name: str, do: Callable[[Path], None]):
    """Somebody in a process of its own, told to stop by a file of that name."""
    child = forked(lambda: do(folder))
    try:
        yield
    finally:
        (folder / f"{name}.stop").touch()
        os.waitpid(child, 0)


def work(deaths: Path, step: tuple | None, when: str, count: int, is_rebuild: bool) -> None:
    """Be a worker, until the drawn step."""
    from django.utils.module_loading import import_string

    from search.engines import engines_in_use
    from search.engines.interface import EngineError
    from search.indexing.delivery.reindex import publish_serving, start_build
    from search.indexing.delivery.tasks import catch_up

    if step:
        owner, name = step
        place = import_string(owner) if owner[owner.rindex(".") + 1].isupper() else sys.modules[owner]
        setattr(place, name, deadly(getattr(place, name), f"{when} {name}", deaths, when, count))
    cluster = engines_in_use()[0]
    with suppress(EngineError):
        publish_serving(cluster)
        if is_rebuild:
            start_build(cluster)
    while True:
        catch_up()
        time.sleep(0.1)


def deadly(step: Callable, label: str, deaths: Path, when: str, count: int) -> Callable:
    calls = 0

    def die() -> None:
        deaths.write_text(label)
        os.kill(os.getpid(), signal.SIGKILL)

    def stepped(*args, **options):
        nonlocal calls
        calls += 1
        if calls == count and when == "before":
            die()
        result = step(*args, **options)
        if calls == count:
            die()
        return result

    return stepped


if __name__ == "__main__":
    sys.exit(main())
