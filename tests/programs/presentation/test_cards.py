"""Cards of figures: permanent URL, history, other values, and alternates for machines."""

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.facts.ledger import correct
from programs.presentation.addresses import question_url
from programs.statistics.query import ask
from programs.statistics.questions import Question
from tests.factories import EditionFactory, EventFactory, ProgramFactory, SourceFactory
from tests.programs.factories import RELEASED, of_event, reported

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]
LATER = RELEASED + timedelta(days=100)
REASONS = {"reason_ar": "خطأ في النقل", "reason_fr": "Erreur de transcription"}


def card_url(code: str, language: str = "fr", form: str = "/") -> str:
    return f"/{language}/figures/{code}{form}"


def statements(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_shows_its_value_its_definition_and_its_source(client, language):
    value = reported(230, qualifier="about", source=SourceFactory(url="https://example.org/article"))
    response = client.get(card_url(value.code, language))
    assert response.status_code == 200
    assert '<data value="230">' in response.text
    assert value.source.name in response.text
    assert "https://example.org/article" in response.text
    assert (value.indicator.definition_fr if language == "fr" else value.indicator.definition_ar) in response.text
    assert f"/{language}/data/beneficiaries/" in response.text


def test_a_figure_links_its_alternates_and_the_other_language(client):
    value = reported(230)
    text = client.get(card_url(value.code)).text
    for address in (card_url(value.code, form=".csv"), card_url(value.code, form=".json"), card_url(value.code, "ar")):
        assert address in text
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("form", ["/", ".csv", ".json"])
def test_a_draft_has_no_card(client, form):
    draft = of_event(77, released_at=None)
    assert client.get(card_url(draft.code, form=form)).status_code == 404
    assert client.get(card_url("UNKNOWN", form=form)).status_code == 404


def test_a_corrected_value_stays_at_its_address_and_names_the_new_one(client):
    old = reported(230)
    new = correct(old, value=Decimal(228), at=LATER, **REASONS)
    response = client.get(card_url(old.code))
    assert response.context["successor"].number == "228"
    assert card_url(new.code) in response.text
    assert [step["figure"].number for step in response.context["steps"]] == ["230", "228"]
    assert response.context["steps"][1]["reason"] == REASONS["reason_fr"]


def test_a_long_history_is_complete_on_each_of_its_cards(client):
    first = reported(230)
    second = correct(first, value=Decimal(231), at=LATER, **REASONS)
    third = correct(second, value=Decimal(232), at=LATER + timedelta(days=1), **REASONS)
    for code in (first.code, second.code, third.code):
        steps = client.get(card_url(code)).context["steps"]
        assert [step["figure"].number for step in steps] == ["230", "231", "232"]
        assert [step["current"] for step in steps] == [False, False, True]
    assert client.get(card_url(third.code)).context["successor"] is None


@pytest.mark.parametrize("form", ["/", ".csv", ".json"])
def test_what_a_masked_value_was_before_is_nowhere(client, form):
    old = reported(1234)
    new = correct(old, value=Decimal(3), at=LATER, **REASONS)
    for code in (old.code, new.code):
        text = client.get(card_url(code, form=form)).getvalue().decode()
        assert "1234" not in text.replace("\u202f", "").replace(".", "")
        assert '"obs_value": "3"' not in text
        assert '<data value="3">' not in text
    text = client.get(f"{card_url(old.code, form=form)}?as_of={RELEASED.date()}").getvalue().decode()
    assert "1234" not in text.replace("\u202f", "").replace(".", "")


@pytest.mark.parametrize("suffix", ["", "csv", "json"])
@pytest.mark.parametrize("by", ["", "year"])
def test_no_question_of_a_past_day_tells_what_a_masked_value_was_before(client, suffix, by):
    between = correct(reported(1234), value=Decimal(1240), at=LATER, **REASONS)
    correct(between, value=Decimal(3), at=LATER + timedelta(days=1), **REASONS)
    for day in (RELEASED.date() + timedelta(days=1), LATER.date()):
        response = client.get(question_url(Question("beneficiaries", by=by, as_of=day), suffix=suffix))
        text = response.getvalue().decode().replace("\u202f", "")
        assert response.status_code == 200
        assert "1234" not in text
        assert "1240" not in text


@pytest.mark.parametrize("suffix", ["", "csv", "json"])
def test_no_sum_of_a_past_day_tells_what_a_masked_part_was_before(client, suffix):
    part = of_event(1234, EventFactory(code="ONE", released=True))
    of_event(100, EventFactory(code="TWO", released=True))
    correct(part, value=Decimal(3), at=LATER, **REASONS)
    day = RELEASED.date() + timedelta(days=1)
    asked = Question("beneficiaries", program=part.program.code, basis="computed", as_of=day)
    text = client.get(question_url(asked, suffix=suffix)).getvalue().decode().replace("\u202f", "")
    assert "1234" not in text
    assert "1334" not in text


def test_another_source_is_masked_on_a_past_day_as_it_is_now():
    preferred, other = reported(230), reported(1234)
    preferred.preferences.create(reason_ar="أدق", reason_fr="Plus précis", decided_at=RELEASED)
    correct(other, value=Decimal(3), at=LATER, **REASONS)
    answer = ask(Question("beneficiaries", as_of=RELEASED.date() + timedelta(days=1)))
    assert [row.value for row in answer.row.others] == [None]
    assert answer.row.value == 230


def test_a_value_shows_other_sources_and_the_preferred_one(client):
    preferred, other = reported(230), reported(250)
    preferred.preferences.create(reason_ar="أدق", reason_fr="Plus précis", decided_at=RELEASED)
    shown = client.get(card_url(other.code)).context
    assert [figure.number for figure in shown["figure"].others] == ["230"]
    assert shown["preferred"].number == "230"
    assert shown["figure"].preference_reason == "Plus précis"
    assert client.get(card_url(preferred.code)).context["preferred"] is None


def test_what_is_computed_stands_beside_what_is_reported(client):
    edition = EditionFactory()
    where = {"edition": edition, "program": edition.program, "period_type": "edition"}
    value = reported(400, **where)
    for count in (20, 18):
        of_event(count, EventFactory(program=edition.program, edition=edition, released=True))
    shown = client.get(card_url(value.code)).context
    assert [figure.number for figure in shown["beside"]] == ["38"]
    assert "38" in shown["reconciliation"]
    assert "400" in shown["reconciliation"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sum_lists_what_it_is_of(client, language):
    for number, count in enumerate((20, 18)):
        of_event(count, EventFactory(code=f"E-{number}", released=True))
    question = Question("beneficiaries", program="MICRO", basis="computed")
    response = client.get(f"/{language}/figures/", question.as_codes())
    assert response.context["figure"].number == "38"
    assert {event.code: figure.number for event, figure in response.context["parts"]} == {"E-0": "20", "E-1": "18"}
    assert f"/{language}/events/E-0/" in response.text
    assert response.context["canonical_url"].endswith(
        f"/{language}/figures/?indicator=beneficiaries&program=MICRO&basis=computed"
    )


def test_a_long_sum_is_paged(client):
    for number in range(30):
        of_event(20, EventFactory(code=f"E-{number}", released=True))
    url = question_url(Question("beneficiaries", basis="computed"))
    assert len(client.get(url).context["parts"]) == 25
    assert len(client.get(f"{url}&page=2").context["parts"]) == 5
    assert client.get(f"{url}&page=3").status_code == 404


def test_a_sum_shows_the_corrections_of_its_parts(client):
    old = of_event(20)
    of_event(18)
    correct(old, value=Decimal(21), at=LATER, **REASONS)
    shown = client.get(question_url(Question("beneficiaries", basis="computed"))).context
    [correction] = shown["corrections"]
    assert (correction.old.number, correction.new.number) == ("20", "21")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_names_the_pages_of_its_language_that_use_it(client, site_tree, language):
    value = site_tree.event.observations.get(indicator__code="beneficiaries")
    pages = client.get(card_url(value.code, language)).context["pages"]
    using = (site_tree.article, site_tree.program, site_tree.home, site_tree.programs)
    assert {page.pk for page in pages} == {tree[language].pk for tree in using}


# Questions


@pytest.mark.parametrize("form", ["/", ".csv", ".json"])
def test_what_may_not_be_summed_is_refused_with_a_reason_and_a_way_on(client, form):
    for number in range(2):
        of_event(20, indicator=rate(), event=EventFactory(code=f"E-{number}", released=True))
    response = client.get(f"/fr/figures{form}?indicator=heads&basis=computed")
    assert response.status_code == 422
    refusal = ask(Question("heads", basis="computed")).refusal
    if form == "/":
        assert str(response.context["refusal"].message) in response.text or response.context["nearest_url"]
        assert response.context["nearest_url"] == question_url(refusal.nearest).replace("/ar/", "/fr/")
        assert response["X-Robots-Tag"] == "noindex"
    if form == ".json":
        assert response.json()["refusal"]["code"] == refusal.code


def rate():
    from tests.factories import IndicatorFactory

    return IndicatorFactory(code="heads", aggregation="distinct")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("indicator=unknown", 404),
        ("indicator=beneficiaries&program=UNKNOWN", 404),
        ("indicator=beneficiaries&year=1901", 404),
        ("indicator=", 400),
        ("indicator=%00", 400),
        ("indicator=beneficiaries&by=moon", 400),
        ("indicator=beneficiaries&year=abc", 400),
        ("indicator=beneficiaries&year=99999999999999999999", 400),
        ("indicator=beneficiaries&period_start=2014-13-01", 400),
        ("indicator=beneficiaries&scheme=MA", 400),
        ("indicator=beneficiaries&by=year,sex,trade", 400),
        ("indicator=beneficiaries&territory=x", 404),
        ("indicator=a%2B", 400),
        ("indicator=" + "a" * 5000, 400),
    ],
)
@pytest.mark.parametrize("form", ["/", ".csv", ".json"])
def test_any_query_string_gets_a_response(client, form, query, status):
    reported(230)
    for language in LANGUAGES:
        assert client.get(f"/{language}/figures{form}?{query}").status_code == status


