"""Public lists and pages of events, territories, editions and centres."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.facts.events import DistributionEvent
from programs.facts.programs import Centre
from programs.facts.territories import TerritoryRelation
from tests.factories import EditionFactory, EventFactory, ProgramFactory, SchemeFactory, TerritoryFactory
from tests.programs.factories import of_event, region, reported

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]


def statements(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def centre(code: str = "C-1", place=None) -> Centre:
    return Centre.objects.create(code=code, name_ar="مركز", name_fr="Centre", territory=place or TerritoryFactory())


def within(place, other) -> None:
    TerritoryRelation.objects.create(territory=place, relation="within", related=other)


# Events


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_events_is_narrowed_by_year_programme_and_region(client, language):
    fes, old_region = TerritoryFactory(code="FES"), region()
    within(fes, old_region)
    EventFactory(code="HERE", target_territory=fes, released=True)
    EventFactory(
        code="THERE",
        program=ProgramFactory(code="OTHER"),
        target_territory=TerritoryFactory(code="SALE"),
        date_start=date(2016, 1, 1),
        released=True,
    )
    EventFactory(code="DRAFT")

    def codes(query: str) -> list[str]:
        return [box.code for box in client.get(f"/{language}/events/{query}").context["events"]]

    assert codes("") == ["THERE", "HERE"]
    assert codes("?year=2014") == ["HERE"]
    assert codes("?program=OTHER") == ["THERE"]
    assert codes("?place=MA-REG-1997:MA-05") == ["HERE"]
    assert codes("?place=MA-REG-1997:MA-05&year=2016") == []
    assert codes("?place=nowhere") == []


def test_the_list_of_events_is_paged(client):
    for number in range(25):
        EventFactory(code=f"E-{number}", released=True)
    assert len(client.get("/fr/events/").context["events"]) == 20
    assert len(client.get("/fr/events/?page=2").context["events"]) == 5
    assert client.get("/fr/events/?page=9").status_code == 404


@pytest.mark.parametrize("size", [1, 20])
def test_the_list_of_events_takes_no_more_statements_for_many(client, size):
    for number in range(size):
        of_event(
            20, EventFactory(code=f"E-{number}", target_territory=TerritoryFactory(code=f"T-{number}"), released=True)
        )
    assert statements(client, "/fr/events/") <= 12


# Territories


@pytest.mark.parametrize("language", LANGUAGES)
def test_schemes_lead_to_their_territories_and_these_to_each_other(client, language):
    old = region()
    scheme = SchemeFactory(code="MA-REG-2015", level="region", valid_from=date(2015, 9, 4))
    new = TerritoryFactory(scheme=scheme, code="MA-03")
    TerritoryRelation.objects.create(territory=old, relation="split", related=new, share=Decimal("0.6"))
    assert f"/{language}/territories/MA-REG-1997/" in client.get(f"/{language}/territories/").text
    listed = client.get(f"/{language}/territories/MA-REG-1997/").text
    assert f"/{language}/territories/MA-REG-1997/MA-05/" in listed
    assert f"/{language}/territories/MA-REG-2015/MA-03/" in listed
    page = client.get(f"/{language}/territories/MA-REG-1997/MA-05/")
    assert f"/{language}/territories/MA-REG-2015/MA-03/" in page.text
    [group] = page.context["relations"]
    assert "60" in group["neighbours"][0]["share_text"]
    [group] = client.get(f"/{language}/territories/MA-REG-2015/MA-03/").context["relations"]
    assert group["neighbours"][0]["name"] == old.name


def test_a_territory_shows_the_events_within_it_and_its_reported_values(client):
    fes, old_region = TerritoryFactory(code="FES"), region()
    within(fes, old_region)
    of_event(20, EventFactory(code="E-1", target_territory=fes, released=True))
    reported(99, territory=old_region)
    shown = client.get("/fr/territories/MA-REG-1997/MA-05/").context
    assert [box.code for box in shown["events"]] == ["E-1"]
    assert [figure.number for figure in shown["figures"]] == ["20"]
    assert [figure.number for figure in shown["rows"]] == ["99"]


@pytest.mark.parametrize(
    "path", ["territories/NONE/", "territories/MA-PLACE/NONE/", "editions/NONE/", "centres/NONE/", "events/%00/"]
)
def test_an_invalid_code_is_not_found(client, path):
    TerritoryFactory()
    assert client.get(f"/fr/{path}").status_code == 404


@pytest.mark.parametrize("size", [1, 30])
def test_pages_of_territories_take_no_more_statements_for_many_records(client, size):
    old_region = region()
    for number in range(size):
        place = TerritoryFactory(code=f"T-{number}")
        within(place, old_region)
        of_event(20, EventFactory(code=f"E-{number}", target_territory=place, released=True))
        reported(99, territory=old_region, year=1998 + number % 10)
    assert statements(client, "/fr/territories/MA-REG-1997/MA-05/") <= 16
    assert statements(client, "/fr/territories/MA-PLACE/") <= 8
    assert statements(client, "/fr/territories/") <= 2


# Editions and centres


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edition_shows_target_beside_result_and_its_events(client, language):
    edition = EditionFactory()
    where = {"edition": edition, "program": edition.program, "period_type": "edition"}
    reported(478, role="target", **where)
    of_event(38, EventFactory(code="E-1", program=edition.program, edition=edition, released=True))
    assert f"/{language}/editions/MICRO-2014/" in client.get(f"/{language}/editions/").text
    shown = client.get(f"/{language}/editions/MICRO-2014/").context
    [row] = shown["edition"].rows
    assert (row.target.number, row.result.number) == ("478", "38")
    assert [box.code for box in shown["events"]] == ["E-1"]


@pytest.mark.parametrize("size", [1, 20])
def test_an_edition_takes_no_more_statements_for_many_events(client, size):
    edition = EditionFactory()
    for number in range(size):
        of_event(20, EventFactory(code=f"E-{number}", program=edition.program, edition=edition, released=True))
        EditionFactory(code=f"OTHER-{number}", program=edition.program)
    assert statements(client, "/fr/editions/MICRO-2014/") <= 14
    assert statements(client, "/fr/editions/") <= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_centre_lists_the_events_that_it_accompanies(client, language):
    found = centre()
    for code in ("E-1", "DRAFT"):
        EventFactory(code=code, released=code == "E-1")
    DistributionEvent.objects.update(centre=found)
    assert f"/{language}/centres/C-1/" in client.get(f"/{language}/centres/").text
    assert [box.code for box in client.get(f"/{language}/centres/C-1/").context["events"]] == ["E-1"]
    assert f"/{language}/centres/C-1/" in client.get(f"/{language}/events/E-1/").text


@pytest.mark.parametrize("size", [1, 20])
def test_the_list_of_centres_takes_no_more_statements_for_many(client, size):
    for number in range(size):
        centre(f"C-{number}", TerritoryFactory(code=f"T-{number}"))
    assert statements(client, "/fr/centres/") == 2


# From each other, and from the sitemap


def test_the_data_leads_to_every_list(client):
    text = client.get("/fr/data/").text
    for name in ("events", "editions", "territories", "centres", "corrections"):
        assert f'href="/fr/{name}/"' in text


def test_facts_are_in_the_sitemap_in_both_languages(client):
    of_event(20, EventFactory(code="E-1", released=True))
    EventFactory(code="DRAFT")
    assert "sitemap-facts.xml" in client.get("/sitemap.xml").text
    root = ElementTree.fromstring(client.get("/sitemap-facts.xml").content)
    found = {url.text for url in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    for language in LANGUAGES:
        assert f"http://testserver/{language}/events/E-1/" in found
        assert f"http://testserver/{language}/territories/MA-PLACE/FES/" in found
        assert f"http://testserver/{language}/data/beneficiaries/" in found
    assert not [address for address in found if "DRAFT" in address]
    assert all(client.get(address).status_code == 200 for address in found)
