"""What is counted of questions, and how it leads editors to the glossary."""

import stat
from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from search.models.query_counts import QueryCount
from search.results import counting
from search.results.counting import RETENTION, count_query, countable, prune_query_counts, record_query_counts, spool

TODAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def counted() -> dict:
    record_query_counts()
    return {(one.text, one.language): (one.count, one.found_nothing) for one in QueryCount.objects.all()}


@pytest.mark.parametrize(
    "text",
    [
        "quelqu.un@example.org", "06 12 34 56 78", "+212-612-345678", "٠٦١٢٣٤٥٦٧٨", "AB123456", "be 123456",
        "https://example.org/x", "<script>", "{}", "", "-- ''", "x" * 500,
        "a\x00b", "\ud800",
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
def test_questions_add_up_however_often_they_are_recorded():
    for found in (True, False):
        count_query("Fès", "fr", TODAY, found=found)
    record_query_counts()
    count_query("FÈS", "fr", TODAY, found=False)
    count_query("fès", "ar", TODAY, found=True)
    assert counted() == {("fès", "fr"): (3, 2), ("fès", "ar"): (1, 0)}
    assert counted() == {("fès", "fr"): (3, 2), ("fès", "ar"): (1, 0)}


@pytest.mark.django_db
def test_old_counts_go():
    for days in (RETENTION + 1, RETENTION - 1):
        count_query(f"depuis {days}", "fr", timezone.localdate() - timedelta(days=days), found=True)
    record_query_counts()
    prune_query_counts()
    assert list(counted()) == [(f"depuis {RETENTION - 1}", "fr")]


@pytest.mark.django_db
def test_a_question_is_noted_without_the_database_and_for_the_site_alone(django_assert_num_queries):
    with django_assert_num_queries(0):
        count_query("Fès", "fr", TODAY, found=True)
    assert stat.S_IMODE(spool().stat().st_mode) == 0o600


@pytest.mark.django_db
def test_what_a_worker_left_behind_is_recorded_before_what_came_since():
    count_query("avant", "fr", TODAY, found=True)
    spool().rename(spool().with_suffix(".taken"))
    count_query("après", "fr", TODAY, found=True)
    assert set(counted()) == {("avant", "fr")}
    assert set(counted()) == {("avant", "fr"), ("après", "fr")}


@pytest.mark.django_db
def test_a_line_cut_short_spoils_no_other():
    count_query("avant", "fr", TODAY, found=True)
    with spool().open("a") as file:
        file.write('["coup\n[1, 2]\n\n')
    count_query("après", "fr", TODAY, found=True)
    assert {text for text, _language in counted()} == {"avant", "après"}


def test_without_a_worker_the_file_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(counting, "SPOOL_LIMIT", 500)
    for number in range(100):
        count_query(f"question {number}", "fr", TODAY, found=True)
    assert spool().stat().st_size < 600


def test_a_folder_that_cannot_be_written_to_keeps_no_reader_from_searching(settings, tmp_path, caplog):
    settings.DATA_DIR = tmp_path / "away"
    count_query("Fès", "fr", TODAY, found=True)
    assert "A query could not be counted" in caplog.text


@pytest.mark.django_db
def test_what_is_found_by_now_is_no_longer_listed_as_finding_nothing():
    count_query("chèque", "fr", TODAY, found=False)
    count_query("couture", "fr", TODAY, found=False)
    count_query("couture", "fr", TODAY + timedelta(days=1), found=True)
    record_query_counts()
    assert [row["text"] for row in QueryCount.objects.found_nothing_lately()] == ["chèque"]


def test_the_report_leads_to_the_glossarys_form_filled_in(admin_client):
    count_query("bricolage", "fr", timezone.localdate(), found=False)
    record_query_counts()
    report = admin_client.get("/admin/search/asked/")
    [row] = report.context["rows"]
    form = admin_client.get(row["add_url"])
    assert "bricolage" in form.text


def test_the_report_is_for_those_who_keep_the_glossary(client, django_user_model):
    assert client.get("/admin/search/asked/").status_code == 302
