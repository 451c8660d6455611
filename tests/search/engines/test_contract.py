"""What every engine does, on each engine that there is."""

from dataclasses import replace
from datetime import date

import pytest

from search.analysis.query_terms import Alternative, Clause
from search.engines.interface import AnyOf, Document, NumberRange, Order, Request


def document(key: str, text: str = "", *, title: str = "", version: int = 1, language: str = "fr", **more) -> Document:
    return Document(
        key=key,
        version=version,
        checksum=f"{key}-{version}",
        language=language,
        title=title.split(),
        text=text.split(),
        words=title.split(),
        **more,
    )


def any_of(*alternatives: str, weight: float = 1.0) -> Clause:
    """A clause of alternatives, each of one or several words."""
    return Clause(0, 1, tuple(Alternative(tuple(one.split()), weight) for one in alternatives))


def keys(found) -> list[str]:
    return [hit.key for hit in found.hits]


def found_by(index, *clauses: Clause, **more) -> list[str]:
    return keys(index.search(Request(clauses=clauses, **more)))


# Writing.


def test_what_was_written_is_found(index):
    index.write([document("a", "cheque atelier"), document("b", "atelier")])
    assert found_by(index, any_of("cheque")) == ["a"]


def test_an_index_tells_its_contents_in_the_order_of_their_keys(index):
    index.write([document("b", "x", version=3), document("a", "x")])
    assert list(index.contents()) == [("a", 1, "a-1"), ("b", 3, "b-3")]


def test_a_later_version_takes_the_place_of_an_earlier_one(index):
    index.write([document("a", "cheque")])
    index.write([document("a", "moteur", version=2)])
    assert (found_by(index, any_of("cheque")), found_by(index, any_of("moteur"))) == ([], ["a"])


def test_a_late_version_is_left_out(index):
    index.write([document("a", "moteur", version=2)])
    assert index.write([document("a", "cheque", version=1)]) == []
    assert (found_by(index, any_of("cheque")), found_by(index, any_of("moteur"))) == ([], ["a"])


def test_of_two_versions_in_one_batch_the_later_one_stays(index):
    index.write([document("a", "moteur", version=2), document("a", "cheque", version=1)])
    assert list(index.contents()) == [("a", 2, "a-2")]


def test_what_was_removed_is_gone(index):
    index.write([document("a", "cheque"), document("b", "cheque")])
    assert index.remove([("a", 2)]) == []
    assert found_by(index, any_of("cheque")) == ["b"]
    assert [key for key, _version, _checksum in index.contents()] == ["b"]


def test_a_late_version_brings_nothing_back(index):
    index.remove([("a", 2)])
    index.write([document("a", "cheque", version=1)])
    assert found_by(index, any_of("cheque")) == []


def test_a_late_removal_takes_nothing_away(index):
    index.write([document("a", "cheque", version=3)])
    index.remove([("a", 2)])
    assert found_by(index, any_of("cheque")) == ["a"]


def test_what_was_removed_can_be_written_again(index):
    index.remove([("a", 2)])
    index.write([document("a", "cheque", version=3)])
    assert found_by(index, any_of("cheque")) == ["a"]


def test_to_make_or_drop_an_index_twice_does_no_harm(index):
    index.write([document("a", "cheque")])
    index.create()
    assert found_by(index, any_of("cheque")) == ["a"]
    index.drop()
    index.drop()


# Words.


def test_any_word_finds_and_more_words_find_better(index):
    index.write([document("a", "cheque"), document("b", "cheque moteur"), document("c", "four"), document("d", "lait")])
    assert found_by(index, any_of("cheque"), any_of("moteur")) == ["b", "a"]


def test_a_strict_question_needs_every_clause(index):
    index.write([document("a", "cheque"), document("b", "cheque moteur"), document("c", "four")])
    assert found_by(index, any_of("cheque"), any_of("moteur", "four"), strict=True) == ["b"]


def test_an_alternative_of_several_words_needs_them_all(index):
    index.write([document("a", "liberte"), document("b", "liberte sous conditionnel"), document("c", "four")])
    assert found_by(index, any_of("liberte conditionnel")) == ["b"]


def test_of_alternatives_the_best_counts_and_not_their_sum(index):
    others = [document(f"o{number}", "autre") for number in range(8)]
    index.write([document("a", "cheque traite"), document("b", "cheque cheque"), *others])
    both = Clause(0, 1, (Alternative(("cheque",), 1.0), Alternative(("traite",), 0.1)))
    assert found_by(index, both) == ["b", "a"]


