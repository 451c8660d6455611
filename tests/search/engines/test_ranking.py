"""Random documents and questions: embedded engines rank as BM25F says, and take anything as words."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis.query_terms import Alternative, Clause
from search.engines import embedded_engine
from search.engines.interface import AnyOf, Document, NumberRange, Request
from tests.search.engines import naive

_numbers = itertools.count(950_001)

TERMS = st.sampled_from(["cheque", "atelier", "سجين", "2014", "49p2", "fes"])
SEQUENCE = st.lists(TERMS, max_size=6)
CLAUSES = st.lists(
    st.builds(
        lambda alternatives: Clause(0, 1, tuple(alternatives)),
        st.lists(
            st.builds(
                Alternative,
                st.lists(TERMS, min_size=1, max_size=2).map(tuple),
                st.sampled_from([1.0, 0.5, 0.4, 2.0]),
            ),
            min_size=1,
            max_size=3,
        ),
    ),
    min_size=1,
    max_size=3,
)


@st.composite
def document_lists(draw) -> list[Document]:
    bodies = draw(
        st.lists(
            st.tuples(SEQUENCE, SEQUENCE, SEQUENCE, st.sampled_from(["ar", "fr"]), st.sampled_from([0.75, 1.0])),
            min_size=1,
            max_size=8,
        )
    )
    return [
        Document(
            f"k{number}", 1, "", language, title=title, text=text, text_parts=parts, weight=weight,
        )
        for number, (title, text, parts, language, weight) in enumerate(bodies)
    ]  # fmt: skip


@pytest.fixture
def new_index():
    """Makes empty indexes of the embedded engine."""
    made = []

    def make(documents):
        index = embedded_engine().index(next(_numbers))
        index.create()
        made.append(index)
        index.write(documents)
        return index

    yield make
    for index in made:
        index.drop()


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=document_lists(), clauses=CLAUSES, strict=st.booleans())
def test_scores_are_those_of_bm25f(new_index, documents, clauses, strict):
    request = Request(clauses=tuple(clauses), strict=strict, language="ar", limit=100)
    expected = {
        document.key: score
        for document in documents
        if (score := naive.score(document, request, documents)) is not None
    }
    index = new_index(documents)
    found = index.search(request)
    index.drop()
    assert {hit.key: hit.score for hit in found.hits} == pytest.approx(expected, rel=1e-5)
    assert found.total == len(expected)
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)


HOSTILE = ["", '"', "'", "\\", "a OR b", "NEAR(a b)", "a*", "{title}: a", "a & !b", "a:*", "x'; DROP TABLE a; --", "\x00",
           "<script>", '{"a": 1}', "\u202eabc", "%s", "%(a)s", "a" * 10_000]  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=40)))
def test_whatever_is_asked_is_a_word_and_no_syntax(hostile_index, word):
    clause = Clause(0, 1, (Alternative((word,)), Alternative((word, "atelier"))))
    request = Request(
        clauses=(clause,),
        phrases=(((word, "atelier"), (word,)),),
        without=((word, word),),
        filters=(AnyOf("kind", (word,)), NumberRange("amount", 1, None)),
        facets=("kind",),
    )
    assert hostile_index.search(request).total == 0
    assert hostile_index.known_terms([word]) <= {word}
    hostile_index.suggest([word, word], "fr", 3)
    hostile_index.suggest([word], word, 3)


@pytest.fixture
def hostile_index(new_index):
    return new_index([Document("a", 1, "", "fr", title=("atelier",), words=("atelier",))])


def test_two_hundred_clauses_have_an_answer(new_index):
    index = new_index([Document("a", 1, "", "fr", text=("mot7", "mot8"))])
    clauses = tuple(Clause(0, 1, (Alternative((f"mot{number}",)),)) for number in range(200))
    assert [hit.key for hit in index.search(Request(clauses=clauses)).hits] == ["a"]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clauses=CLAUSES, number=st.integers(1, 4), data=st.data())
def test_the_best_are_the_best_of_all_though_not_all_are_reckoned(new_index, clauses, number, data):
    bodies = data.draw(st.lists(st.tuples(SEQUENCE, SEQUENCE), min_size=12, max_size=20))
    documents = [Document(f"k{n:02}", 1, "", "fr", title=one, text=other) for n, (one, other) in enumerate(bodies)]
    request = Request(clauses=tuple(clauses), language="fr", limit=number)
    scores = {one.key: score for one in documents if (score := naive.score(one, request, documents)) is not None}
    index = new_index(documents)
    found = index.search(request)
    index.drop()
    best = sorted(scores.values(), reverse=True)[:number]
    assert [hit.score for hit in found.hits] == pytest.approx(best, rel=1e-5)
    assert found.total == len(scores)


def test_a_changed_document_is_counted_by_what_it_says_now(new_index):
    words = Request(clauses=(Clause(0, 1, (Alternative(("mot",)),)),), facets=("kind",))
    index = new_index([Document("a", 1, "", "fr", text=("mot",), facets={"kind": ["old"]})])
    assert index.search(words).facets == {"kind": {"old": 1}}
    index.write([Document("a", 2, "", "fr", text=("mot",), facets={"kind": ["new"]})])
    assert index.search(words).facets == {"kind": {"new": 1}}
    assert index.search(Request(facets=("kind",))).facets == {"kind": {"new": 1}}


def test_of_many_that_are_as_good_each_is_on_one_page(new_index):
    index = new_index(Document(f"k{number:02}", 1, "", "fr", text=("mot",)) for number in range(40))
    request = Request(clauses=(Clause(0, 1, (Alternative(("mot",)),)),), limit=7)
    keys = [hit.key for first in range(0, 40, 7) for hit in index.search(replace(request, offset=first)).hits]
    assert keys == [f"k{number:02}" for number in range(40)]
