"""The search page: it answers whatever is typed, in both languages, and a failure never looks like “nothing found”."""

import re
from html import unescape

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.contrib.search_promotions.models import Query

from search.engines.interface import EngineError
from search.models.entries import Entry
from search.models.indexes import Index
from search.models.query_counts import QueryCount
from search.query.syntax import LONGEST
from search.results import page as results_page
from search.results.counting import record_query_counts

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]

TYPED = [
    "", "   ", "x" * 10_000, "فاس " * 2500, "\x00", "a\x00b", '"', '"never closed', "'", "' OR 1=1 --", "AND", "OR",
    "NOT", "NEAR(a b)", "a AND", "(a", "a)", "*", "a*", "^a", "title:a", "-a", "a - b", "&|!<->", "a & b", "a:*", "\\",
    "%", "%s %d %(x)s", "{}", '{"q": ["a"]}', "<script>alert(1)</script>", "\u202efaux\u202c", "😀", "٢٠١٤", "مُسْتَفِيدٌ",
    "ex-détenus", "l’aide", "«»", "a " * 200, " ".join(f"-a{n}" for n in range(200)), " ".join(["ville:Fès"] * 200),
    "montant:" + "9" * 500, "année:99999999..1", "année:-5", "ville:\u202eFès", "\ud800", "١" * 400, "٪", "½", "﷽" * 90,
]  # fmt: skip


@pytest.fixture
def search(client):
    def ask(query: str = "", language: str = "fr", **more):
        return client.get(f"/{language}/search/", {"q": query, **more})

    return ask


@pytest.fixture
def few(entry):
    """An article in both languages, and two other things."""
    entry("توزيع شيكات وتجهيزات في فاس", "ar", key="founding", facets={"program": ["MICRO"]},
          text="سُلِّمَتْ تجهيزات بقيمة 650 ألف درهم إلى 38 سجينا سابقا.")  # fmt: skip
    entry("Chèques et équipements à Fès", "fr", key="founding", facets={"program": ["MICRO"]},
          text="Du matériel d’une valeur de 650 000 DH a été remis à 38 ex-détenus.")  # fmt: skip
    entry(
        "Théâtre en prison", "fr", key="theatre", year=2019, text="Des détenus ont joué.", facets={"program": ["ART"]}
    )
    entry("Équipements : méthode", "fr", key="method", kind="page", year=None, text="Comment on compte.")


def titles(response) -> list[str]:
    assert response.status_code == 200
    return [hit.title for hit in response.context["results"].hits]


def statements(captured) -> list[str]:
    """Without those that begin and end transactions."""
    return [one["sql"] for one in captured if not re.match(r"(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)", one["sql"])]


@pytest.mark.parametrize(
    ("language", "query"), [("ar", "شيكات"), ("fr", "chèques"), ("fr", "650000"), ("ar", "٦٥٠ ألف")]
)
def test_both_languages_are_found_the_readers_first(search, few, serving, language, query):
    serving()
    hits = search(query, language).context["results"].hits
    assert [hit.entry.language for hit in hits] == [language, {"ar": "fr", "fr": "ar"}[language]]


def test_what_answers_is_marked_whole_and_by_meaning(search, few, serving):
    serving()
    page = search("détenu 650 000 سلم", "fr").text
    assert "<mark>ex-détenus</mark>" in page
    assert "<mark>650 000</mark>" in page
    assert "<mark>سُلِّمَتْ</mark>" in page
    assert "<mark>650 ألف</mark>" in page


def test_a_hit_in_the_other_language_has_its_own_direction(search, few, serving):
    serving()
    page = search("شيكات", "fr").text
    assert re.search(r'<h2 class="result__title" lang="ar" dir="rtl">', page)
    assert "العربية</span>" in page


def test_text_of_entries_is_escaped_around_marks(search, entry, serving):
    entry("Chèques <b>gras</b>", text="<script>alert(1)</script> chèques & plus")
    serving()
    page = search("chèques").text
    assert "<script>alert" not in page
    assert "<mark>Chèques</mark> &lt;b&gt;gras" in page