def test_a_word_in_the_title_counts_more(index):
    others = [document(f"o{number}", "autre mot") for number in range(5)]
    index.write([document("a", "cheque mot"), document("b", "mot", title="cheque"), *others])
    assert found_by(index, any_of("cheque")) == ["b", "a"]


def test_a_part_of_a_compound_finds_it(index):
    index.write([document("a", "microprojet", text_parts=["projet"]), document("b", "four")])
    assert found_by(index, any_of("projet")) == ["a"]


def test_the_readers_language_comes_first_and_the_other_is_not_left_out(index):
    index.write(
        [document("a", "cheque", language="ar"), document("b", "cheque"), document("c", "x"), document("d", "y")]
    )
    assert found_by(index, any_of("cheque"), language="ar") == ["a", "b"]
    assert found_by(index, any_of("cheque"), language="fr") == ["b", "a"]


def test_what_counts_less_comes_after_what_is_as_good(index):
    index.write([document("a", "cheque", weight=0.75), document("b", "cheque"), document("c", "x"), document("d", "y")])
    assert found_by(index, any_of("cheque")) == ["b", "a"]
    assert found_by(index, any_of("cheque"), language="fr") == ["b", "a"]


def test_a_phrase_is_of_neighbours(index):
    index.write([document("a", "atelier de couture"), document("b", "couture atelier"), document("c", "de couture")])
    asked = Request(phrases=((("de", "couture"), ("sans", "nom")),))
    assert sorted(keys(index.search(asked))) == ["a", "c"]


def test_a_phrase_does_not_reach_from_the_title_into_the_text(index):
    index.write([document("a", "couture", title="atelier")])
    assert keys(index.search(Request(phrases=((("atelier", "couture"),),)))) == []


def test_every_group_of_phrases_is_needed(index):
    index.write([document("a", "un deux trois quatre"), document("b", "un deux quatre")])
    asked = Request(phrases=((("un", "deux"),), (("trois", "quatre"),)))
    assert keys(index.search(asked)) == ["a"]


def test_what_is_not_wanted_is_left_out(index):
    index.write([document("a", "cheque moteur"), document("b", "cheque"), document("c", "cheque four solaire")])
    assert found_by(index, any_of("cheque"), without=(("moteur",), ("four", "solaire"))) == ["b"]


def test_an_index_tells_which_words_it_knows(index):
    index.write([document("a", "cheque", title="four", text_parts=["partie"])])
    index.write([document("b", "moteur")])
    index.remove([("b", 2)])
    assert index.known_terms(["cheque", "four", "partie", "moteur", "rien", ""]) == {"cheque", "four", "partie"}


# Filters and facets.


@pytest.fixture
def regions(index):
    """Six documents in three regions and two kinds, with amounts."""
    index.write(
        [
            document("a", "cheque", facets={"region": ["fes"], "kind": ["event"]}, numbers={"amount": 100.0}),
            document("b", "cheque", facets={"region": ["fes", "sale"], "kind": ["event"]}, numbers={"amount": 200.0}),
            document("c", "cheque", facets={"region": ["sale"], "kind": ["page"]}, numbers={"amount": 300.0}),
            document("d", "cheque", facets={"kind": ["page"]}),
            document("e", "moteur", facets={"region": ["fes"], "kind": ["event"]}, numbers={"amount": 400.0}),
            document("f", "cheque", facets={"region": ["taza"], "kind": ["event"]}, numbers={"year": 2014.0}),
        ]
    )
    return index


def narrowed(index, *filters, **more):
    return index.search(Request(clauses=(any_of("cheque"),), filters=filters, limit=100, **more))


def test_several_codes_of_one_facet_widen_and_two_facets_narrow(regions):
    assert sorted(keys(narrowed(regions, AnyOf("region", ("fes", "taza"))))) == ["a", "b", "f"]
    assert sorted(keys(narrowed(regions, AnyOf("region", ("fes", "sale")), AnyOf("kind", ("page",))))) == ["c"]


def test_a_code_can_be_excluded(regions):
    assert sorted(keys(narrowed(regions, AnyOf("region", ("fes",), negated=True)))) == ["c", "d", "f"]


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [(200, None, ["b", "c"]), (None, 200, ["a", "b"]), (150, 250, ["b"]), (None, None, ["a", "b", "c"])],
)
def test_a_range_includes_its_ends_and_leaves_out_what_has_no_number(regions, least, most, expected):
    assert sorted(keys(narrowed(regions, NumberRange("amount", least, most)))) == expected


