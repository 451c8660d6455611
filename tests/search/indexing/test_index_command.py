"""`manage.py search_index`: the old index serves until the new one is whole; what is wrong is named."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.engines import embedded_engine
from search.indexing.delivery.reindex import start_build
from search.indexing.delivery.tasks import target_of
from search.models.entries import Entry
from search.models.indexes import Delivery, Index
from tests.search.indexing.test_outbox import Shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(monkeypatch):
    from search.indexing.entries import sources

    shelf = Shelf()
    monkeypatch.setattr(sources, "_sources", {shelf.name: shelf})
    Entry.objects.all().delete()
    shelf.put("a", "Un titre")
    shelf.put("b", "Un autre")
    return shelf


def command(*words: str) -> str:
    output = StringIO()
    call_command("search_index", "--language", "fr", *words, stdout=output, stderr=output)
    return output.getvalue()


def serving() -> Index:
    return Index.objects.get(state=Index.State.SERVING)


def test_a_rebuilt_index_serves_with_all_entries_and_the_last_one_is_kept(shelf):
    command("rebuild")
    first = serving()
    command("rebuild")
    command("verify")
    assert Index.objects.get(pk=first.pk).state == Index.State.KEPT
    assert [key for key, _version, _checksum in target_of(serving()).contents()] == ["shelf:a:fr", "shelf:b:fr"]


def test_an_index_that_is_not_whole_does_not_take_over(shelf):
    command("rebuild")
    first = serving()
    index, _resumed = start_build(embedded_engine())
    Delivery.objects.filter(index=index, entry__object_key="a").update(is_set_aside=True, error="too long")
    with pytest.raises(CommandError):
        command("rebuild")
    assert serving() == first


def test_what_the_last_index_could_not_take_either_does_not_hold_up_a_new_one(shelf):
    command("rebuild")
    first = serving()
    shelf.put("a", "Un titre trop long")
    Delivery.objects.filter(index=first).update(is_set_aside=True, error="too long")
    index, _resumed = start_build(embedded_engine())
    Delivery.objects.filter(index=index, entry__object_key="a").update(is_set_aside=True, error="too long")
    assert "shelf:a:fr: too long" in command("status")
    command("catch-up")
    assert serving() == index


def test_an_interrupted_rebuild_goes_on_and_one_of_another_analysis_is_swept_away(shelf):
    engine = embedded_engine()
    begun, _resumed = start_build(engine)
    command("rebuild")
    assert serving() == begun
    other, _resumed = start_build(engine)
    Index.objects.filter(pk=other.pk).update(analysis="another")
    command("rebuild")
    assert serving() != other
    assert not Index.objects.filter(pk=other.pk).exists()


def test_every_difference_is_named_and_fails(shelf):
    command("rebuild")
    target = target_of(serving())
    target.remove([("shelf:a:fr", 5)])
    Entry.objects.filter(object_key="b").update(checksum="another")
    output = StringIO()
    with pytest.raises(CommandError):
        call_command("search_index", "verify", stdout=output, stderr=output)
    assert [line.partition(":fr")[0] for line in output.getvalue().splitlines()] == ["shelf:b", "shelf:a"]


def test_catching_up_brings_a_change_into_the_index(shelf):
    command("rebuild")
    shelf.put("a", None)
    command("catch-up")
    assert [key for key, _version, _checksum in target_of(serving()).contents()] == ["shelf:b:fr"]


def test_what_served_before_can_serve_again_and_is_up_to_date(shelf):
    command("rebuild")
    first = serving()
    command("rebuild")
    shelf.put("c", "Un troisième")
    command("catch-up")
    command("rollback")
    assert serving() == first
    command("verify")


def test_going_back_can_be_of_one_engine(shelf):
    command("rebuild")
    command("rebuild")
    second = serving()
    with pytest.raises(CommandError):
        command("rollback", "--engine", "elasticsearch")
    assert serving() == second
    command("rollback", "--engine", embedded_engine().name)
    assert serving() != second


def test_the_status_names_what_was_set_aside_and_an_outdated_analysis(shelf):
    command("rebuild")
    shelf.put("a", "Un nouveau titre")
    Delivery.objects.update(is_set_aside=True, error="too long")
    Index.objects.update(analysis="another")
    text = command("status")
    assert "shelf:a:fr: too long" in text
    assert "search_index rebuild" in text


def test_entries_are_read_anew_from_their_sources(shelf):
    shelf.titles = {"c": "Un troisième"}
    command("rebuild", "--entries")
    assert [entry.object_key for entry in Entry.objects.findable()] == ["c"]


def test_an_index_that_is_gone_is_made_again_where_it_is_looked_after(shelf):
    command("rebuild")
    target_of(serving()).drop()
    command("check")
    command("verify")


def test_a_site_that_starts_makes_an_index_again_that_is_gone(shelf):
    command("rebuild")
    target_of(serving()).drop()
    command("rebuild", "--if-needed")
    command("verify")