def test_figures_without_a_question_lead_to_the_data(client):
    assert client.get("/fr/figures/").url == "/fr/data/"


def test_a_question_by_years_is_a_table_whose_numbers_open_their_cards(client):
    values = [reported(230 + year, year=year) for year in (2013, 2014)]
    response = client.get("/fr/figures/?indicator=beneficiaries&by=year")
    for value in values:
        assert card_url(value.code) in response.text


# Twins


def test_the_json_of_a_figure_holds_codes_names_and_exact_numbers(client):
    value = reported(Decimal("230.25"), qualifier="about")
    found = client.get(card_url(value.code, form=".json")).json()
    assert (found["observation"], found["obs_value"], found["qualifier"]) == (value.code, "230.25", "about")
    assert found["obs_status"] == "A"
    assert found["indicator"]["code"] == "beneficiaries"
    assert set(found["indicator"]["name"]) == {"ar", "fr"}
    assert found["ref_area"] == {"code": "MA:MA", "name": {"ar": "المغرب", "fr": "Maroc"}}
    assert found["time_period"]["start"] == "2014-01-01"
    assert found["url"]["ar"] == f"http://testserver{card_url(value.code, 'ar')}"


def test_the_json_is_the_same_in_both_languages(client):
    value = reported(230)
    arabic, french = (client.get(card_url(value.code, language, ".json")).json() for language in LANGUAGES)
    assert arabic == french


