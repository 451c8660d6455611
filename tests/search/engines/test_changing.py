"""An answer is that of the last commit, whichever process made it."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis.query_terms import Alternative, Clause
from search.engines import embedded_engine
from search.engines.interface import AnyOf, Document, NumberRange, Request

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
def index():
    made = embedded_engine().index(next(_numbers))
    made.create()
    yield made
    made.drop()


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


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_after_any_changes_the_answer_is_that_of_what_is_there(changes):
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
    having = {one.key for one in documents if one.text}
    assert {hit.key for hit in found.hits} == having
    assert found.total == len(having)
    assert found.facets == {"kind": {"page": len(having)} if having else {}}
    assert index.known_terms(WORDS) == {word for one in documents for word in one.text}
    assert [key for key, *_rest in index.contents()] == sorted(one.key for one in documents)


def test_codes_and_numbers_are_those_of_now(index):
    index.write([said("a", "cheque", kind="old", amount=1), said("b", "cheque", kind="old", amount=1)])
    narrow = {"filters": (AnyOf("kind", ("old",)), NumberRange("amount", 1, 2))}
    assert keys(index, "cheque", **narrow) == ["a", "b"]
    index.write(
        [said("a", "cheque", kind="new", amount=1, version=2), said("b", "cheque", kind="old", amount=3, version=2)]
    )
    assert keys(index, "cheque", **narrow) == []
    index.remove([("a", 3)])
    assert keys(index, "cheque", filters=(NumberRange("amount", 1, 3),)) == ["b"]


def test_another_index_under_the_same_number_has_an_answer_of_its_own(index):
    index.write([said("a", "cheque")])
    assert keys(index, "cheque") == ["a"]
    index.drop()
    index.create()
    assert keys(index, "cheque") == []
    index.write([said("b", "cheque")])
    assert keys(index, "cheque") == ["b"]
