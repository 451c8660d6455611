"""Files of figures: readable by Excel, safe to open, in both languages."""

import csv
import io
import re
from urllib.parse import unquote

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from portal.pages.data_license import LICENSE_COLUMN
from portal.web.table_files import FORMULA_STARTS, neutral
from programs.exports.registry import all_formats
from programs.exports.responses import format_response
from programs.exports.rows import COLUMNS
from programs.statistics.sources.series import rows_of_indicator
from tests.factories import IndicatorFactory, SourceFactory
from tests.programs.factories import of_event, reported
from tests.test_architecture import ROOT


def read(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(response).removeprefix("\ufeff"))))


def text_of(response) -> str:
    return b"".join(response.streaming_content).decode("utf-8")


def export(language: str = "fr", stem: str = "file"):
    with override(language):
        return format_response(
            all_formats()["csv"], stem, all_formats()["csv"].rows(rows_of_indicator("beneficiaries"))
        )


@pytest.mark.django_db
class TestCsv:
    def test_it_begins_with_a_byte_order_mark_and_the_columns(self):
        reported(230)
        lines = text_of(export()).split("\r\n")
        assert lines[0] == "\ufeff" + ",".join([*COLUMNS, LICENSE_COLUMN])
        assert len(lines) == 3

    def test_it_carries_codes_beside_labels_and_all_that_qualifies_a_value(self):
        reported(230, qualifier="about", status="E", code="V-1", source=SourceFactory(code="S00", name_fr="Journal"))
        [row] = read(export())
        assert (row["observation"], row["indicator"], row["indicator_label"]) == (
            "V-1",
            "beneficiaries",
            "Nom beneficiaries",
        )
        assert (row["value"], row["qualifier"], row["status"]) == ("230", "about", "E")
        assert (row["territory"], row["territory_label"]) == ("MA:MA", "Maroc")
        assert (row["period_start"], row["period_end"], row["period_type"]) == (
            "2014-01-01",
            "2014-12-31",
            "calendar_year",
        )
        assert (row["source"], row["source_label"]) == ("S00", "Journal")

    @pytest.mark.parametrize(("language", "place"), [("ar", "المغرب"), ("fr", "Maroc")])
    def test_labels_are_in_the_language_asked_for_though_sent_when_another_is_active(self, language, place):
        reported(230)
        response = export(language)
        assert response["Content-Language"] == language
        with override("fr" if language == "ar" else "ar"):
            assert read(response)[0]["territory_label"] == place

    def test_other_values_are_exported(self):
        reported(230, code="A")
        reported(250, code="B")
        [row] = read(export())
        assert (row["value"], row["other_values"]) == ("230", "250 personnes")

    def test_sources_that_agree_are_all_named(self):
        for code in ("S01", "S02"):
            reported(230, source=SourceFactory(code=code), code=f"V-{code}")
        assert read(export())[0]["source"] == "S01 | S02"

    def test_a_masked_value_is_nowhere(self):
        reported(4, qualifier="between", value_high=9)
        [row] = read(export())
        assert (row["value"], row["value_high"], row["status"]) == ("", "", "Q")

    def test_a_missing_value_is_empty_with_its_status(self):
        reported(None, status="O")
        [row] = read(export())
        assert (row["value"], row["status"]) == ("", "O")

    def test_formulas_are_neutralised(self):
        IndicatorFactory(name_fr="=HYPERLINK(1)")
        reported(230, source=SourceFactory(name_fr="@SUM(1)", url="https://example.org/"))
        [row] = read(export())
        assert (row["indicator_label"], row["source_label"]) == ("'=HYPERLINK(1)", "'@SUM(1)")

    def test_an_arabic_file_name_is_kept(self):
        reported(230)
        disposition = export(stem="المستفيدون 2014")["Content-Disposition"]
        assert disposition.isascii()
        assert unquote(disposition.partition("''")[2]) == "المستفيدون 2014-fr.csv"

    def test_it_says_what_it_is(self):
        reported(230)
        response = export()
        assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
        assert response.streaming

    def test_an_event_is_named_by_its_code(self):
        event = of_event(38).event
        assert read(export())[0]["event"] == event.code

    def test_cells_with_lines_and_quotation_marks_come_back_as_they_were(self):
        reported(230, source=SourceFactory(name_fr='Le « Journal », "Édition"\ndu soir'))
        assert read(export())[0]["source_label"] == 'Le « Journal », "Édition"\ndu soir'


@given(st.text())
def test_no_cell_begins_as_a_formula(text):
    assert not neutral(text).startswith(FORMULA_STARTS)


@given(st.text().filter(lambda text: not text.startswith(FORMULA_STARTS)))
def test_other_cells_are_left_alone(text):
    assert neutral(text) == text


@pytest.mark.django_db
def test_every_field_of_the_machine_formats_is_documented(client):
    documented = set(
        re.findall(r"`([a-z_]+)`", (ROOT / "docs" / "reference" / "machine-formats.md").read_text(encoding="utf-8"))
    )
    of_event(38)
    value = reported(230)
    figure = client.get(f"/fr/figures/{value.code}.json").json()
    answer = client.get("/fr/figures.json?indicator=beneficiaries&by=event").json()
    fields = {*COLUMNS, LICENSE_COLUMN, *figure, *figure["time_period"], *answer["rows"][0]}
    assert fields - documented == set()
