"""What a process keeps of an index is never what the index no longer says, whoever changed it."""

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis.questions import Alternative, Clause
from search.engines import embedded_engine
from search.engines.embedded import index as asking_module
from search.engines.embedded import journal, segments
from search.engines.interface import AnyOf, Between, Document, Request
from tests.search.engines import naive

_numbers = itertools.count(940_001)
WORDS = ("cheque", "atelier", "fes")
REQUEST = Request(
    clauses=tuple(Clause(0, 1, (Alternative((word,)),)) for word in WORDS), facets=("kind",), language="fr", limit=100
)


def said(key: str, *words: str, version: int = 1, kind: str = "page", amount: float = 1.0) -> Document:
    return Document(key, version, "", "fr", text=words, facets={"kind": [kind]}, numbers={"amount": amount})


def keys(index, *words: str, **more) -> list[str]:
    clauses = tuple(Clause(0, 1, (Alternative((word,)),)) for word in words)
    return sorted(hit.key for hit in index.search(Request(clauses=clauses, limit=100, **more)).hits)


@pytest.fixture
def index(db):
    made = embedded_engine().index(next(_numbers))
    made.create()
    return made


KEYS = st.sampled_from("abcdef")
CHANGES = st.lists(
    st.lists(
        st.one_of(
            st.tuples(st.just("write"), KEYS, st.lists(st.sampled_from(WORDS), max_size=4)),
            st.tuples(st.just("remove"), KEYS),
            st.tuples(st.just("search")),
        ),
        max_size=4,
    ),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_after_any_changes_the_answer_is_that_of_what_is_there(db, changes):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(segments, "FANOUT", 2)
        # Now and then a process has missed more than is remembered.
        patched.setattr(journal, "REMEMBERED", 3)
        index = embedded_engine().index(next(_numbers))
        index.create()
        there: dict[str, Document] = {}
        for version, some in enumerate(changes, start=1):
            written = {one[1]: said(one[1], *one[2], version=version) for one in some if one[0] == "write"}
            removed = {one[1] for one in some if one[0] == "remove"} - set(written)
            index.write(written.values())
            index.remove([(key, version) for key in removed])
            there = {key: one for key, one in {**there, **written}.items() if key not in removed}
            if ("search",) in some:
                assert_says(index, list(there.values()))
        assert_says(index, list(there.values()))
        index.drop()


def assert_says(index, documents: list[Document]) -> None:
    found = index.search(REQUEST)
    scores = {one.key: score for one in documents if (score := naive.score(one, REQUEST, documents)) is not None}
    assert {hit.key: hit.score for hit in found.hits} == pytest.approx(scores, rel=1e-9)
    assert found.total == len(scores)
    assert found.facets == {"kind": {"page": len(scores)} if scores else {}}
    assert index.knows(WORDS) == {word for one in documents for word in one.text}


def test_codes_and_numbers_are_those_of_now(index):
    index.write([said("a", "cheque", kind="old", amount=1), said("b", "cheque", kind="old", amount=1)])
    narrow = {"filters": (AnyOf("kind", ("old",)), Between("amount", 1, 2))}
    assert keys(index, "cheque", **narrow) == ["a", "b"]
    index.write(
        [said("a", "cheque", kind="new", amount=1, version=2), said("b", "cheque", kind="old", amount=3, version=2)]
    )
    assert keys(index, "cheque", **narrow) == []
    index.remove([("a", 3)])
    assert keys(index, "cheque", filters=(Between("amount", 1, 3),)) == ["b"]


def test_another_index_under_the_same_number_has_an_answer_of_its_own(index):
    index.write([said("a", "cheque")])
    assert keys(index, "cheque") == ["a"]
    index.drop()
    index.create()
    assert keys(index, "cheque") == []
    index.write([said("b", "cheque")])
    assert keys(index, "cheque") == ["b"]


def test_what_was_rolled_back_was_never_there(index):
    index.write([said("a", "cheque")])
    with transaction.atomic():
        index.write([said("b", "cheque")])
        index.remove([("a", 2)])
        assert keys(index, "cheque") == ["b"]
        transaction.set_rollback(True)
    assert keys(index, "cheque") == ["a"]
    # Its versions and numbers come again, with another meaning.
    index.write([said("c", "atelier")])
    index.write([said("d", "cheque")])
    assert (keys(index, "cheque"), keys(index, "atelier")) == (["a", "d"], ["c"])


def test_a_search_that_meets_with_a_change_begins_again(index, monkeypatch):
    index.write([said("a", "cheque")])
    changes = iter([said("a", "cheque", version=2)])
    keys_of = type(index)._keys

    def changing_meanwhile(self, numbers):
        index.write(list(itertools.islice(changes, 1)))
        return keys_of(self, numbers)

    monkeypatch.setattr(type(index), "_keys", changing_meanwhile)
    assert keys(index, "cheque") == ["a"]


def test_a_process_keeps_no_more_than_a_few_indexes(db):
    for _number in range(asking_module.MOST_INDEXES + 2):
        index = embedded_engine().index(next(_numbers))
        index.create()
        keys(index, "cheque")
    assert len(asking_module._kept) <= asking_module.MOST_INDEXES


def test_what_another_connection_writes_counts_once_it_is_committed(django_db_setup, django_db_blocker):
    """Not in a transaction of the test's: the index is made for this test alone, and dropped."""
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as other:
        index = embedded_engine().index(next(_numbers))
        index.create()
        try:
            index.write([said("a", "cheque")])
            assert keys(index, "cheque") == ["a"]
            changes = writing(index, said("b", "cheque"), ("a", 2))
            other.submit(next, changes).result()
            assert keys(index, "cheque") == ["a"]
            assert other.submit(keys, index, "cheque").result() == ["b"]
            assert keys(index, "cheque") == ["a"]
            other.submit(next, changes, None).result()
            assert keys(index, "cheque") == ["b"]
            changes = writing(index, said("c", "cheque"), ("b", 2), is_rolled_back=True)
            other.submit(next, changes).result()
            other.submit(next, changes, None).result()
            assert keys(index, "cheque") == ["b"]
        finally:
            other.submit(lambda: connection.close()).result()
            index.drop()
            connection.close()


def writing(index, document: Document, removed: tuple[str, int], *, is_rolled_back: bool = False) -> Iterator[None]:
    """Write within a transaction that ends at the second step."""
    with transaction.atomic():
        index.write([document])
        index.remove([removed])
        yield
        transaction.set_rollback(is_rolled_back)
