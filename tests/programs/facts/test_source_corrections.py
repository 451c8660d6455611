"""Corrections of sources that published figures cite."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programs.facts.ledger import correct_source, release_events
from programs.facts.sources import Source, SourceCorrection
from programs.facts.territories import TerritoryRelation
from programs.imports.load import load_facts
from tests.factories import EventFactory, ObservationFactory, SourceFactory, TerritoryFactory
from tests.programs.factories import money, of_event

pytestmark = pytest.mark.django_db

REASONS = {"reason_ar": "اسم الناشر خاطئ", "reason_fr": "Éditeur mal nommé"}
RELEASED = datetime(2020, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def value(db):
    """A published value, whose source is called “Ancien nom” and published by “MAP”."""
    source = SourceFactory(code="S", name_ar="الاسم القديم", name_fr="Ancien nom", publisher="MAP")
    value = ObservationFactory(event=EventFactory(), value=230, source=source)
    release_events([value.event], at=RELEASED)
    return value


def put_right(source: Source, at=None, **words) -> SourceCorrection:
    source = Source.objects.get(pk=source.pk)
    for name, said in {"publisher": "Le Matin", "name_fr": "Nouveau nom", **words}.items():
        setattr(source, name, said)
    return correct_source(source, **REASONS, at=at or timezone.now())


# What the database and the model refuse


@pytest.mark.parametrize(
    "change", [{"publisher": "x"}, {"url": "https://x.org/"}, {"code": "T"}, {"date": "2014-07-13"}]
)
def test_a_cited_source_changes_by_correction_only(refused, value, change):
    with refused():
        Source.objects.filter(pk=value.source_id).update(**change)


def test_a_source_that_only_drafts_cite_changes(value):
    source = ObservationFactory(event=value.event, value=1).source
    assert Source.objects.filter(pk=source.pk).update(publisher="x") == 1


def test_a_source_of_a_public_relation_between_territories_does_not_change(refused):
    source = SourceFactory()
    TerritoryRelation.objects.create(
        territory=TerritoryFactory(code="A"), related=TerritoryFactory(code="B"), relation="within", source=source
    )
    with refused():
        Source.objects.filter(pk=source.pk).update(publisher="x")


def test_a_corrected_source_matches_its_latest_correction(refused, value):
    put_right(value.source)
    with refused():
        Source.objects.filter(pk=value.source_id).update(publisher="x")


def test_a_correction_cannot_be_changed_or_deleted(refused, value):
    correction = put_right(value.source)
    with refused():
        SourceCorrection.objects.filter(pk=correction.pk).update(reason_fr="x")
    with refused():
        SourceCorrection.objects.filter(pk=correction.pk)._raw_delete("default")


@pytest.mark.parametrize("wrong", ["reason_ar", "reason_fr"])
def test_a_correction_has_a_reason_in_both_languages(value, wrong):
    value.source.publisher = "x"
    with pytest.raises(ValidationError):
        correct_source(value.source, **(REASONS | {wrong: " "}), at=timezone.now())
    assert Source.objects.get(pk=value.source_id).publisher == "MAP"


def test_a_correction_changes_something(value):
    with pytest.raises(ValidationError):
        correct_source(value.source, **REASONS, at=timezone.now())


def test_a_file_does_not_change_a_cited_source(write, value):
    path = write("sources", "code,name_ar,name_fr,publisher,date", "S,الاسم القديم,Ancien nom,Autre,2014-07-12")
    outcome = load_facts([path], apply=True)
    assert [error.column for error in outcome.errors] == ["publisher"]


# What readers are told


@pytest.mark.parametrize(("language", "reason"), [("ar", "اسم الناشر خاطئ"), ("fr", "Éditeur mal nommé")])
@pytest.mark.parametrize("address", ["figures/{code}/", "corrections/", "events/{event}/", "corrections/feed/atom/"])
def test_readers_see_old_and_new_texts_and_the_reason(client, value, language, reason, address):
    put_right(value.source)
    page = client.get(f"/{language}/" + address.format(code=value.code, event=value.event.code)).text
    for said in ("MAP", "Le Matin", reason):
        assert said in page, said


def test_figures_of_other_sources_do_not_list_it(client, value):
    other = of_event(4, value.event, indicator=money())
    put_right(value.source)
    assert "Le Matin" not in client.get(f"/fr/figures/{other.code}/").text


def test_files_contain_it_too(client, value):
    correction = put_right(value.source)
    card = json.loads(client.get(f"/fr/figures/{value.code}.json").content)
    assert card["sources"][0]["corrected_at"] == correction.released_at.isoformat()
    [told] = card["source_corrections"]
    assert told["before"] == {"name_fr": "Ancien nom", "publisher": "MAP"}
    assert told["after"] == {"name_fr": "Nouveau nom", "publisher": "Le Matin"}
    assert told["reason"] == {"ar": REASONS["reason_ar"], "fr": REASONS["reason_fr"]}


def test_a_past_day_shows_the_source_of_that_day(client, value):
    first, second = (timezone.now() - timedelta(days=days) for days in (9, 3))
    put_right(value.source, at=first)
    put_right(value.source, at=second, name_fr="Dernier nom")
    names = {
        days: json.loads(
            client.get(f"/fr/figures/{value.code}.json?as_of={timezone.localdate() - timedelta(days=days)}").content
        )["sources"][0]["name"]["fr"]
        for days in (12, 6, 0)
    }
    assert names == {12: "Ancien nom", 6: "Nouveau nom", 0: "Dernier nom"}
    page = client.get(f"/fr/events/{value.event.code}/?as_of={timezone.localdate() - timedelta(days=6)}").text
    assert "Nouveau nom" in page
    assert "Dernier nom" not in page


@pytest.mark.parametrize(("query", "found"), [("", True), ("?indicator=beneficiaries", True), ("?year=2019", False)])
def test_the_list_is_narrowed_for_sources_as_for_values(client, value, query, found):
    put_right(value.source)
    assert ("Le Matin" in client.get(f"/fr/corrections/{query}").text) == found
