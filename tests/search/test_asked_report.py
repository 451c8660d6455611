"""What is counted of questions, and how it leads editors to the glossary."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from search.models.asked import QuestionCount
from search.results.counting import KEPT, count_question, countable

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "quelqu.un@example.org", "06 12 34 56 78", "+212-612-345678", "٠٦١٢٣٤٥٦٧٨", "AB123456", "be 123456",
        "https://example.org/x", "<script>", "{}", "", "-- ''", "x" * 500,
    ],
)  # fmt: skip
def test_what_may_be_somebodys_own_or_is_no_question_is_not_counted(text):
    assert countable(text) == ""


@pytest.mark.parametrize("text", ["650 000 DH Fès", "4,5 MDH", "شيكات فاس 2014", "27 ألف و637"])
def test_amounts_and_years_are_counted(text):
    assert countable(text)


@pytest.mark.parametrize(("one", "other"), [("Fès", "  fès "), ("مُسْتَفِيد", "مستفيد"), ("شيكـات", "شيكات")])
def test_one_question_is_counted_once_however_it_is_typed(one, other):
    assert countable(one) == countable(other)


def test_a_counted_question_stays_readable():
    assert countable("Équipements à Fès") == "équipements à fès"
    assert countable("إدماج السجناء") == "إدماج السجناء"


@given(st.text(max_size=200))
def test_anything_can_be_counted_or_not(text):
    assert len(countable(text)) <= 120
    assert countable(countable(text)) in ("", countable(text))


@pytest.mark.django_db
def test_questions_add_up_and_old_ones_go():
    count_question("ancien", "fr", TODAY - timedelta(days=KEPT + 1), found=True)
    for found in (True, False, False):
        count_question("Fès", "fr", TODAY, found=found)
    count_question("fès", "ar", TODAY, found=True)
    counted = {(one.text, one.language): (one.count, one.found_nothing) for one in QuestionCount.objects.all()}
    assert counted == {("fès", "fr"): (3, 2), ("fès", "ar"): (1, 0)}


@pytest.mark.django_db
def test_what_is_found_by_now_is_no_longer_listed_as_finding_nothing():
    count_question("chèque", "fr", TODAY, found=False)
    count_question("couture", "fr", TODAY, found=False)
    count_question("couture", "fr", TODAY + timedelta(days=1), found=True)
    assert [row["text"] for row in QuestionCount.objects.found_nothing_lately()] == ["chèque"]


def test_the_report_leads_to_the_glossarys_form_filled_in(admin_client):
    count_question("bricolage", "fr", timezone.localdate(), found=False)
    report = admin_client.get("/admin/search/asked/")
    [row] = report.context["rows"]
    form = admin_client.get(row["add_url"])
    assert "bricolage" in form.text


def test_the_report_is_for_those_who_keep_the_glossary(client, django_user_model):
    assert client.get("/admin/search/asked/").status_code == 302