def test_the_json_tells_the_history(client):
    old = reported(230)
    new = correct(old, value=Decimal(228), at=LATER, **REASONS)
    found = client.get(card_url(old.code, form=".json")).json()
    assert found["superseded_by"] == new.code
    assert [(step["obs_value"], step["supersedes"]) for step in found["history"]] == [("230", None), ("228", old.code)]
    assert found["history"][1]["reason"] == {"ar": REASONS["reason_ar"], "fr": REASONS["reason_fr"]}


def test_the_file_of_a_sum_has_no_code_of_one_of_its_parts(client):
    of_event(20)
    of_event(18)
    response = client.get(question_url(Question("beneficiaries", program="MICRO", basis="computed"), suffix="csv"))
    [row] = csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig")))
    assert (row["value"], row["observation"], row["program"], row["events"]) == ("38", "", "MICRO", "2")


# What it costs


@pytest.mark.parametrize("size", [1, 25])
def test_a_card_takes_no_more_statements_for_a_long_history_and_many_sources(client, site_tree, size):
    value = reported(230, program=ProgramFactory())
    for number in range(size):
        value = correct(value, value=Decimal(231 + number), at=LATER + timedelta(days=number), **REASONS)
        reported(500 + number, program=ProgramFactory())
    assert statements(client, card_url(value.code)) <= 20


@pytest.mark.parametrize("size", [2, 40])
def test_a_sum_takes_no_more_statements_for_many_parts(client, site_tree, size):
    for number in range(size):
        of_event(20, EventFactory(code=f"E-{number}", released=True))
    assert statements(client, question_url(Question("beneficiaries", program="MICRO", basis="computed"))) <= 23


def test_a_figure_released_now_has_a_card_at_once(client):
    value = reported(230, released_at=datetime.now(UTC))
    assert client.get(card_url(value.code)).status_code == 200
