"""Charts: drawn once for each content, in both directions, and never in the way of their table."""

import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from programs import charts
from programs.charts import Chart, bar_specification, chart_of
from programs.statistics import Question, ask
from tests.factories import EventFactory, TerritoryFactory
from tests.programs.factories import of_event, reported

pytestmark = pytest.mark.django_db

POINTS = [{"label": "2013", "value": 28.0, "text": "28 personnes", "order": 0}]


@pytest.fixture(autouse=True)
def charts_root(settings, tmp_path) -> Path:
    settings.CHARTS_ROOT = tmp_path / "charts"
    return settings.CHARTS_ROOT


@pytest.fixture
def renderings(monkeypatch) -> list[dict]:
    """Count what the renderer is asked to draw, and draw a stand-in."""
    asked = []

    def render(specification: dict) -> str:
        asked.append(specification)
        return "<svg/>"

    monkeypatch.setattr(charts, "_render", render)
    return asked


def chart(language: str = "fr", by: str = "year") -> Chart:
    with override(language):
        return chart_of(ask(Question("beneficiaries", by=by)), "Le titre")


@pytest.fixture
def years():
    for year, value in ((2013, 28), (2014, 38)):
        of_event(value, EventFactory(date_start=date(year, 7, 11), released=True))


def test_a_chart_is_drawn_once_for_its_content(years, renderings, charts_root):
    first, second = chart(), chart()
    assert (first.svg, second.svg) == ("<svg/>", "<svg/>")
    assert len(renderings) == 1
    assert [path.suffix for path in charts_root.iterdir()] == [".svg"]


def test_a_chart_is_drawn_again_when_a_value_changes(years, renderings):
    chart()
    of_event(12, EventFactory(date_start=date(2014, 8, 1), released=True))
    chart()
    assert [[point["value"] for point in drawn["data"]["values"]] for drawn in renderings] == [[28, 38], [28, 50]]


def test_each_language_has_its_own_drawing(years, renderings):
    chart("ar")
    chart("fr")
    assert len(renderings) == 2


@pytest.mark.parametrize("broken", ["renderer", "disk", "cache"])
def test_a_chart_that_cannot_be_drawn_leaves_its_table(years, monkeypatch, charts_root, caplog, broken):
    if broken == "renderer":
        monkeypatch.setattr(charts, "_render", lambda specification: 1 / 0)
    elif broken == "disk":
        charts_root.parent.mkdir(exist_ok=True)
        charts_root.write_text("a file where the folder should be")
    else:
        assert chart().svg
        [path] = charts_root.iterdir()
        path.unlink()
        path.mkdir()
    shown = chart()
    assert shown.svg == ""
    assert [row.header for row in shown.table.rows] == ["2013", "2014"]
    assert "could not be drawn" in caplog.text


def test_nothing_to_draw_is_not_drawn(renderings):
    reported(None, status="missing")
    shown = chart()
    assert (shown.svg, renderings) == ("", [])
    assert shown.table.rows


def test_a_real_drawing_is_svg_without_style_or_script(years):
    svg = chart("ar").svg
    root = ElementTree.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "style=" not in svg
    assert not [element for element in root.iter() if element.tag.endswith(("script", "style", "foreignObject"))]


def test_names_are_escaped_in_the_drawing():
    name = "</text><script>alert(1)</script>"
    territory = TerritoryFactory(code="FES", name_fr=name)
    of_event(38, EventFactory(target_territory=territory, released=True))
    svg = chart(by="territory").svg
    assert svg
    assert "<script" not in svg


def test_a_missing_value_keeps_its_place_and_is_no_bar(renderings):
    reported(28, year=2012)
    reported(None, year=2013, status="missing")
    reported(38, year=2014)
    chart()
    points = renderings[0]["data"]["values"]
    assert [(point["label"], point["value"]) for point in points] == [("2012", 28), ("2013", None), ("2014", 38)]


def test_a_masked_value_is_not_in_the_drawing_nor_in_its_description(renderings):
    reported(3, year=2013)
    reported(38, year=2014)
    shown = chart()
    assert [point["value"] for point in renderings[0]["data"]["values"]] == [None, 38]
    assert "3 personne" not in shown.description


def test_no_two_bars_stand_on_one_name(renderings):
    for day in (11, 18):
        of_event(38, EventFactory(date_start=date(2014, 7, day), name_fr="Remise à Fès", released=True))
    chart(by="event")
    labels = [point["label"] for point in renderings[0]["data"]["values"]]
    assert len(set(labels)) == 2


def test_nothing_is_drawn_as_nothing(renderings):
    reported(0, year=2013)
    chart()
    assert [point["value"] for point in renderings[0]["data"]["values"]] == [0]


@pytest.mark.parametrize(("language", "order"), [("ar", "descending"), ("fr", "ascending")])
def test_years_run_from_where_reading_begins(language, order):
    axis = bar_specification(POINTS, language, by="year")["encoding"]["x"]
    assert axis["sort"]["order"] == order


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_lying_bars_begin_where_reading_begins(language):
    first, last = bar_specification(POINTS, language, by="territory")["encoding"]["x"]["scale"]["range"]
    assert (first > last) == (language == "ar")


def test_a_scale_begins_at_nothing():
    for by, axis in (("year", "y"), ("event", "x")):
        assert bar_specification(POINTS, "fr", by=by)["encoding"][axis]["scale"]["zero"]


def test_a_drawing_has_the_values_of_the_table_and_no_other(years, renderings):
    shown = chart()
    drawn = {str(point["value"]) for point in renderings[0]["data"]["values"]}
    assert drawn == {str(float(row.cells[0].number)) for row in shown.table.rows}
    assert json.dumps(renderings[0])


@pytest.mark.parametrize(("language", "words"), [("ar", "2013: 28 مستفيد"), ("fr", "2013 : 28 personnes")])
def test_a_chart_is_described_in_words(years, renderings, language, words):
    shown = chart(language)
    assert words in shown.description
    assert shown.source_text