def test_a_range_can_be_excluded(regions):
    assert sorted(keys(narrowed(regions, NumberRange("amount", 200, None, negated=True)))) == ["a", "d", "f"]


def test_facets_count_what_is_found(regions):
    found = narrowed(regions, facets=("region", "kind"))
    assert found.total == 5
    assert found.facets == {"region": {"fes": 2, "sale": 2, "taza": 1}, "kind": {"event": 3, "page": 2}}


def test_a_facet_that_chooses_still_counts_its_other_codes(regions):
    found = narrowed(regions, AnyOf("region", ("fes",)), facets=("region", "kind"))
    assert found.total == 2
    assert found.facets == {"region": {"fes": 2, "sale": 2, "taza": 1}, "kind": {"event": 2}}


def test_what_is_excluded_is_counted_nowhere(regions):
    found = narrowed(regions, AnyOf("region", ("sale",), negated=True), facets=("region", "kind"))
    assert found.facets == {"region": {"fes": 1, "taza": 1}, "kind": {"event": 2, "page": 1}}


def test_a_range_narrows_all_counts(regions):
    found = narrowed(regions, NumberRange("amount", 200, None), AnyOf("kind", ("event",)), facets=("region", "kind"))
    assert (keys(found), found.total) == (["b"], 1)
    assert found.facets == {"region": {"fes": 1, "sale": 1}, "kind": {"event": 1, "page": 1}}


def test_the_count_of_a_code_is_what_is_found_once_it_is_chosen(regions):
    everything = regions.search(Request(facets=("region", "kind"), limit=0))
    for facet, counts in everything.facets.items():
        for code, count in counts.items():
            assert regions.search(Request(filters=(AnyOf(facet, (code,)),), limit=0)).total == count


def test_without_words_all_that_passes_the_filters_is_found(regions):
    assert sorted(keys(regions.search(Request(filters=(AnyOf("kind", ("event",)),), limit=100)))) == [
        "a",
        "b",
        "e",
        "f",
    ]


# Order and pages.


def test_by_date_the_latest_comes_first_and_the_undated_last(index):
    days = {"a": date(2014, 7, 2), "b": None, "c": date(2021, 1, 1), "d": date(2021, 1, 1)}
    index.write([document(key, "cheque", day=day) for key, day in days.items()])
    assert found_by(index, any_of("cheque"), order=Order.DATE) == ["c", "d", "a", "b"]
    assert keys(index.search(Request())) == ["c", "d", "a", "b"]


def test_pages_follow_each_other_without_a_gap_or_an_overlap(index):
    index.write([document(f"k{number:03}", "cheque" if number % 2 else "cheque cheque") for number in range(57)])
    request = Request(clauses=(any_of("cheque"),), limit=10)
    whole = keys(index.search(replace(request, limit=100)))
    paged = [key for first in range(0, 70, 10) for key in keys(index.search(replace(request, offset=first)))]
    assert paged == whole
    assert len(set(paged)) == 57


def test_a_page_beyond_the_end_is_empty_and_the_total_the_same(index):
    index.write([document("a", "cheque")])
    found = index.search(Request(clauses=(any_of("cheque"),), offset=500))
    assert (found.total, found.hits) == (1, ())


# Suggestions.


@pytest.fixture
def titles(index):
    index.write(
        [
            document("a", title="fes cheques pour anciens detenus"),
            document("b", title="cheques a fes"),
            document("c", title="fes", language="ar"),
            document("d", title="fessiers"),
            document("e", "fes", title="sale"),
        ]
    )
    return index


def test_the_last_word_of_a_suggestion_is_a_beginning(titles):
    assert titles.suggest(["cheq"], "fr", 10) == ["b", "a"]
    assert titles.suggest(["cheques", "fe"], "fr", 10) == ["b", "a"]


def test_a_whole_word_of_a_suggestion_is_no_beginning(titles):
    assert titles.suggest(["fe", "cheques"], "fr", 10) == []


def test_suggestions_begin_with_the_readers_language_then_with_what_begins_so(titles):
    assert titles.suggest(["fes"], "fr", 10) == ["d", "a", "b", "c"]
    assert titles.suggest(["fes"], "ar", 10)[0] == "c"
    assert titles.suggest(["fes"], "fr", 1) == ["d"]


def test_the_arabic_article_may_be_typed_or_left_out(index):
    index.write([document("a", title="سجناء فاس", language="ar")])
    assert index.suggest(["السجن"], "ar", 5) == ["a"]


def test_no_word_suggests_nothing(titles):
    assert titles.suggest([], "fr", 5) == []
