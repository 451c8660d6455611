"""Facts: what is done to the ledger and its records reaches their entries, for few statements."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programs.facts.events import DistributionEvent
from programs.facts.judgements import Preference
from programs.facts.ledger import amend_event, correct, release, release_events
from programs.facts.observations import Observation
from programs.facts.territories import TerritoryRelation
from search.indexing.entries.sources import source_named
from search.models.entries import Entry
from tests.factories import (
    ArticlePageFactory,
    EditionFactory,
    EventFactory,
    ObservationFactory,
    ProgramFactory,
    SchemeFactory,
    SourceFactory,
    TerritoryFactory,
)
from tests.small_site import event_with_figures

pytestmark = pytest.mark.django_db


def found(source: str, key: str) -> Entry | None:
    return Entry.objects.of(source, key).findable().filter(language="fr").first()


def reported(**fields) -> Observation:
    fields = {"value": 27_637, "period_start": date(2015, 1, 1), "period_end": date(2015, 12, 31), **fields}
    observation = ObservationFactory(
        event=None, program=ProgramFactory(), territory=TerritoryFactory(), period_type="calendar_year", **fields
    )
    release(Observation.objects.filter(pk=observation.pk), at=timezone.now())
    return Observation.objects.get(pk=observation.pk)


def test_a_reported_value_is_found_at_its_card_and_after_a_correction_at_the_new_one():
    old = reported()
    assert found("figure", old.code).url == f"/fr/figures/{old.code}/"
    new = correct(old, reason_ar="سبب", reason_fr="raison", at=timezone.now(), value=28_000)
    assert found("figure", old.code) is None
    assert found("figure", new.code).numbers["beneficiaries"] == 28_000


def test_a_reported_value_that_is_masked_is_not_found():
    assert found("figure", reported(value=3).code) is None


def said_twice() -> tuple[Observation, Observation]:
    """Return two values of one question, the earlier source's first."""
    edition, territory = EditionFactory(), TerritoryFactory()
    values = [
        ObservationFactory(
            event=None, program=edition.program, edition=edition, territory=territory, period_type="edition",
            period_start=date(2014, 1, 1), period_end=date(2014, 12, 31), value=value, source=SourceFactory(date=day),
        )
        for value, day in ((230, date(2014, 7, 1)), (244, date(2014, 7, 2)))
    ]  # fmt: skip
    return values[0], values[1]


def test_what_several_sources_say_is_found_once_with_all_that_they_say():
    first, second = said_twice()
    release(Observation.objects.all(), at=timezone.now())
    assert found("figure", second.code) is None
    assert "244" in found("figure", first.code).text


@pytest.mark.parametrize("first_released", [0, 1])
def test_a_source_that_comes_later_stands_beside_what_was_said_or_before_it(first_released):
    values = said_twice()
    for value in (values[first_released], values[1 - first_released]):
        release(Observation.objects.filter(pk=value.pk), at=timezone.now())
    assert (found("figure", values[0].code) is None, found("figure", values[1].code) is None) == (False, True)
    assert "244" in found("figure", values[0].code).text


def test_what_is_preferred_is_what_is_found():
    first, second = said_twice()
    release(Observation.objects.all(), at=timezone.now())
    Preference.objects.create(observation=second, reason_ar="سبب", reason_fr="raison")
    assert found("figure", first.code) is None
    assert "230" in found("figure", second.code).text


def test_an_event_that_gets_another_place_is_found_there_only():
    event = event_with_figures()
    release_events([event], at=timezone.now())
    event = DistributionEvent.objects.get(pk=event.pk)
    event.target_territory = TerritoryFactory(code="MEKNES")
    amend_event(event, reason_ar="سبب", reason_fr="raison", at=timezone.now())
    assert found("event", event.code).facets["territory"] == ["MA-PLACE:MEKNES"]


def test_a_place_that_comes_to_lie_within_another_is_found_under_it():
    event = event_with_figures()
    release_events([event], at=timezone.now())
    region = TerritoryFactory(scheme=SchemeFactory(code="MA-REG-1997", level="region"), code="MA-05")
    TerritoryRelation.objects.create(territory=event.target_territory, relation="within", related=region)
    assert found("event", event.code).facets["territory"] == ["MA-PLACE:FES", "MA-REG-1997:MA-05"]


def test_a_preferred_value_reaches_the_edition_that_shows_it():
    edition = EditionFactory()
    values = [
        ObservationFactory(
            event=None, program=edition.program, edition=edition, territory=TerritoryFactory(),
            period_type="edition", period_start=date(2014, 1, 1), period_end=date(2014, 12, 31), value=value,
        )
        for value in (230, 244)
    ]  # fmt: skip
    release(Observation.objects.filter(pk__in=[value.pk for value in values]), at=timezone.now())
    for value in values:
        Preference.objects.create(observation=value, reason_ar="سبب", reason_fr="raison")
        assert found("edition", edition.code).shown["figures"][0]["text"].startswith(str(value.value))


def statements(source: str, keys: list[str]) -> int:
    with CaptureQueriesContext(connection) as captured:
        list(source_named(source).contents(keys))
    return len(captured)


def test_many_events_take_the_statements_of_one():
    events = [EventFactory() for _number in range(6)]
    for event in events:
        ObservationFactory(event=event)
    release_events(events, at=timezone.now())
    codes = [event.code for event in events]
    statements("event", codes)
    assert statements("event", codes) == statements("event", codes[:1])


def test_many_pages_take_the_statements_of_one(site_tree):
    body = [
        {"type": "text", "value": f'<p><embed embedtype="figure" indicator="beneficiaries"/> {number}</p>'}
        for number in range(2)
    ]
    news = type(site_tree.news["ar"]).objects.get(pk=site_tree.news["ar"].pk)
    pages = [ArticlePageFactory(parent=news, slug=f"page-{n}", body=json.dumps(body)) for n in range(4)]
    keys = [str(page.pk) for page in pages]
    statements("page", keys)
    assert statements("page", keys) == statements("page", keys[:1])


def test_a_live_figure_is_read_as_its_number_and_follows_the_ledger(site_tree):
    page = site_tree.about["fr"]
    page.body = json.dumps(
        [{"type": "text", "value": '<p>Pour <embed embedtype="figure" indicator="beneficiaries"/>.</p>'}]
    )
    page.save_revision().publish()
    assert "Pour environ 230 personnes" in found("page", str(page.pk)).text.replace("\xa0", " ")
    observation = Observation.objects.get(event=site_tree.event, indicator__code="beneficiaries")
    correct(observation, reason_ar="سبب", reason_fr="raison", at=timezone.now(), value=244, qualifier="exact")
    assert "Pour 244 personnes" in found("page", str(page.pk)).text.replace("\xa0", " ")