def test_what_was_removed_since_is_not_shown(search, few, serving):
    serving()
    Entry.objects.filter(object_key="theatre").update(is_removed=True)
    assert titles(search("théâtre")) == []


def test_a_misspelt_word_is_repaired_and_can_be_searched_as_it_is(search, few, serving):
    serving()
    response = search("thaêtre")
    assert titles(response) == ["Théâtre en prison"]
    assert "exact=1" in response.context["literal_url"]
    literal = search("thaêtre", exact="1")
    assert literal.context["results"].total == 0
    assert "exact" not in literal.context["loose_url"]


def test_facets_narrow_and_can_be_taken_back(client, search, few, serving):
    serving()
    response = search("équipements détenus")
    [kinds] = [group for group in response.context["results"].groups if group.code == "kind"]
    [page] = [value for values in kinds.shown for value in values.values if value.code == "page"]
    narrowed = client.get(page.url)
    assert titles(narrowed) == ["Équipements : méthode"]
    [chip] = narrowed.context["chips"]
    assert len(titles(client.get(chip.remove_url))) == len(titles(response))
    without = client.get(page.without_url)
    assert "Équipements : méthode" not in titles(without)
    assert len(titles(without)) == len(titles(response)) - 1


def test_several_values_of_a_facet_add_up(search, few, serving):
    serving()
    assert len(titles(search("", year=["2014", "2019"]))) == 3
    assert titles(search("", year=["2019"])) == ["Théâtre en prison"]


def test_a_condition_in_the_text_can_be_taken_away(client, search, few, serving):
    serving()
    response = search("détenus année:2019")
    assert titles(response) == ["Théâtre en prison"]
    [condition] = response.context["understood"]
    assert len(titles(client.get(condition["remove_url"]))) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistake_is_explained_and_the_rest_is_found(search, few, serving, language):
    serving()
    response = search("couleur:bleu théâtre", language)
    assert "Théâtre en prison" in titles(response)
    assert response.context["mistakes"][0] in unescape(response.text)


def test_the_latest_come_first_where_that_is_asked_for(search, few, serving):
    serving()
    assert titles(search("détenus", sort="date"))[0] == "Théâtre en prison"


def test_nothing_found_leads_to_the_words_alone(client, search, few, serving):
    serving()
    response = search("théâtre", year="2014")
    assert response.context["results"].total == 0
    assert titles(client.get(response.context["everywhere_url"])) == ["Théâtre en prison"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_typed_is_answered(search, few, serving, language):
    serving()
    answers = {
        query: search(query, language).status_code for query in TYPED if query.isprintable() or query != "\ud800"
    }
    assert answers == dict.fromkeys(answers, 200)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=80), st.sampled_from(["page", "sort", "exact", "year", "not-year", "kind"]), st.text(max_size=12)
)
def test_any_address_is_answered(search, few, query, name, value):
    if not Index.objects.exists():
        from search.engines import embedded_engine
        from search.engines.documents import analysis_version

        engine = embedded_engine()
        row = Index.objects.create(engine=engine.name, state=Index.State.SERVING, analysis=analysis_version())
        engine.index(row.pk).create()
    try:
        value.encode(), query.encode()
    except UnicodeEncodeError:
        return
    assert search(query, **{name: value}).status_code == 200


def test_whatever_page_is_asked_for_is_answered(search, few, serving):
    serving()
    for page in ("", "0", "-1", "abc", "99999", "9" * 5000, "\x00", "٣"):
        assert search("détenus", page=page).status_code == 200, page


def test_a_question_is_cut_where_it_is_too_long(search, few, serving):
    serving()
    response = search("x" * 10_000)
    assert len(response.context["query"]) == LONGEST
    assert response.context["mistakes"]


def test_what_was_typed_is_escaped(search, few, serving):
    serving()
    assert "<script>alert" not in search("<script>alert(1)</script>").text


@pytest.mark.parametrize("failure", [EngineError("away"), DatabaseError("out of order")])
def test_a_search_out_of_order_never_looks_like_no_results(search, few, serving, monkeypatch, caplog, failure):
    serving()

    def fail():
        raise failure

    monkeypatch.setattr(results_page, "serving_index", fail)
    response = search("détenus")
    assert (response.status_code, response["Retry-After"]) == (503, "120")
    assert "results" not in response.context
    assert "The search failed" in caplog.text


