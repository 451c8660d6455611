"""Charts: drawn once for each content, in both directions, and never in the way of their table."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from programs.charts import chart_of, rendering
from tests.factories import EventFactory, TerritoryFactory
from tests.programs.drawings import answer, chart, handed_out
from tests.programs.factories import of_event, reported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("charts_root")]

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def years():
    handed_out(28, 2013)
    handed_out(38, 2014)


def values(specification: dict) -> list:
    return [point["value"] for point in specification["data"]["values"]]


# Drawn once, and kept


def test_a_chart_is_drawn_once_for_its_content(years, renderings):
    first, second = chart(), chart()
    assert (first.svg, second.svg) == ("<svg/>", "<svg/>")
    assert len(renderings) == 1


def test_a_chart_is_drawn_again_when_a_value_changes(years, renderings):
    chart()
    handed_out(12, 2014)
    chart()
    assert [values(drawn) for drawn in renderings] == [[28, 38], [28, 50]]


def test_each_language_has_its_own_drawing(years, renderings):
    chart("ar")
    chart("fr")
    assert len(renderings) == 2


def test_charts_ask_the_database_for_nothing(years, django_assert_num_queries):
    asked = answer()
    with override("fr"), django_assert_num_queries(0):
        assert chart_of(asked, "Le titre").svg


@pytest.mark.parametrize("broken", ["renderer", "disk", "cache"])
def test_a_chart_that_cannot_be_drawn_leaves_its_table(years, monkeypatch, charts_root, caplog, broken):
    if broken == "renderer":
        monkeypatch.setattr(rendering, "svg", lambda specification: 1 / 0)
    elif broken == "disk":
        charts_root.parent.mkdir(exist_ok=True)
        charts_root.write_text("a file where the folder should be")
    else:
        assert chart().svg
        [drawn] = charts_root.glob("*/page.svg")
        drawn.unlink()
        drawn.mkdir()
    shown = chart()
    assert shown.svg == ""
    assert shown.downloads == ()
    assert [row.header for row in shown.table.rows] == ["2013", "2014"]
    assert "could not be drawn" in caplog.text


def test_nothing_to_draw_is_not_drawn(renderings):
    reported(None, status="missing")
    shown = chart()
    assert (shown.svg, renderings) == ("", [])
    assert shown.refusal
    assert shown.table.rows


# What a drawing holds


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_real_drawing_is_svg_without_style_or_script(years, language):
    root = ElementTree.fromstring(chart(language).svg)
    assert root.tag == f"{SVG}svg"
    assert "style=" not in chart(language).svg
    assert not [element for element in root.iter() if element.tag.endswith(("script", "style", "foreignObject"))]


def test_names_are_escaped_in_the_drawing():
    name = "</text><script>alert(1)</script>"
    handed_out(38, target_territory=TerritoryFactory(code="FES", name_fr=name))
    handed_out(12, target_territory=TerritoryFactory(code="RABAT"))
    svg = chart(by="territory").svg
    assert svg
    assert "<script" not in svg


def test_a_missing_value_keeps_its_place_and_is_no_bar(renderings):
    reported(28, year=2012)
    reported(None, year=2013, status="missing")
    reported(38, year=2014)
    chart(kind="bar")
    points = renderings[0]["data"]["values"]
    assert [(point["label"], point["value"]) for point in points] == [("2012", 28), ("2013", None), ("2014", 38)]


def test_no_two_bars_stand_on_one_name(renderings):
    for day in (11, 18):
        of_event(38, EventFactory(date_start=date(2014, 7, day), name_fr="Remise à Fès", released=True))
    chart(by="event")
    labels = [point["label"] for point in renderings[0]["data"]["values"]]
    assert len(set(labels)) == 2


def test_nothing_is_drawn_as_nothing(renderings):
    reported(0, year=2013)
    reported(38, year=2014)
    chart()
    assert values(renderings[0]) == [0, 38]


def test_a_drawing_has_the_values_of_the_table_and_no_other(years, renderings):
    shown = chart()
    assert values(renderings[0]) == [float(row.cells[0].number) for row in shown.table.rows]
    assert json.dumps(renderings[0])


# Directions


def bars_of(svg: str) -> list[tuple[str, float]]:
    """Return (description, left edge) of what a reader sees of each bar of a drawing."""
    found = re.findall(
        r'<path aria-label="([^"]*)" role="graphics-symbol" aria-roledescription="[^"]*" d="M([\d.]+)', svg
    )
    return [(label, float(x)) for label, x in found]


def scale_of(specification: dict) -> list[float]:
    """Return the range of the scale along which the values of the first layer that has one lie."""
    return next(
        layer["encoding"]["x"]["scale"]["range"]
        for layer in specification["layer"]
        if "range" in (layer.get("encoding", {}).get("x", {}).get("scale") or {})
    )


@pytest.mark.parametrize(("language", "order"), [("ar", ["2014", "2013"]), ("fr", ["2013", "2014"])])
def test_years_run_from_where_reading_begins(years, renderings, language, order):
    chart(language, kind="bar")
    assert renderings[0]["encoding"]["x"]["scale"]["domain"] == order


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("kind", ["bar", "line", "dot_range"])
def test_scales_begin_where_reading_begins(renderings, language, kind):
    for year, value in ((2012, 28), (2013, 30), (2014, 38)):
        reported(value, year=year, value_high=value + 5, qualifier="between")
    # Names too long to stand side by side make bars lie.
    by = "territory" if kind == "bar" else "year"
    if kind == "bar":
        handed_out(12, target_territory=TerritoryFactory(code="FES"))
        handed_out(18, target_territory=TerritoryFactory(code="RABAT"))
    chart(language, by=by, kind=kind, **({"basis": "computed"} if kind == "bar" else {}))
    first, last = scale_of(renderings[0])
    assert (first > last) == (language == "ar")


@pytest.mark.parametrize("by", ["year", "event"])
def test_bars_begin_at_nothing(years, renderings, by):
    chart(by=by, kind="bar")
    channels = [layer["encoding"] for layer in renderings[0]["layer"] if layer["mark"]["type"] in ("bar", "rect")]
    scales = [
        channel["scale"] for channel in (channels[0].get("y"), channels[0].get("x")) if channel and channel.get("scale")
    ]
    assert any(scale.get("domain", [1])[0] == 0 for scale in scales)


# Beside the drawing


@pytest.mark.parametrize(("language", "words"), [("ar", "2013: 28 مستفيد"), ("fr", "2013 : 28 personnes")])
def test_a_chart_is_described_in_words(years, renderings, language, words):
    shown = chart(language)
    assert words in shown.description
    assert shown.source_text


def test_the_page_names_the_drawing_and_offers_its_table_and_files(years):
    shown = chart()
    html = render_to_string("portal/components/chart.html", {"chart": shown})
    assert f'aria-label="{shown.description}"' in html
    assert "<details" in html
    assert [file.name for file in shown.downloads] == ["SVG", "PNG", "CSV", "Vega-Lite"]
    assert all(file.url in html for file in shown.downloads)


def test_a_refused_chart_says_why_and_shows_its_table_at_once():
    reported(28, year=2013)
    shown = chart(kind="line")
    html = render_to_string("portal/components/chart.html", {"chart": shown})
    assert shown.refusal in html
    assert re.search(r"<details[^>]* open", html)
