"""Every change reaches every index: at least once, in any order, whoever dies on the way."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.interface import Rejection
from search.indexing.delivery import deliver as delivering
from search.indexing.delivery.deliver import LEASE, deliver, deliver_all
from search.indexing.delivery.differences import DifferenceKind, differences
from search.indexing.delivery.reindex import start_build
from search.indexing.entries import sources
from search.indexing.entries.recording import record, record_subjects, record_together
from search.indexing.entries.sources import Content
from search.models.entries import Entry
from search.models.indexes import Delivery, Index
from tests.search.indexing.memory_index import DiesError, MemoryEngine, MemoryIndex

pytestmark = pytest.mark.django_db


class Shelf:
    """A source of things that a test puts there."""

    name = "shelf"

    def __init__(self):
        self.titles: dict[str, str] = {}

    def keys(self):
        return list(self.titles)

    def contents(self, object_keys):
        for key in object_keys:
            if key in self.titles:
                yield Content(key, "fr", "thing", self.titles[key], f"/{key}/", subjects=frozenset({f"thing:{key}"}))

    def keys_for_subjects(self, subjects):
        return ()

    def put(self, key: str, title: str | None) -> None:
        if title is None:
            self.titles.pop(key, None)
        else:
            self.titles[key] = title
        record(self.name, key)


@pytest.fixture
def shelf(monkeypatch):
    shelf = Shelf()
    monkeypatch.setitem(sources._sources, shelf.name, shelf)
    return shelf


def new_index() -> tuple[Index, MemoryIndex]:
    engine = MemoryEngine()
    index, _resumed = start_build(engine)
    return index, engine.index(index.pk)


def agree(index: Index, target: MemoryIndex) -> bool:
    return list(differences(index, target)) == []


def test_a_change_is_delivered_and_its_delivery_goes(shelf):
    index, target = new_index()
    shelf.put("a", "Un titre")
    deliver_all(index, target)
    assert [document.version for document in target.documents.values()] == [1]
    assert not Delivery.objects.exists()


def test_what_is_undone_is_neither_recorded_nor_delivered(shelf):
    new_index()

    def put_in_vain(around) -> None:
        with around:
            shelf.put("a", "Un titre")
            raise ZeroDivisionError

    for around in (transaction.atomic(), record_together()):
        with pytest.raises(ZeroDivisionError):
            put_in_vain(around)
    assert not Entry.objects.exists()
    assert not Delivery.objects.exists()


def test_an_engine_that_is_away_loses_nothing_and_is_told_later(shelf):
    index, target = new_index()
    shelf.put("a", "Un titre")
    target.is_away = True
    now = timezone.now()
    assert deliver(index, target, now=now).delayed == 1
    target.is_away = False
    assert not deliver(index, target, now=now), "it was tried again at once"
    assert deliver(index, target, now=now + timedelta(seconds=10)).delivered == 1


def test_what_no_engine_can_take_is_set_aside_by_name_and_the_rest_is_delivered(shelf):
    index, target = new_index()
    shelf.put("a", "Un titre")
    shelf.put("b", "Un autre")
    target.refuses["shelf:a:fr"] = Rejection("shelf:a:fr", "too long")
    deliver_all(index, target)
    [aside] = Delivery.objects.all()
    assert (aside.entry.key, aside.is_set_aside, aside.error) == ("shelf:a:fr", True, "too long")
    assert list(target.documents) == ["shelf:b:fr"]
    assert [(one.kind, one.key) for one in differences(index, target)] == [(DifferenceKind.MISSING, "shelf:a:fr")]


def test_a_later_version_of_what_was_set_aside_is_tried_again(shelf):
    index, target = new_index()
    shelf.put("a", "Un titre")
    target.refuses["shelf:a:fr"] = Rejection("shelf:a:fr", "too long")
    deliver_all(index, target)
    target.refuses.clear()
    shelf.put("a", "Court")
    deliver_all(index, target)
    assert agree(index, target)


def test_an_entry_of_which_no_document_can_be_made_holds_up_no_other(shelf, monkeypatch, caplog):
    index, target = new_index()
    shelf.put("a", "Un titre")
    shelf.put("b", "Un autre")
    make = delivering.document_of
    monkeypatch.setattr(delivering, "document_of", lambda entry: make(entry) if entry.object_key == "b" else 1 / 0)
    deliver_all(index, target)
    assert list(target.documents) == ["shelf:b:fr"]
    assert "ZeroDivisionError" in Delivery.objects.get().error


def test_a_change_during_a_delivery_is_not_taken_for_delivered(shelf, monkeypatch):
    index, target = new_index()
    shelf.put("a", "Un titre")
    write = target.write

    def meanwhile(documents):
        shelf.put("a", "Un nouveau titre")
        return write(documents)

    monkeypatch.setattr(target, "write", meanwhile)
    deliver(index, target)
    monkeypatch.undo()
    assert not agree(index, target)
    monkeypatch.setitem(sources._sources, shelf.name, shelf)
    deliver_all(index, target)
    assert agree(index, target)


def test_a_late_write_does_not_bring_back_what_was_removed(shelf):
    index, target = new_index()
    shelf.put("a", "Un titre")
    late = delivering._document(Entry.objects.get())
    shelf.put("a", None)
    deliver_all(index, target)
    target.write([late])
    assert target.documents == {}


def test_a_subject_that_changes_makes_what_tells_of_it_anew(shelf):
    shelf.put("a", "Un titre")
    shelf.titles["a"] = "Un nouveau titre"
    record_subjects("thing:other")
    assert Entry.objects.get().title == "Un titre"
    record_subjects("thing:a")
    assert Entry.objects.get().title == "Un nouveau titre"


@pytest.mark.parametrize("step", ["claim", "write", "settle"])
def test_whoever_dies_at_a_step_leaves_everything_to_be_delivered_again(shelf, monkeypatch, step):
    index, target = new_index()
    shelf.put("a", "Un titre")
    shelf.put("b", "Un autre")
    now = timezone.now()

    def die(*args, **kwargs):
        raise DiesError

    if step == "write":
        target.dies_after = 1
    else:
        monkeypatch.setattr(delivering, {"claim": "_document", "settle": "_record_outcome"}[step], die)
    with pytest.raises(DiesError):
        deliver(index, target, now=now)
    monkeypatch.undo()
    assert deliver(index, target, now=now + LEASE).delivered == 2
    assert agree(index, target)


DEEDS = st.one_of(
    st.tuples(st.just("put"), st.sampled_from("abc"), st.one_of(st.none(), st.sampled_from(["un", "deux"]))),
    st.tuples(st.just("deliver"), st.integers(1, 3)),
    st.tuples(st.just("die"), st.integers(0, 2)),
    st.tuples(st.just("away")),
    st.tuples(st.just("late"), st.sampled_from("abc")),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, max_size=14))
def test_whatever_happens_in_whatever_order_index_and_entries_agree_at_last(shelf, deeds):
    with transaction.atomic():
        shelf.titles.clear()
        index, target = new_index()
        now = timezone.now()
        seen = {}
        for deed, *what in deeds:
            now += timedelta(minutes=20)
            if deed == "put":
                shelf.put(*what)
                for entry in Entry.objects.findable().filter(source="shelf"):
                    seen.setdefault(entry.object_key, delivering._document(entry))
            elif deed == "late" and what[0] in seen:
                target.write([seen[what[0]]])
            elif deed == "deliver":
                deliver(index, target, limit=what[0], now=now)
            elif deed == "away":
                target.is_away = True
                deliver(index, target, now=now)
                target.is_away = False
            elif deed == "die":
                target.dies_after = what[0]
                with suppress(DiesError):
                    deliver(index, target, now=now)
                target.dies_after = None
        while deliver(index, target, now=now + timedelta(minutes=20)):
            pass
        assert agree(index, target)
        assert not Delivery.objects.filter(index=index).exists()
        transaction.set_rollback(True)