@pytest.mark.parametrize("query", ["", "détenus"])
def test_before_an_index_serves_the_page_says_so(search, query):
    response = search(query)
    assert response.status_code == 503
    assert response.context["preparing"]


def test_what_stands_beside_the_hits_may_fail_without_them(search, few, serving, monkeypatch, caplog):
    serving()

    def fail(*args):
        raise DatabaseError("out of order")

    monkeypatch.setattr(results_page, "picks_for", fail)
    response = search("théâtre")
    assert titles(response) == ["Théâtre en prison"]
    assert response.context["results"].incomplete


def test_an_editors_pick_stands_above_in_the_readers_language(search, site_tree, serving):
    serving()
    Query.get("fes").editors_picks.create(page=site_tree.article["ar"], sort_order=0, description="À lire")
    [pick] = search("Fès").context["results"].picks
    assert (pick.title, pick.language) == (site_tree.article["fr"].title, "fr")


def test_many_results_are_divided_into_pages(client, search, entry, serving):
    for number in range(12):
        entry(f"Remise {number}")
    serving()
    first = search("remise")
    assert len(titles(first)) == 10
    second = client.get(first.context["pagination"].next_url)
    assert len(titles(second)) == 2
    assert set(titles(first)).isdisjoint(titles(second))


@pytest.mark.parametrize(("kind", "most"), [("article", 16), ("event", 19)])
@pytest.mark.parametrize("size", [2, 25])
def test_a_search_takes_as_many_statements_for_many_results(search, entry, serving, kind, most, size):
    """Sums over events are asked of the index once more, and of the query API."""
    for number in range(size):
        entry(f"Remise {number}", key=f"{kind}-{number}", kind=kind)
    serving()
    search("remise")
    with CaptureQueriesContext(connection) as captured:
        search("remise")
    assert len(statements(captured)) <= most


def test_the_page_is_kept_out_of_caches_and_search_engines(search, few, serving):
    serving()
    response = search("détenus")
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex' in response.text


def test_a_question_is_counted_by_day_and_language(search, few, serving, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    serving()
    for _time in range(2):
        search("Théâtre")
    search("théâtre", page="2")
    search("introuvablexyz")
    record_query_counts()
    counted = {one.text: (one.count, one.found_nothing) for one in QueryCount.objects.all()}
    assert counted == {"théâtre": (2, 0), "introuvablexyz": (1, 1)}


def test_what_is_past_its_time_is_neither_found_nor_counted_nor_suggested(client, search, entry, serving):
    entry("Remise de chèques", facets={"program": ["MICRO"]}, numbers={"expires": 1_000_000_000.0})
    entry("Remise à Fès", numbers={"expires": 9_000_000_000.0})
    serving()
    results = search("remise").context["results"]
    assert ([hit.title for hit in results.hits], results.total) == (["Remise à Fès"], 1)
    suggested = client.get("/fr/search/suggestions.json", {"q": "remise"}).json()["suggestions"]
    assert [one["text"] for one in suggested if one["url"].startswith("/fr/article")] == ["Remise à Fès"]


def test_every_value_of_a_facet_can_be_reached(search, entry, serving):
    for number in range(70):
        entry(f"Remise {number}", facets={"territory": [f"T{number}"]})
    serving()
    [group] = [one for one in search("remise").context["results"].groups if one.code == "territory"]
    values = [value for part in (*group.shown, *group.more) for value in part.values]
    assert len(values) == 70


@pytest.mark.parametrize(
    ("language", "typed", "expected"), [("fr", "ouarzaz", "Ouarzazate"), ("ar", "ورزاز", "ورزازات")]
)
def test_a_place_of_which_something_tells_is_suggested(client, entry, serving, language, typed, expected):
    entry("Remise à Ouarzazate")
    entry("توزيع شيكات في ورزازات", "ar")
    serving()
    suggested = client.get(f"/{language}/search/suggestions.json", {"q": typed}).json()["suggestions"]
    assert expected in [one["text"] for one in suggested]
