"""A search as feed, as file and as suggestions: what each holds, and what it says when search is out of order."""

import csv
import json
from xml.etree import ElementTree

import pytest

from search.engines.interface import EngineError
from search.models.words import GlossaryEntry
from search.results import running
from search.views import alternates, search_page

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def found(entry, serving):
    shown = {"date": "1er juillet 2014", "place": "Fès", "figures": [{"label": "Montant remis", "text": "650 000 DH"}]}
    entry("Chèques à Fès", "fr", key="a", kind="event", shown=shown, facets={"program": ["MICRO"]}, lead="=1+1")
    entry("شيكات بفاس", "ar", key="a", kind="event")
    entry("Chèques à Salé", "fr", key="b", year=2016)
    serving()


def rows(response) -> list[dict]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_a_file_has_all_results_with_codes_beside_labels(client, found):
    listed = rows(client.get("/fr/search.csv", {"q": "chèques"}))
    assert {row["title"] for row in listed} == {"Chèques à Fès", "شيكات بفاس", "Chèques à Salé"}
    [fes] = [row for row in listed if row["title"] == "Chèques à Fès"]
    assert (fes["kind"], fes["program"], fes["year"], fes["date_from"]) == ("event", "MICRO", "2014", "2014-07-01")
    assert (fes["place_label"], fes["figures"]) == ("Fès", "Montant remis: 650 000 DH")


def test_no_cell_of_a_file_runs_as_a_formula(client, found):
    [fes] = [row for row in rows(client.get("/fr/search.csv", {"q": "chèques Fès"})) if row["language"] == "fr"][:1]
    assert fes["lead"] == "'=1+1"


def test_a_file_longer_than_what_is_read_at_once_is_whole(client, entry, serving, monkeypatch):
    monkeypatch.setattr(alternates, "ROWS_AT_ONCE", 2)
    for number in range(5):
        entry(f"Remise {number}")
    serving()
    assert sorted(row["title"] for row in rows(client.get("/fr/search.csv", {"q": "remise"}))) == [
        f"Remise {number}" for number in range(5)
    ]


def test_json_says_what_was_understood_found_and_counted(client, found):
    answer = json.loads(client.get("/fr/search.json", {"q": "chèques couleur:bleu", "year": "2014"}).content)
    assert answer["total"] == 2
    assert [mistake["code"] for mistake in answer["question"]["mistakes"]] == ["unknown-field"]
    assert {result["title"] for result in answer["results"]} == {"Chèques à Fès", "شيكات بفاس"}
    assert {one["code"]: one["count"] for one in answer["facets"]["year"]} == {"2014": 2, "2016": 1}


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_has_the_latest_first_in_both_languages(client, found, kind):
    response = client.get(f"/fr/search/feed/{kind}/", {"q": "chèques"})
    tree = ElementTree.fromstring(response.content)
    path = f".//{ATOM}entry/{ATOM}title" if kind == "atom" else ".//item/title"
    assert next(title.text for title in tree.findall(path)) == "Chèques à Salé"
    assert len(tree.findall(path)) == 3
    assert "q=ch%C3%A8ques" in response.text


def test_the_page_names_its_feeds_and_files(client, found):
    page = client.get("/fr/search/", {"q": "chèques", "year": "2014"}).text
    for path in ("/fr/search/feed/atom/", "/fr/search/feed/rss/", "/fr/search.csv", "/fr/search.json"):
        assert f'href="{path}?q=ch%C3%A8ques&amp;year=2014"' in page


@pytest.mark.parametrize("path", ["search.csv", "search.json", "search/feed/atom/", "search/suggestions.json"])
def test_what_is_out_of_order_is_no_empty_answer(client, found, monkeypatch, path):
    def fail():
        raise EngineError("away")

    for module in (alternates, running, search_page):
        monkeypatch.setattr(module, "serving_index", fail)
    response = client.get(f"/fr/{path}", {"q": "chèques"})
    assert response.status_code == 503


def suggestions_for(client, text: str, language: str = "fr") -> list[str]:
    answer = client.get(f"/{language}/search/suggestions.json", {"q": text})
    assert "public" not in answer["Cache-Control"]
    return [one["text"] for one in answer.json()["suggestions"]]


@pytest.mark.parametrize(("text", "language"), [("chè", "fr"), ("CHEQUES a", "fr"), ("الشي", "ar"), ("شيكات بف", "ar")])
def test_titles_are_suggested_by_the_beginnings_of_their_words(client, found, text, language):
    assert {"Chèques à Fès", "شيكات بفاس"} & set(suggestions_for(client, text, language))


def test_names_that_can_be_narrowed_to_are_suggested(client, site_tree, serving):
    serving()
    assert site_tree.event.program.name_fr in suggestions_for(client, site_tree.event.program.name_fr[:5])


def test_terms_of_the_glossary_are_suggested(client, found):
    GlossaryEntry.objects.create(terms_ar="زعتر", terms_fr="thym sauvage")
    assert "thym sauvage" in suggestions_for(client, "thym s")


@pytest.mark.parametrize("text", ["", "x", "\x00", "%", "*" * 5000, "\u202e", "' OR 1=1 --", '"', "(", "🏳️"])
def test_whatever_is_typed_gets_an_answer(client, found, text):
    suggestions_for(client, text)
