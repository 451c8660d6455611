"""Pages of facts as of a past day: indicators, events, editions, territories, centres, and their alternates."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from programs.facts.events import DistributionEvent
from programs.facts.ledger import correct
from tests.factories import CentreFactory, EditionFactory, EventFactory
from tests.programs.factories import RELEASED, of_event, reported

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]
CORRECTED = datetime(2021, 6, 1, 12, tzinfo=UTC)
BEFORE = "2019-12-30"
THEN = "2021-05-31"
REASONS = {"reason_ar": "خطأ", "reason_fr": "Erreur"}

PAGES = {
    "data": "data/",
    "indicator": "data/beneficiaries/",
    "events": "events/",
    "event": "events/EARLY/",
    "edition": "editions/MICRO-2014/",
    "territory": "territories/MA/MA/",
    "place": "territories/MA-PLACE/FES/",
    "centres": "centres/",
    "centre": "centres/FES/",
}
#: What pages show: on the past day, and now.
VALUES = {
    "indicator": ("478", "1478"),
    "events": ("230", "1230"),
    "event": ("230", "1230"),
    "edition": ("230", "1307"),
    "territory": ("478", "1478"),
    "place": ("230", "1307"),
    "centre": ("230", "1230"),
}
TWINS = ("data/beneficiaries.csv", "figures/{code}.csv", "figures/{code}.json", "figures.csv{q}", "figures.json{q}")


@pytest.fixture
def value():
    """A target that was corrected, as it was; the value of an event was too, and another event became public later."""
    centre = CentreFactory(code="FES")
    edition = EditionFactory(code="MICRO-2014")
    given = {"program": edition.program, "edition": edition, "centre": centre, "released": True}
    early, late = EventFactory(code="EARLY", **given), EventFactory(code="LATE", **given)
    DistributionEvent.objects.filter(code="EARLY").update(released_at=RELEASED)
    DistributionEvent.objects.filter(code="LATE").update(released_at=CORRECTED)
    of_event(77, late, released_at=CORRECTED)
    correct(of_event(230, early), value=Decimal(1230), at=CORRECTED, **REASONS)
    target = reported(478, role="target", year=2015)
    correct(target, value=Decimal(1478), at=CORRECTED, **REASONS)
    return target


def twin_urls(value, day: str) -> list[str]:
    names = [name.format(code=value.code, q="?indicator=beneficiaries&role=target") for name in TWINS]
    return [f"/fr/{name}{'&' if '?' in name else '?'}as_of={day}" for name in names]


def plain(response) -> str:
    return response.text.replace("\u202f", "").replace("\u00a0", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_of_a_past_day_is_marked_and_not_to_be_indexed(client, value, kind, language):
    url = f"/{language}/{PAGES[kind]}"
    response = client.get(f"{url}?as_of={THEN}")
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text
    assert f'<link rel="canonical" href="http://testserver{url}">' in response.text
    assert 'class="past-day"' in response.text
    assert f'<a href="{url}">' in response.text
    today = client.get(url)
    assert "X-Robots-Tag" not in today
    assert 'class="past-day"' not in today.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", VALUES)
def test_a_page_of_a_past_day_shows_the_values_of_that_day(client, value, kind, language):
    before, after = VALUES[kind]
    then = client.get(f"/{language}/{PAGES[kind]}?as_of={THEN}").text
    now = client.get(f"/{language}/{PAGES[kind]}").text
    assert f'<data value="{before}">' in then
    assert f'<data value="{after}">' in now
    for later in ("1230", "1478", "1307", "77"):
        assert f'<data value="{later}">' not in then


@pytest.mark.parametrize("kind", ["indicator", "event", "edition", "territory", "place"])
def test_a_correction_is_not_shown_before_it_was_made(client, value, kind):
    assert client.get(f"/fr/{PAGES[kind]}?as_of={THEN}").context["corrections"] == []
    assert client.get(f"/fr/{PAGES[kind]}").context["corrections"] != []


@pytest.mark.parametrize("kind", ["events", "edition", "place", "centre"])
def test_an_event_is_in_no_list_of_a_day_before_its_publication(client, value, kind):
    assert [box.code for box in client.get(f"/fr/{PAGES[kind]}?as_of={THEN}").context["events"]] == ["EARLY"]
    assert {box.code for box in client.get(f"/fr/{PAGES[kind]}").context["events"]} == {"EARLY", "LATE"}


def test_an_event_has_no_page_on_a_day_before_its_publication(client, value):
    assert client.get(f"/fr/events/LATE/?as_of={THEN}").status_code == 404
    assert client.get("/fr/events/LATE/").status_code == 200


@pytest.mark.parametrize("kind", PAGES)
def test_links_keep_the_day(client, value, kind):
    text = client.get(f"/fr/{PAGES[kind]}?as_of={THEN}").text
    content = text.partition("<main")[2].partition("</main>")[0]
    for path in ("/fr/figures/", "/fr/events/EARLY/", "/fr/data/beneficiaries", "/fr/centres/FES/"):
        for begin in content.split(f'href="{path}')[1:]:
            address = path + begin.partition('"')[0]
            assert f"as_of={THEN}" in address or address == f"/fr/{PAGES[kind]}", address


def test_a_page_of_today_leads_to_pages_of_today_after_one_of_the_past(client, value):
    client.get(f"/fr/data/beneficiaries/?as_of={THEN}")
    assert f"as_of={THEN}" not in client.get("/fr/data/beneficiaries/").text


def test_the_next_page_of_a_list_is_of_the_same_day(client, value):
    for _number in range(25):
        EventFactory(program=DistributionEvent.objects.get(code="EARLY").program, released=True)
    DistributionEvent.objects.exclude(code="LATE").update(released_at=RELEASED)
    context = client.get(f"/fr/events/?as_of={THEN}&program=MICRO").context
    assert context["pagination"].next_url == f"/fr/events/?program=MICRO&as_of={THEN}&page=2"
    assert context["request"].past.today_url == "/fr/events/?program=MICRO"
    assert client.get(context["pagination"].next_url).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAGES)
def test_of_a_day_before_the_first_publication_nothing_is_known(client, value, kind, language):
    response = client.get(f"/{language}/{PAGES[kind]}?as_of={BEFORE}")
    assert response.status_code == 404
    assert response["X-Robots-Tag"] == "noindex"
    assert f'<a href="/{language}/{PAGES[kind]}">' in response.text
    assert "230" not in response.text


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("day", ["2021-02-30", "yesterday", "tomorrow"])
def test_an_invalid_or_future_day_is_explained(client, value, kind, day):
    day = timezone.localdate() + timedelta(days=1) if day == "tomorrow" else day
    texts = [client.get(f"/{language}/{PAGES[kind]}?as_of={day}") for language in LANGUAGES]
    assert [response.status_code for response in texts] == [400, 400]
    assert all("no_such_day" in response.templates[0].name for response in texts)


def test_an_unknown_code_is_not_found_on_any_day(client, value):
    for path in ("data/unknown/", "events/UNKNOWN/", "editions/UNKNOWN/", "centres/UNKNOWN/"):
        response = client.get(f"/fr/{path}?as_of={THEN}")
        assert response.status_code == 404
        assert response.templates[0].name == "404.html"


# For machines


@pytest.mark.parametrize(("day", "code", "status"), [("soon", "no-such-day", 400), (BEFORE, "not-yet-known", 404)])
def test_a_file_with_nothing_as_of_a_day_is_refused_in_its_format(client, value, day, code, status):
    for url in twin_urls(value, day):
        response = client.get(url)
        assert response.status_code == status, url
        if ".json" in url:
            assert response["Content-Type"] == "application/json"
            refusal = response.json()["refusal"]
            assert refusal["code"] == code
            assert set(refusal["message"]) == {"ar", "fr"}
            assert refusal["message"]["ar"] != refusal["message"]["fr"]
        else:
            assert response["Content-Type"] == "text/plain; charset=utf-8"
            assert "<" not in response.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_an_unknown_code_is_refused_in_its_format(client, language):
    for path in ("data/unknown.csv", "figures/UNKNOWN.csv", "figures/UNKNOWN.json"):
        response = client.get(f"/{language}/{path}")
        assert response.status_code == 404
        assert "<html" not in response.text
    assert response.json()["refusal"]["code"] == "not-found"


def test_alternates_of_a_past_day_have_its_values(client, value):
    for url in twin_urls(value, THEN):
        text = client.get(url).getvalue().decode()
        assert "478" in text, url
        assert "1478" not in text, url


def test_an_indicator_of_a_past_day_hides_what_became_small_since(client):
    correct(reported(1234), value=Decimal(3), at=CORRECTED, **REASONS)
    for language in LANGUAGES:
        response = client.get(f"/{language}/data/beneficiaries/?as_of={THEN}")
        assert "1234" not in plain(response).replace(".", "")
        assert [row.masked for row in response.context["rows"]] == [True]
        assert "1234" not in client.get(f"/{language}/data/beneficiaries.csv?as_of={THEN}").getvalue().decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_masked_reads_the_same_whatever_the_reason(client, language):
    small, large = reported(3, year=2013), reported(1234, year=2014)
    correct(large, value=Decimal(4), at=CORRECTED, **REASONS)
    said = {
        client.get(f"/{language}/figures/{code}/?as_of={date(2021, 5, 31)}").context["figure"].quantity_text
        for code in (small.code, large.code)
    }
    assert len(said) == 1
    assert not set("0123456789") & set(said.pop())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_without_values_offers_the_form_for_another(client, value, language):
    page = client.get(f"/{language}/figures/?indicator=beneficiaries&role=target&as_of={BEFORE}")
    assert page.status_code == 404
    form = page.text.partition('<form class="as-of"')[2].partition("</form>")[0]
    for name, text in (("indicator", "beneficiaries"), ("role", "target")):
        assert f'<input type="hidden" name="{name}" value="{text}">' in form
    assert form.count('name="as_of"') == 1
