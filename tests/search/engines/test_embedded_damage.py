"""An embedded index whose files are not what was written is noticed, and made again; nobody is told that nothing is found."""

import os
import shutil

import pytest

from search.engines import embedded_engine
from search.engines.embedded import folder, schema
from search.engines.interface import Document, IndexLostError, Request
from search.indexing.delivery.tasks import check_embedded
from search.models.indexes import Delivery, Index

FILES = ("term", "idx", "store", "fast", "pos", "fieldnorm")
NOTICES = {"ar": "البحث قيد الإعداد", "fr": "La recherche est en cours de préparation"}


@pytest.fixture
def index(settings, tmp_path):
    settings.SEARCH_ROOT = tmp_path / "search"
    made = embedded_engine().index(1)
    made.create()
    made.write([Document(f"k{number}", 1, "", "fr", text=("mot",), title=("un", "titre")) for number in range(50)])
    return made


def reopened(index):
    """As a process has it that begins now."""
    folder.opened.cache_clear()
    return embedded_engine().index(int(index.folder.path.name))


def files(index, suffix: str) -> list:
    return [path for path in index.folder.path.iterdir() if path.name.endswith(f".{suffix}")]


def cut_off(index, suffix: str) -> None:
    for path in files(index, suffix):
        os.truncate(path, path.stat().st_size // 2)


def scribble(index, suffix: str) -> None:
    for path in files(index, suffix):
        content = bytearray(path.read_bytes())
        content[len(content) // 3] ^= 0xFF
        path.write_bytes(content)


def delete(index, suffix: str) -> None:
    for path in files(index, suffix):
        path.unlink()


@pytest.mark.parametrize("suffix", FILES)
@pytest.mark.parametrize("damage", [cut_off, scribble, delete])
def test_a_damaged_file_is_noticed_by_a_process_that_begins(index, damage, suffix):
    damage(index, suffix)
    with pytest.raises(IndexLostError):
        reopened(index).search(Request())


@pytest.mark.parametrize("damage", [cut_off, scribble, delete])
def test_a_damaged_file_is_noticed_by_a_process_that_has_it_open(index, damage, monkeypatch):
    monkeypatch.setattr(folder, "VERIFY_EVERY", 0.0)
    assert index.known_terms(["mot"]) == {"mot"}
    damage(index, "idx")
    with pytest.raises(IndexLostError):
        index.known_terms(["mot"])


@pytest.mark.parametrize("content", ["", "{", "null", "{}", "\x00\xff"])
def test_an_index_that_does_not_say_what_is_in_it_is_noticed(index, content):
    (index.folder.path / "meta.json").write_text(content)
    for one in (index, reopened(index)):
        with pytest.raises(IndexLostError):
            one.count()


def test_a_folder_that_is_gone_is_noticed_by_all(index):
    shutil.rmtree(index.folder.path)
    for one in (index, reopened(index)):
        with pytest.raises(IndexLostError):
            one.search(Request())


def test_an_index_with_other_fields_is_noticed(index, monkeypatch):
    monkeypatch.setattr(schema, "number_fields", lambda: ["another"])
    schema.schema.cache_clear()
    try:
        with pytest.raises(IndexLostError):
            reopened(index).count()
    finally:
        schema.schema.cache_clear()


def test_an_index_without_its_canary_is_noticed(index):
    with index.folder.writing() as (writer, _searcher):
        writer.delete_documents_by_term(schema.KEY, schema.CANARY)
    with pytest.raises(IndexLostError):
        index.count()


@pytest.fixture
def portal(serving, entry):
    entry("Chèques à Fès", "fr", key="a")
    entry("شيكات بفاس", "ar", key="a")
    return serving()


def asked(client, language: str = "fr"):
    return client.get(f"/{language}/search/", {"q": "chèques"})


@pytest.mark.parametrize("language", NOTICES)
def test_readers_are_told_that_search_is_prepared_until_it_is_made_again(client, portal, language):
    shutil.rmtree(portal.folder.path)
    page = asked(client, language)
    assert (page.status_code, NOTICES[language] in page.text) == (503, True)
    check_embedded()
    page = asked(client, language)
    assert {hit.title for hit in page.context["results"].hits} == {"Chèques à Fès", "شيكات بفاس"}


def lose_one(portal) -> None:
    portal.remove([("article:a:fr", 9)])


def have_one_too_many(portal) -> None:
    portal.write([Document("ghost", 1, "", "fr", text=("cheque",))])


@pytest.mark.parametrize("harm", [lose_one, have_one_too_many])
def test_an_index_with_other_entries_than_there_are_is_made_again(client, portal, harm):
    harm(portal)
    check_embedded()
    assert {key for key, *_rest in embedded_engine().index(Index.objects.get().pk).contents()} == {
        "article:a:fr",
        "article:a:ar",
    }
    assert not Delivery.objects.exists()


def test_an_index_of_another_analysis_does_not_answer_and_is_made_again(client, portal):
    Index.objects.update(analysis="another")
    assert asked(client).status_code == 503
    check_embedded()
    assert asked(client).context["results"].total == 2


def test_an_index_that_is_sound_is_left_alone(portal):
    [before] = Index.objects.values_list("pk", "served_at", "state")
    check_embedded()
    assert list(Index.objects.values_list("pk", "served_at", "state")) == [before]


def test_a_damage_is_noticed_by_whoever_delivers(portal, client, entry):
    from search.indexing.delivery.outbox import enqueue_deliveries
    from search.indexing.delivery.tasks import catch_up

    shutil.rmtree(portal.folder.path)
    enqueue_deliveries([entry("Un autre titre")])
    catch_up()
    assert embedded_engine().index(Index.objects.get().pk).count() == 3
    assert Index.objects.get().state == Index.State.SERVING
