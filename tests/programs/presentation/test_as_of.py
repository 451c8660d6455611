"""Cards and programme pages as of a past day: marked, and not indexed by search engines."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override

from programs.facts.events import DistributionEvent
from programs.facts.ledger import correct
from programs.presentation.as_of import (
    NoSuchDayError,
    NotYetKnownError,
    PastDay,
    moment_of,
    parse_as_of,
    past_day,
    require_known,
)
from tests.factories import EditionFactory, EventFactory
from tests.programs.factories import RELEASED, of_event, reported

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]
CORRECTED = datetime(2021, 6, 1, 12, tzinfo=UTC)
REASONS = {"reason_ar": "خطأ", "reason_fr": "Erreur"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_of_a_past_day_knows_no_later_correction(client, language):
    old = reported(230)
    correct(old, value=Decimal(228), at=CORRECTED, **REASONS)
    response = client.get(f"/{language}/figures/{old.code}/?as_of=2021-05-31")
    assert response.context["successor"] is None
    assert "228" not in response.text
    assert client.get(f"/{language}/figures/{old.code}/?as_of=2021-06-01").context["successor"].number == "228"


def test_a_page_of_a_past_day_is_marked_and_not_indexed(client):
    value = reported(230)
    response = client.get(f"/fr/figures/{value.code}/?as_of=2021-05-31")
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text
    assert response.context["request"].past.day == date(2021, 5, 31)
    assert response.context["request"].past.today_url == f"/fr/figures/{value.code}/"
    today = client.get(f"/fr/figures/{value.code}/")
    assert "X-Robots-Tag" not in today
    assert 'content="noindex"' not in today.text


@pytest.mark.parametrize("day", ["2021-02-30", "yesterday", "0001-01-01", "2021-1", "%00"])
@pytest.mark.parametrize("form", ["/", ".csv", ".json"])
def test_an_invalid_day_is_refused(client, form, day):
    value = reported(230)
    for language in LANGUAGES:
        assert client.get(f"/{language}/figures/{value.code}{form}?as_of={day}").status_code == 400
        assert client.get(f"/{language}/figures{form}?indicator=beneficiaries&as_of={day}").status_code == 400


def test_a_day_to_come_is_not_answered(client, site_tree):
    value = reported(230)
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert client.get(f"/fr/figures/{value.code}/?as_of={tomorrow}").status_code == 400
    assert client.get(f"{site_tree.program['fr'].get_url()}?as_of={tomorrow}").status_code == 400
    assert client.get(f"/fr/figures/{value.code}/?as_of={timezone.localdate()}").status_code == 200


def test_a_figure_that_was_not_published_yet_was_not_known(client):
    value = reported(230)
    before = RELEASED.date() - timedelta(days=2)
    response = client.get(f"/fr/figures/{value.code}/?as_of={before}")
    assert response.status_code == 404
    assert "230" not in response.text
    assert f"/fr/figures/{value.code}/" in response.text


def test_a_question_may_ask_of_a_day(client):
    old = reported(230)
    correct(old, value=Decimal(228), at=CORRECTED, **REASONS)
    response = client.get("/fr/figures/?indicator=beneficiaries&as_of=2021-05-31")
    assert response.context["figure"].number == "230"
    assert response.context["request"].past.other_params == {"indicator": "beneficiaries"}


@pytest.mark.parametrize("form", ["", ".csv", ".json"])
def test_a_sum_of_a_day_before_its_publication_was_not_known(client, form):
    dated = of_event(20, EventFactory(code="DATED", released=True))
    undated = {
        "date_precision": "unknown",
        "date_start": None,
        "date_end": None,
        "date_note_fr": "?",
        "date_note_ar": "?",
    }
    of_event(18, EventFactory(code="UNDATED", released=True, **undated), period_type="unstated")
    asked = f"/fr/figures{form or '/'}?indicator=beneficiaries&program={dated.program.code}&basis=computed"
    assert client.get(asked).status_code == 200
    response = client.get(f"{asked}&as_of=2019-12-30")
    assert response.status_code == 404
    if not form:
        assert response.context["request"].past.today_url == asked


def test_an_empty_day_is_today(client):
    value = reported(230)
    response = client.get(f"/fr/figures/{value.code}/?as_of=")
    assert response.status_code == 200
    assert response.context["request"].past.day is None


# Programmes


@pytest.fixture
def program(site_tree):
    """A programme with an edition of a target that was corrected, and an event that became public later."""
    program = site_tree.event.program
    edition = EditionFactory(code="MICRO-2014", program=program)
    target = reported(478, role="target", edition=edition, program=program, period_type="edition")
    correct(target, value=Decimal(480), at=CORRECTED, **REASONS)
    late = EventFactory(code="LATE", program=program, released=True)
    of_event(38, late, released_at=CORRECTED)
    DistributionEvent.objects.filter(code="LATE").update(released_at=CORRECTED)
    return site_tree.program


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_programme_of_a_past_day_shows_what_was_known(client, program, language):
    url = program[language].get_url()
    then = client.get(f"{url}?as_of=2021-05-31").context
    now = client.get(url).context
    assert then["editions"][0].rows[0].target.number == "478"
    assert now["editions"][0].rows[0].target.number == "480"
    assert "LATE" not in {box.code for box in then["events"]}
    assert "LATE" in {box.code for box in now["events"]}


def test_the_body_of_a_programme_follows_the_day(client, program):
    page = program["fr"]
    page.body = [
        ("headline_figure", {"indicator": "beneficiaries", "role": "target", "edition": "MICRO-2014"}),
    ]
    page.save_revision().publish()
    assert '<data value="478">' in client.get(f"{page.get_url()}?as_of=2021-05-31").text
    assert '<data value="478">' not in client.get(page.get_url()).text


def test_a_programme_of_a_past_day_is_marked_and_keeps_its_day_in_the_other_language(client, program):
    response = client.get(f"{program['fr'].get_url()}?as_of=2021-05-31")
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text
    assert f"{program['ar'].get_url()}?as_of=2021-05-31" in response.text
    assert "X-Robots-Tag" not in client.get(program["fr"].get_url())


def test_a_programme_repeats_no_query(client, program, django_assert_max_num_queries):
    url = program["fr"].get_url()
    for address, most in ((url, 17), (f"{url}?as_of={CORRECTED.date()}", 14)):
        client.get(address)
        with django_assert_max_num_queries(most):
            client.get(address)


def test_a_programme_refuses_an_invalid_day(client, program):
    assert client.get(f"{program['fr'].get_url()}?as_of=soon").status_code == 400


# A day in an address

NO_DAY = "That is no day of the calendar. A day is written as in 2025-01-31."
TO_COME = "That day has not come yet: nobody knows what the portal will say."
UNKNOWN = "On that day the portal had published nothing of this yet."
DAY = date(2021, 5, 31)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("day", "message"), [("soon", NO_DAY), ("1899-12-31", NO_DAY), ("9999-12-31", TO_COME)])
def test_a_day_that_is_refused_is_refused_in_words_of_the_reader(client, rf, language, day, message):
    with override(language), pytest.raises(NoSuchDayError) as refused:
        parse_as_of(rf.get("/", {"as_of": day}))
    with override(language):
        assert str(refused.value.message) == str(refused.value) == gettext(message) != message
        response = client.get(f"/{language}/figures/{reported(230).code}/?as_of={day}")
        assert gettext(message) in response.text
        assert response.context["request"].path == response.context["request"].past.today_url


def test_days_from_1900_to_today_are_asked_for(rf):
    for day in (date(1900, 1, 1), timezone.localdate()):
        assert parse_as_of(rf.get("/", {"as_of": f" {day} "})) == day
    assert parse_as_of(rf.get("/")) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_past_day_of_which_nothing_is_found_was_not_known(language):
    with override(language), pytest.raises(NotYetKnownError) as refused:
        require_known(DAY, [], ())
    with override(language):
        assert str(refused.value.message) == gettext(UNKNOWN) != UNKNOWN
    require_known(DAY, [], [230])
    require_known(None, [])


def test_a_page_knows_its_day_and_its_address_of_today(rf):
    with override("fr"):
        past = past_day(rf.get("/fr/data/?indicator=beneficiaries&as_of=2021-05-31&page=2"), DAY)
        today = past_day(rf.get("/fr/data/"), None)
    address, kept = "/fr/data/?indicator=beneficiaries", {"indicator": "beneficiaries"}
    assert past == PastDay(DAY, "31 mai 2021", address, timezone.localdate(), kept)
    assert today == PastDay(None, "", "/fr/data/", timezone.localdate(), {})


def test_the_moment_of_a_page_is_the_end_of_its_day_or_now():
    assert moment_of(DAY) == datetime(2021, 5, 31, 22, 59, 59, 999999, tzinfo=UTC)
    before = timezone.now()
    assert before <= moment_of(None) <= timezone.now()
