"""Three nodes that crash while readers search and editors publish: no search fails, nothing is lost, nothing is twice."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.connection import ClusterSettings, client_of
from search.engines.failover import Breaker, FailoverIndex
from search.engines.interface import Match, Request, SearchResponse
from search.indexing.delivery.deliver import LONGEST_WAIT
from search.indexing.delivery.differences import differences
from search.indexing.delivery.reindex import advance, start_build
from search.indexing.entries import sources
from search.models.entries import Entry
from search.models.indexes import Delivery, Index
from tests.search.engines.conftest import CLUSTERS, started
from tests.search.indexing.test_outbox import Shelf

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CLUSTERS, reason="asked once, beside SQLite"),
]

READERS = 4


@dataclass
class Readers:
    """Readers who search all the time, until told to stop."""

    engine: ElasticsearchEngine
    number: int
    breaker: Breaker = field(default_factory=lambda: Breaker(first_pause=0.5, longest_pause=1))
    answers: int = 0
    stood_in: int = 0
    failures: list[Exception] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        while not self.over.is_set():
            serving = FailoverIndex(self.engine.index(self.number), StandIn(), self.breaker)
            try:
                serving.search(Request(limit=5))
            except Exception as error:
                self.failures.append(error)
            self.answers += 1
            self.stood_in += serving.stood_in

    @contextmanager
    def reading(self) -> Iterator["Readers"]:
        threads = [threading.Thread(target=self.read) for _reader in range(READERS)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self.over.set()
            for thread in threads:
                thread.join()


class StandIn:
    def search(self, request: Request) -> SearchResponse:
        time.sleep(0.01)
        return SearchResponse(1, (Match("stand-in", 1.0),))


@pytest.fixture(scope="module")
def nodes():
    yield from started(3, heap=256)


def deliver_until_done(engine, index: Index, seconds: float) -> None:
    """What a worker does, without its pauses."""
    until = time.monotonic() + seconds
    while Delivery.objects.filter(index=index).exists():
        assert time.monotonic() < until, Delivery.objects.filter(index=index).values_list("error", flat=True)[:3]
        Delivery.objects.filter(index=index).update(not_before=None)
        Index.objects.filter(pk=index.pk).update(retry_at=None)
        index.refresh_from_db()
        advance(engine, index)


def test_nodes_crash_and_come_back_and_nothing_is_lost_or_twice(nodes, monkeypatch, caplog):
    """Not two tests: the nodes would have to start twice."""
    shelf = Shelf()
    monkeypatch.setattr(sources, "_sources", {shelf.name: shelf})
    engine = ElasticsearchEngine(client_of(ClusterSettings(tuple(nodes.urls))), replicas=1)
    for number in range(10):
        shelf.put(f"a{number}", "Un titre")
    index, _begun = start_build(engine)
    deliver_until_done(engine, index, 60)
    nodes.wait(status="green")
    target = engine.index(index.pk)

    with Readers(engine, index.pk).reading() as readers:
        for number in range(30):
            if number == 10:
                nodes.kill(nodes.nodes[1])
            shelf.put(f"a{number % 15}", f"Titre {number}")
            advance(engine, index)
        deliver_until_done(engine, index, 60)
    assert readers.failures == []
    assert readers.answers > readers.stood_in
    assert list(differences(index, target)) == []

    for node in nodes.nodes:
        nodes.kill(node)
    with Readers(engine, index.pk).reading() as readers:
        shelf.put("a0", None)
        shelf.put("late", "Un autre titre")
        advance(engine, index)
        time.sleep(1)
    assert readers.failures == []
    assert readers.answers == readers.stood_in > 0
    assert Delivery.objects.filter(index=index).count() == 2

    # Two of three are a majority, and have all that was written after the third one's first crash.
    for node in (nodes.nodes[0], nodes.nodes[2]):
        nodes.start(node)
    nodes.wait(2, "yellow")
    deliver_until_done(engine, index, 60 - LONGEST_WAIT.total_seconds())
    assert list(differences(index, target)) == []
    assert len(list(target.contents())) == Entry.objects.findable().count() == 15
    with Readers(engine, index.pk).reading() as readers:
        time.sleep(1)
    assert readers.stood_in == 0
