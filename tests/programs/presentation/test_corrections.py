"""Corrections: listed for the whole site and on each page that they touch, with feeds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from programs.facts.ledger import amend_event, correct, correct_source
from programs.facts.sources import Source, SourceCorrection
from programs.presentation.card_facts import subject_text
from programs.presentation.corrections import (
    Correction,
    all_corrections,
    corrected_values,
    corrections_in,
    corrections_of,
    covers,
    load_corrections,
)
from programs.presentation.figures import figure_of
from programs.statistics.answers import Answer
from programs.statistics.query import ask, ask_many
from programs.statistics.questions import Question
from programs.statistics.sources.series import row_of
from tests.factories import EventFactory, SourceFactory, TerritoryFactory
from tests.programs.factories import RELEASED, money, of_event, reported

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]
LATER = RELEASED + timedelta(days=100)
REASONS = {"reason_ar": "خطأ في النقل", "reason_fr": "Erreur de transcription"}
ATOM = "{http://www.w3.org/2005/Atom}"


def corrected(observation, value, **fields):
    return correct(observation, value=Decimal(value), **{"at": LATER, **REASONS, **fields})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_tells_old_value_new_value_and_reason(client, language):
    new = corrected(reported(230), 228)
    response = client.get(f"/{language}/corrections/")
    [shown] = response.context["corrections"]
    assert (shown.old.number, shown.new.number) == ("230", "228")
    assert REASONS[f"reason_{language}"] in response.text
    assert f"/{language}/figures/{new.code}/" in response.text


def test_the_list_is_empty_without_corrections(client):
    reported(230)
    response = client.get("/fr/corrections/")
    assert response.status_code == 200
    assert response.context["corrections"] == []


def test_the_list_is_marked_in_the_navigation_of_data(client, site_tree):
    text = client.get("/fr/corrections/").text
    assert '<a href="/fr/corrections/" aria-current="page">' in text
    assert '<a href="/fr/events/">' in text


def test_the_latest_correction_comes_first_and_each_step_of_a_chain_is_listed(client):
    second = corrected(reported(230), 231)
    corrected(second, 232, at=LATER + timedelta(days=1))
    shown = client.get("/fr/corrections/").context["corrections"]
    assert [(one.old.number, one.new.number) for one in shown] == [("231", "232"), ("230", "231")]


def test_the_list_is_narrowed_by_year_and_indicator(client):
    corrected(reported(230), 231)
    corrected(of_event(1000, indicator=money()), 2000, at=LATER + timedelta(days=400))
    assert len(client.get("/fr/corrections/").context["corrections"]) == 2
    [one] = client.get("/fr/corrections/?year=2021").context["corrections"]
    assert one.new.number == "2000"
    [one] = client.get("/fr/corrections/?indicator=beneficiaries").context["corrections"]
    assert one.new.number == "231"
    assert client.get("/fr/corrections/?year=abc").status_code == 404


def test_a_masked_value_is_in_no_list_and_no_feed(client):
    corrected(reported(1234), 3)
    for address in ("/fr/corrections/", "/fr/corrections/feed/atom/", "/fr/corrections/feed/rss/"):
        text = client.get(address).text.replace("\u202f", "").replace(".", "")
        assert "1234" not in text
        assert 'value="3"' not in text


@pytest.mark.parametrize("kind", ["rss", "atom"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_tells_values_and_reason_in_its_language(client, kind, language):
    corrected(reported(230), 228)
    response = client.get(f"/{language}/corrections/feed/{kind}/")
    root = ElementTree.fromstring(response.content)
    [entry] = [*root.iter("item"), *root.iter(f"{ATOM}entry")]
    text = entry.findtext("description") or entry.findtext(f"{ATOM}summary")
    assert "230" in text
    assert "228" in text
    assert REASONS[f"reason_{language}"] in text
    link = entry.findtext("link") or entry.find(f"{ATOM}link").get("href")
    assert client.get(link).status_code == 200


def test_a_feed_of_another_kind_is_not_found(client):
    assert client.get("/fr/corrections/feed/json/").status_code == 404


def test_every_page_leads_to_the_corrections_and_their_feeds(client, site_tree):
    text = client.get("/fr/").text
    assert "/fr/corrections/" in text
    assert "/fr/corrections/feed/atom/" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_that_show_a_corrected_value_list_the_correction(client, site_tree, language):
    corrected(site_tree.event.observations.get(indicator__code="beneficiaries"), 231, at=site_later(site_tree))
    for address in (
        site_tree.article[language].get_url(),
        site_tree.program[language].get_url(),
        f"/{language}/events/FES-2014-07/",
        f"/{language}/data/beneficiaries/",
    ):
        response = client.get(address)
        assert [one.new.number for one in response.context["corrections"]] == ["231"], address
        assert REASONS[f"reason_{language}"] in response.text, address


def site_later(site_tree):
    return max(site_tree.event.observations.values_list("released_at", flat=True)) + timedelta(microseconds=1)


def test_a_corrected_part_of_a_sum_is_found():
    corrected(of_event(20), 21)
    of_event(18)
    answer = ask(Question("beneficiaries", basis="computed"))
    [found] = corrections_in([answer])
    assert (found.old.number, found.new.number) == ("20", "21")


def test_what_was_not_corrected_costs_no_statement():
    of_event(20)
    of_event(18)
    answers = [ask(Question("beneficiaries", basis="computed"))]
    with CaptureQueriesContext(connection) as captured:
        assert corrections_in(answers) == []
    assert len(captured) == 0


def test_an_event_that_was_amended_tells_that_the_value_stayed(client):
    event = EventFactory(code="E", released=True)
    of_event(38, event)
    event.target_territory = TerritoryFactory(code="MEKNES")
    amend_event(event, at=LATER, **REASONS)
    [shown] = client.get("/fr/corrections/").context["corrections"]
    assert not shown.changed


@pytest.mark.parametrize("size", [2, 20])
def test_the_list_takes_as_many_statements_for_many_corrections(client, size):
    for year in range(1998, 1998 + size):
        corrected(reported(230, year=year), 231)
    client.get("/fr/corrections/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/fr/corrections/")
    assert len(captured) <= 6


def test_a_long_list_is_paged(client):
    for year in range(1998, 2020):
        corrected(reported(230, year=year), 231)
    assert len(client.get("/fr/corrections/").context["corrections"]) == 20
    assert len(client.get("/fr/corrections/?page=2").context["corrections"]) == 2
    assert client.get("/fr/corrections/?page=3").status_code == 404


def test_corrections_of_a_sum_need_no_query_if_its_events_are_known(
    django_assert_num_queries,
):
    old = of_event(20)
    of_event(18)
    correct(old, value=Decimal(21), at=LATER, **REASONS)
    answers = ask_many([Question("beneficiaries", basis="computed"), Question("beneficiaries", by="event")])
    with django_assert_num_queries(2):  # what is behind the rows, and the chain of the correction
        [found] = corrections_in(answers)
    assert (found.old.number, found.new.number) == ("20", "21")
    with django_assert_num_queries(7):  # and what the sum is of: the fold, four kinds of records, what is behind them
        assert [one.new.number for one in corrections_in(answers[:1])] == ["21"]


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        ({}, {"program": "MICRO", "edition": "MICRO-2014", "basis": "computed"}, True),
        ({"program": "MICRO"}, {"program": "MICRO", "year": 2014}, True),
        ({"program": "MICRO"}, {"program": "OTHER"}, False),
        ({"program": "MICRO"}, {}, False),
        ({}, {"role": "target"}, False),
        ({}, {"as_of": date(2020, 1, 1)}, False),
        ({"territory": "MA:MA", "exact_territory": True}, {"territory": "MA:MA"}, False),
    ],
    ids=str,
)
def test_a_question_covers_those_that_are_narrower(wide, narrow, expected):
    given = {"indicator": "beneficiaries", "by": "event"}
    assert covers(Question(**given, **wide), Question(**given, **narrow)) is expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_masked_values_are_not_claimed_to_be_unchanged(client, language):
    with override(language):
        claim = gettext("the value itself did not change")
    other_source = correct(reported(250), source=SourceFactory(), at=LATER, **REASONS)
    assert claim in client.get(f"/{language}/corrections/").text
    corrected(other_source, 3, at=LATER + timedelta(days=1))
    assert claim not in client.get(f"/{language}/corrections/").text
    feed = ElementTree.fromstring(client.get(f"/{language}/corrections/feed/rss/").content)
    assert {item.findtext("description") for item in feed.iter("item")} == {REASONS[f"reason_{language}"]}


# Which corrections, and in which order


def source_put_right(observation, at=LATER, name="Nouveau nom") -> SourceCorrection:
    source = Source.objects.get(pk=observation.source_id)
    source.name_fr = name
    return correct_source(source, at=at, **REASONS)


def test_corrections_of_values_and_of_sources_are_one_list_in_a_fixed_order():
    first = corrected(reported(230), 231, code="A")
    corrected(reported(240), 241, code="B")
    corrected(of_event(1000, indicator=money()), 2000, code="C", at=LATER + timedelta(days=1))
    of_first = source_put_right(first)
    last = source_put_right(first, LATER + timedelta(days=2), "Autre nom")
    values = [(LATER + timedelta(days=1), "value", "C"), (LATER, "value", "B"), (LATER, "value", "A")]
    sources = [(last.released_at, "source", str(last.pk)), (LATER, "source", str(of_first.pk))]
    assert [*all_corrections(corrected_values(), SourceCorrection.objects.all())] == [
        sources[0],
        values[0],
        sources[1],
        *values[1:],
    ]
    assert [*all_corrections(corrected_values().none(), SourceCorrection.objects.all())] == sources
    assert [*all_corrections(corrected_values(), SourceCorrection.objects.none())] == values
    shown = load_corrections([values[2], sources[1], values[0], sources[0]])
    assert [one.code for one in shown] == ["A", f"source-{of_first.pk}", "C", f"source-{last.pk}"]


def test_sources_are_listed_in_one_statement_and_none_without_any(django_assert_num_queries):
    first, second = source_put_right(reported(230)), source_put_right(reported(240))
    with django_assert_num_queries(1):
        assert len(load_corrections([(LATER, "source", str(one.pk)) for one in (first, second)])) == 2
    with django_assert_num_queries(0):
        assert load_corrections([]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_correction_says_all_of_its_value(language):
    old = reported(230)
    new = corrected(old, 228, code="NEW", at=datetime(2021, 5, 31, 23, 30, tzinfo=UTC))
    with override(language):
        [shown] = corrections_of(["NEW"])
        assert shown == Correction(
            code="NEW",
            label=new.indicator.name,
            subject=subject_text(row_of(new)),
            old=figure_of(row_of(old)),
            new=figure_of(row_of(new)),
            reason=REASONS[f"reason_{language}"],
            at=new.released_at,
            url=f"/{language}/figures/NEW/",
        )
        assert shown.date_text == {"ar": "1 يونيو 2021", "fr": "1er juin 2021"}[language]
        assert subject_text(row_of(new))


def test_corrections_of_one_moment_come_in_the_order_of_their_codes():
    new = [
        corrected(reported(230, year=year), 231, code=code) for year, code in ((2013, "B"), (2014, "A"), (2015, "C"))
    ]
    assert [one.code for one in corrections_of(one.code for one in new)] == ["C", "B", "A"]


def test_an_answer_by_event_that_was_refused_hides_no_correction_of_a_sum():
    corrected(of_event(20), 21)
    of_event(18)
    refused = Answer(Question("beneficiaries", by="event"))
    [found] = corrections_in([refused, ask(Question("beneficiaries", basis="computed"))])
    assert found.new.number == "21"


def test_the_parts_of_a_single_value_are_not_asked_for(django_assert_num_queries):
    corrected(reported(230), 231)
    answer = ask(Question("beneficiaries"))
    with django_assert_num_queries(2):  # what is behind the row, and the chain of the correction
        assert len(corrections_in([answer])) == 1


def test_rows_that_a_page_lists_and_what_stands_beside_them_tell_their_corrections_too():
    row, other = (row_of(corrected(reported(value), value + 1, code=code)) for value, code in ((230, "A"), (240, "B")))
    found = corrections_in([], listed=[replace(row, others=(other,))])
    assert [one.code for one in found] == ["B", "A"]


def test_the_corrections_of_a_source_until_a_moment_are_told_beside_those_of_its_values():
    value = corrected(reported(230), 231, code="A")
    correction = source_put_right(value)
    answer = ask(Question("beneficiaries"))
    assert [one.code for one in corrections_in([answer])] == [f"source-{correction.pk}", "A"]
    assert [one.code for one in corrections_in([answer], LATER)] == [f"source-{correction.pk}", "A"]
    assert corrections_in([answer], LATER - timedelta(days=1)) == []
