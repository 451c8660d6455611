"""A new index in the place of the old one, while things change, engines are away and whoever is at it dies."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from search.engines import embedded_engine
from search.engines.interface import EngineError, IndexLostError
from search.indexing.delivery import reindex as making
from search.indexing.delivery import tasks
from search.indexing.delivery import tasks as module
from search.indexing.delivery.deliver import LONGEST_WAIT, deliver_all
from search.indexing.delivery.outbox import enqueue_deliveries
from search.indexing.delivery.reindex import (
    IndexIncompleteError,
    activate,
    advance,
    publish_serving,
    roll_back,
    start_build,
)
from search.models.entries import Entry
from search.models.indexes import Delivery, Index
from tests.search.indexing.memory_index import DiesError, MemoryEngine
from tests.search.indexing.test_outbox import Shelf

pytestmark = pytest.mark.django_db

STATES = Index.State


@pytest.fixture
def shelf(monkeypatch):
    from search.indexing.entries import sources

    shelf = Shelf()
    monkeypatch.setitem(sources._sources, shelf.name, shelf)
    shelf.put("a", "Un titre")
    return shelf


@pytest.fixture
def engine(monkeypatch):
    """An engine that is in use beside the embedded one."""
    engine = MemoryEngine()
    monkeypatch.setattr(module, "engines_in_use", lambda: [engine, embedded_engine()])
    return engine


def state_of(index: Index) -> str:
    return Index.objects.get(pk=index.pk).state


def made(engine) -> Index:
    index, _begun = start_build(engine)
    advance(engine, index)
    return Index.objects.get(pk=index.pk)


def rested(index: Index) -> Index:
    """As if the engine had been left alone for long enough."""
    Delivery.objects.filter(index=index).update(not_before=None)
    Index.objects.filter(pk=index.pk).update(retry_at=None)
    return Index.objects.get(pk=index.pk)


def test_a_worker_finishes_what_whoever_began_it_left(shelf, engine):
    start_build(engine)
    tasks.catch_up()
    [index] = Index.objects.filter(engine=engine.name)
    assert (index.state, engine.served) == (STATES.SERVING, index.pk)


def test_an_index_of_another_analysis_is_not_finished(shelf, engine):
    index, _begun = start_build(engine)
    Index.objects.update(analysis="another")
    tasks.catch_up()
    assert state_of(index) == STATES.BUILDING


def test_what_cannot_be_made_now_is_made_once_its_engine_is_back(shelf, engine):
    index = Index.objects.create(engine=engine.name, analysis=making.analysis_version())
    making.enqueue_everything(index)
    target = engine.index(index.pk)
    target.is_away = True
    tasks.catch_up()
    assert state_of(index) == STATES.BUILDING
    target.is_away = False
    rested(index)
    tasks.catch_up()
    assert state_of(index) == STATES.SERVING


def test_the_engine_is_told_of_its_new_index_when_no_transaction_is_open(shelf, engine, monkeypatch):
    around = len(connection.savepoint_ids)
    within = []
    monkeypatch.setattr(engine, "serve", lambda number: within.append(len(connection.savepoint_ids) - around))
    made(engine)
    made(engine)
    roll_back(engine)
    assert within == [0, 0, 0]


def test_nobody_who_writes_waits_for_a_comparison(shelf, engine, monkeypatch):
    around = len(connection.savepoint_ids)
    within = []
    compare = making.differences

    def watched(*args, **options):
        within.append(len(connection.savepoint_ids) - around)
        return compare(*args, **options)

    monkeypatch.setattr(making, "differences", watched)
    made(engine)
    assert within == [0]


def test_a_change_during_the_comparison_does_not_keep_an_index_from_taking_over(shelf, engine, monkeypatch):
    index, _begun = start_build(engine)
    target = engine.index(index.pk)
    deliver_all(index, target)
    contents = target.contents

    def meanwhile():
        shelf.put("b", "Un autre")
        return contents()

    monkeypatch.setattr(target, "contents", meanwhile)
    activate(engine, index)
    assert state_of(index) == STATES.SERVING
    assert Delivery.objects.filter(index=index).count() == 1


def test_an_index_that_lacks_something_does_not_take_over(shelf, engine):
    index, _begun = start_build(engine)
    Delivery.objects.all().delete()
    with pytest.raises(IndexIncompleteError) as error:
        activate(engine, index)
    assert [one.key for one in error.value.differences] == ["shelf:a:fr"]


def test_whoever_comes_second_changes_nothing(shelf, engine):
    first = made(engine)
    second = made(engine)
    activate(engine, second)
    assert (state_of(first), state_of(second)) == (STATES.KEPT, STATES.SERVING)


def test_whoever_dies_before_the_engine_was_told_leaves_it_to_the_next(shelf, engine, monkeypatch):
    first, second = made(engine), made(engine)

    def die(number):
        raise DiesError

    monkeypatch.setattr(engine, "serve", die)
    with pytest.raises(DiesError):
        made(engine)
    monkeypatch.delattr(engine, "serve")
    third = Index.objects.get(engine=engine.name, state=STATES.SERVING)
    assert engine.served == second.pk
    publish_serving(engine)
    assert engine.served == third.pk
    assert set(Index.objects.filter(engine=engine.name)) == {second, third}
    assert not Index.objects.filter(pk=first.pk).exists()


def test_going_back_moves_the_name_of_the_engine_too(shelf, engine):
    first, second = made(engine), made(engine)
    assert engine.served == second.pk
    roll_back(engine)
    assert (engine.served, state_of(first), state_of(second)) == (first.pk, STATES.SERVING, STATES.KEPT)


def test_an_engine_that_does_not_answer_is_left_alone_for_a_while(shelf, engine):
    index = made(engine)
    target = engine.index(index.pk)
    target.is_away = True
    shelf.put("a", "Un nouveau titre")
    told = target.told
    for number in range(5):
        shelf.put(f"b{number}", "Un autre")
        tasks.catch_up()
    assert target.told == told + 1


def test_an_engine_that_is_back_is_told_everything_within_a_minute(shelf, engine):
    index = made(engine)
    target = engine.index(index.pk)
    target.is_away = True
    for number in range(20):
        shelf.put(f"b{number}", "Un autre")
        index = rested(index)
        advance(engine, index)
    assert timedelta(seconds=30) >= LONGEST_WAIT
    index.refresh_from_db()
    assert index.retry_at <= timezone.now() + LONGEST_WAIT
    target.is_away = False
    advance(engine, rested(index))
    assert len(target.documents) == 21
    assert not Delivery.objects.filter(index=index).exists()
    index.refresh_from_db()
    assert (index.failures, index.retry_at) == (0, None)


def test_a_cluster_that_is_away_keeps_nothing_from_the_embedded_engine(shelf, engine):
    index, own = made(engine), made(embedded_engine())
    engine.index(index.pk).is_away = True
    shelf.put("c", "Un troisième")
    tasks.catch_up()
    assert [key for key, *_rest in embedded_engine().index(own.pk).contents()] == ["shelf:a:fr", "shelf:c:fr"]


def test_nobody_comes_back_for_an_engine_that_is_not_in_use(shelf, engine, monkeypatch):
    made(engine)
    shelf.put("a", "Un nouveau titre")
    Delivery.objects.update(not_before=timezone.now() + timedelta(seconds=5))
    asked = []
    monkeypatch.setattr(tasks, "has_worker", lambda: True)
    monkeypatch.setattr(tasks, "is_retry_scheduled", lambda: bool(asked))
    monkeypatch.setattr(type(tasks.deliver_changes), "using", lambda self, **options: asked.append(options) or self)
    tasks.schedule_retry()
    assert len(asked) == 1
    asked.clear()
    monkeypatch.setattr(module, "engines_in_use", lambda: [embedded_engine()])
    tasks.schedule_retry()
    assert asked == []


def test_an_index_that_cannot_be_begun_can_be_begun_again(shelf, engine, monkeypatch):
    make = engine.index

    def away(number):
        target = make(number)
        target.is_away = True
        return target

    monkeypatch.setattr(engine, "index", away)
    with pytest.raises(EngineError):
        start_build(engine)
    monkeypatch.delattr(engine, "index")
    for target in engine.indexes.values():
        target.is_away = False
    index, begun = start_build(engine)
    assert begun
    assert advance(engine, index).delivered == 1


@pytest.mark.parametrize("noticed", ["by a change", "by the engine's name"])
def test_an_index_that_its_engine_has_lost_is_filled_again(shelf, engine, monkeypatch, noticed):
    index = made(engine)
    target = engine.index(index.pk)
    target.documents.clear()

    def gone(*args):
        monkeypatch.undo()
        monkeypatch.setattr(module, "engines_in_use", lambda: [engine, embedded_engine()])
        raise IndexLostError("no such index")

    monkeypatch.setattr(target, "write", gone)
    monkeypatch.setattr(engine, "serve", gone)
    if noticed == "by a change":
        enqueue_deliveries(list(Entry.objects.filter(source="shelf")))
    else:
        publish_serving(engine)
        assert state_of(index) == STATES.BUILDING
    tasks.catch_up()
    assert state_of(index) == STATES.SERVING
    assert list(target.documents) == ["shelf:a:fr"]


@pytest.mark.parametrize(("entries", "serves"), [(99, False), (100, True)])
def test_a_first_index_may_lack_one_of_a_hundred(shelf, engine, entries, serves):
    for number in range(1, entries):
        shelf.put(f"k{number}", "Un titre")
    index, _begun = start_build(engine)
    Delivery.objects.filter(index=index, entry__object_key="k1").update(is_set_aside=True, error="too long")
    advance(engine, index)
    assert Index.objects.serving(engine.name).exists() == serves
