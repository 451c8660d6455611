"""Charts: drawn once for each content, in both directions, and never in the way of their table."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from programs.charts import rendering
from programs.charts.bars import bars
from programs.charts.canvas import ticks
from programs.charts.chart import Chart, chart_of
from programs.charts.kinds import KINDS
from programs.charts.points import points_of
from programs.charts.theme import WIDTH, directed, light_colours, lines_of, on_paper, width_of
from programs.facts.dimensions import Sex
from programs.facts.sources import Source
from programs.statistics.query import ask, ask_many
from programs.statistics.questions import Question
from tests.factories import EventFactory, TerritoryFactory
from tests.programs.charts.drawings import answer, edition, region, row, years
from tests.programs.factories import of_event, reported

#: An answer for each kind of chart.
DRAWN = {
    "bar": years(28, None, "masked", 38),
    "grouped_bar": answer(
        *(row(year - 2000, year, sex) for year in (2013, 2014) for sex in (Sex.FEMALE, Sex.MALE)), by="year,sex"
    ),
    "line": years(28, 38, None, "masked", 45, 50),
    "dot_range": answer(row(633, 2023, others=[row(646), row(None, masked=True)]), row(30, 2024, high=40)),
}

pytestmark = pytest.mark.usefixtures("charts_root")


def chart(language: str = "fr", by: str = "year", **question) -> Chart:
    with override(language):
        return chart_of(ask(Question("beneficiaries", by=by, **question)), "Le titre")


def drawn(given, kind: str = "", language: str = "fr", **more) -> Chart:
    with override(language):
        return chart_of(given, "Le titre", kind, **more)


@pytest.fixture
def two_years(db):
    for year, value in ((2013, 28), (2014, 38)):
        of_event(value, EventFactory(date_start=date(year, 7, 11), released=True))


class TestOnce:
    def test_a_chart_is_drawn_once_for_its_content(self, renderings):
        first, second = drawn(years(28, 38)), drawn(years(28, 38))
        assert (first.svg, second.svg) == ("<svg/>", "<svg/>")
        assert first.downloads == second.downloads
        assert len(renderings) == 1

    def test_a_chart_is_drawn_again_when_a_value_changes(self, two_years, renderings):
        chart()
        of_event(12, EventFactory(date_start=date(2014, 8, 1), released=True))
        chart()
        assert [[point["value"] for point in asked["data"]["values"]] for asked in renderings] == [[28, 38], [28, 50]]

    @pytest.mark.parametrize("change", ["title", "language", "source"])
    def test_any_change_makes_another_chart(self, renderings, change):
        other = {
            "title": lambda: chart_of(years(28, 38), "Un autre titre"),
            "language": lambda: drawn(years(28, 38), language="ar"),
            "source": lambda: drawn(years(28, 38, sources=(Source(code="S-2", name_fr="Une autre"),))),
        }[change]
        first = drawn(years(28, 38))
        with override("fr"):
            assert other().downloads[0].url != first.downloads[0].url
        assert len(renderings) == 2

    def test_charts_of_one_batch_read_their_observations_once(self, two_years, django_assert_num_queries):
        reported(230, year=2014)
        answers = ask_many(
            Question("beneficiaries", by=by, basis=b) for by in ("year", "event", "territory") for b in ("", "computed")
        )
        with django_assert_num_queries(1):
            for found in answers:
                chart_of(found, "x")


class TestBroken:
    @pytest.mark.parametrize("broken", ["renderer", "library", "disk", "kept"])
    def test_a_chart_that_cannot_be_drawn_leaves_its_table(self, monkeypatch, charts_root, caplog, broken):
        if broken == "renderer":
            monkeypatch.setattr(rendering, "svg", lambda specification: 1 / 0)
        elif broken == "library":
            rendering._renderer.cache_clear()
            monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
        elif broken == "disk":
            charts_root.parent.mkdir(exist_ok=True)
            charts_root.write_text("a file where the folder should be")
        else:
            assert drawn(years(28, 38)).svg
            [path] = charts_root.glob("*/page.svg")
            path.unlink()
            path.mkdir()
        shown = drawn(years(28, 38))
        rendering._renderer.cache_clear()
        assert (shown.svg, shown.downloads) == ("", ())
        assert [cell.header for cell in shown.table.rows] == ["2012", "2013"]
        assert "Cannot draw" in caplog.text

    def test_what_failed_leaves_nothing_behind_and_is_drawn_the_next_time(self, monkeypatch, charts_root):
        with monkeypatch.context() as patch:
            patch.setattr(rendering, "svg", lambda specification: 1 / 0)
            drawn(years(28, 38))
        assert [path.name for path in charts_root.iterdir()] == ["locks"]
        assert drawn(years(28, 38)).svg

    def test_a_refused_chart_shows_the_reason_and_its_table(self, renderings):
        shown = drawn(years(230))
        assert (shown.svg, shown.kind, renderings) == ("", "", [])
        assert shown.refusal
        assert shown.table.rows

    def test_a_kind_that_does_not_fit_any_more_gives_way_to_the_proposed_one(self, renderings):
        assert drawn(years(28, 38), "line").kind == "bar"


class TestDrawing:
    @pytest.mark.parametrize("language", ["ar", "fr"])
    @pytest.mark.parametrize("kind", KINDS)
    def test_a_real_drawing_is_svg_without_style_or_script(self, kind, language):
        shown = drawn(DRAWN[kind], kind, language)
        assert shown.kind == kind
        root = ElementTree.fromstring(shown.svg)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert "style=" not in shown.svg
        assert not [element for element in root.iter() if element.tag.endswith(("script", "style", "foreignObject"))]
        assert not [name for element in root.iter() for name in element.attrib if name == "role" or "aria" in name]
        assert "NaN" not in shown.svg
        assert "undefined" not in shown.svg

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_number_is_written_in_the_drawing(self, kind):
        """As text beside its mark: nobody has to measure."""
        shown = drawn(DRAWN[kind], kind)
        words = [
            element.text or "" for element in ElementTree.fromstring(shown.svg).iter() if element.tag.endswith("text")
        ]
        for value in (figure.number for line in shown.table.rows for figure in line.cells if figure and figure.number):
            assert any(value.replace(" ", "") in word for word in words), value

    @pytest.mark.parametrize("kind", KINDS)
    def test_colours_are_those_of_the_style_sheet(self, kind):
        colours = {value for name in ("fill=", "stroke=") for value in _attributes(drawn(DRAWN[kind], kind).svg, name)}
        assert {colour for colour in colours if not colour.startswith("var(--chart-")} <= {"none", "transparent"}

    def test_names_are_escaped_in_the_drawing(self, db):
        name = "</text><script>alert(1)</script>"
        for code in ("FES", "SALE"):
            territory = TerritoryFactory(code=code, name_fr=f"{name}{code}")
            of_event(38, EventFactory(target_territory=territory, released=True))
        svg = chart(by="territory").svg
        assert svg
        assert "<script" not in svg

    def test_a_missing_value_keeps_its_place_and_is_no_bar(self, renderings):
        drawn(years(28, None, 38))
        points = renderings[0]["data"]["values"]
        assert [(point["label"], point["value"]) for point in points] == [("2012", 28), ("2013", None), ("2014", 38)]

    def test_nothing_is_drawn_as_nothing(self, renderings):
        drawn(years(0, 0))
        assert [point["value"] for point in renderings[0]["data"]["values"]] == [0, 0]

    def test_no_two_bars_share_a_name(self, db, renderings):
        for day in (11, 18):
            of_event(38, EventFactory(date_start=date(2014, 7, day), name_fr="Remise à Fès", released=True))
        chart(by="event")
        assert len({point["label"] for point in renderings[0]["data"]["values"]}) == 2

    def test_a_year_without_a_value_breaks_the_line(self, renderings):
        drawn(answer(row(1, 2012), row(2, 2013), row(3, 2015)), "line")
        points = renderings[0]["data"]["values"]
        assert [(point["year"], point["value"]) for point in points] == [(2012, 1), (2013, 2), (2014, None), (2015, 3)]

    def test_names_of_lines_stand_beside_the_plot_and_not_upon_each_other(self):
        rows = [row(10 + number, year, region(f"MA-{number:02}")) for year in (2016, 2017, 2018) for number in range(6)]
        specification = _specification(answer(*rows, by="year,territory"), "line")
        ends = [layer for layer in specification["layer"][-2:] for layer in layer["data"]["values"]]
        heights = sorted(text["y"] for text in ends)
        assert len(heights) == 12
        assert all(lower - upper >= 18 for upper, lower in pairwise(heights))
        assert heights[-1] <= specification["height"]

    def test_what_is_masked_or_missing_in_a_line_is_marked_and_explained(self, renderings):
        shown = drawn(DRAWN["line"], "line")
        assert {"square", "cross"} <= {layer["mark"].get("shape") for layer in renderings[0]["layer"]}
        assert shown.note.count(".") == 2

    def test_a_gap_between_years_is_seen_between_bars(self):
        drawing = bars(points_of(answer(row(1, 2012), row(2, 2015)), "fr"), "fr", by="year")
        domain = drawing.specification["encoding"]["x"]["scale"]["domain"]
        assert [label.rstrip("\u200b") for label in domain] == ["2012", "…", "2015"]

    def test_years_whose_numbers_do_not_fit_lie(self):
        values = [1_234_567.25 + year for year in range(9)]
        drawing = bars(points_of(years(*values), "fr"), "fr", by="year")
        assert "encoding" not in drawing.specification

    def test_a_target_stands_beside_its_result_in_the_order_of_time(self, renderings):
        results = answer(row(56, edition(2014)), row(16, edition(2018)), by="edition")
        targets = answer(
            row(230, edition(2014), role="target"), row(317, edition(2015), role="target"), by="edition", role="target"
        )
        shown = drawn(results, beside=targets)
        points = renderings[0]["data"]["values"]
        assert [(point["label"], point["value"]) for point in points] == [
            ("Édition 2014", 56),
            ("Édition 2014", 230),
            ("Édition 2015", 317),
            ("Édition 2018", 16),
        ]
        assert len({point["series"] for point in points}) == 2
        cells = [[cell.number if cell else None for cell in line.cells] for line in shown.table.rows]
        assert cells == [["56", "230"], [None, "317"], ["16", None]]
        assert len(shown.table.columns) == 3

    def test_results_have_one_colour_whichever_category_comes_first(self, renderings):
        results = answer(row(16, edition(2018)), by="edition")
        targets = answer(row(230, edition(2014), role="target"), by="edition", role="target")
        drawn(results, beside=targets)
        [scale] = [
            layer["encoding"]["color"]["scale"] for layer in renderings[0]["layer"] if "color" in layer["encoding"]
        ]
        assert scale["domain"] == ["Résultat", "Objectif"]

    def test_a_scale_begins_at_nothing(self):
        for kind in ("bar", "grouped_bar", "line"):
            shown = _specification(DRAWN[kind], kind)
            assert min(_domains(shown)) == 0


class TestDirection:
    def test_years_run_from_where_reading_begins(self):
        domains = [
            bars(points_of(years(28, 38), language), language, by="year").specification["encoding"]["x"]["scale"][
                "domain"
            ]
            for language in ("ar", "fr")
        ]
        assert domains == [["2013", "2012"], ["2012", "2013"]]

    @pytest.mark.parametrize(("kind", "channel"), [("line", "x"), ("dot_range", "x"), ("grouped_bar", "x")])
    @pytest.mark.parametrize("language", ["ar", "fr"])
    def test_scales_run_from_where_reading_begins(self, kind, channel, language):
        ranges = [
            layer["encoding"][channel]["scale"]["range"]
            for layer in _specification(DRAWN[kind], kind, language)["layer"]
            if (layer["encoding"].get(channel) or {}).get("scale")
        ]
        assert ranges
        assert all((first > last) == (language == "ar") for first, last in ranges)

    @pytest.mark.parametrize("language", ["ar", "fr"])
    def test_horizontal_bars_begin_where_reading_begins(self, language):
        given = answer(row(10, region("MA-01")), row(20, region("MA-02")), by="territory")
        first, last = _specification(given, "bar", language)["layer"][0]["encoding"]["x"]["scale"]["range"]
        assert (first > last) == (language == "ar")

    @pytest.mark.parametrize("kind", KINDS)
    def test_no_text_leaves_the_drawing(self, kind):
        """A renderer without the page's style would cut it off; the widths are those of its own font."""
        for language in ("ar", "fr"):
            for layer in _specification(DRAWN[kind], kind, language)["layer"]:
                if layer["mark"]["type"] != "text" or "x" not in layer["encoding"]:
                    continue
                for text in layer["data"]["values"]:
                    wide = width_of(text["text"], bold=layer["mark"]["fontWeight"] > 400)
                    left = text["x"] - {"left": 0, "center": wide / 2, "right": wide}[layer["mark"]["align"]]
                    assert left >= -2, text
                    assert left + wide <= WIDTH + 2, text

    def test_arabic_texts_carry_their_direction(self):
        assert directed("38 شخصًا", "ar") == "\u206738 شخصًا\u2069"
        assert directed("38 personnes", "fr") == "38 personnes"


class TestWords:
    @pytest.mark.parametrize(
        ("language", "words"), [("ar", "2012: 28 شخصًا"), ("fr", "2012\N{NO-BREAK SPACE}: 28 personnes")]
    )
    def test_a_chart_is_described_in_words(self, renderings, language, words):
        shown = drawn(years(28, 38), language=language)
        assert words in shown.description
        assert shown.source_text

    def test_the_table_of_ranges_has_the_values_of_other_sources(self, renderings):
        shown = drawn(DRAWN["dot_range"], "dot_range")
        assert [cell.number if cell else None for cell in shown.table.rows[0].cells] == ["633", "646", ""]
        assert len(shown.table.columns) == 1 + len(shown.table.rows[0].cells)

    def test_a_period_that_all_values_share_stands_in_the_subtitle(self, renderings):
        given = answer(row(10, region("MA-01")), row(20, region("MA-02")), by="territory")
        assert drawn(given).subtitle.endswith(", 2014")
        assert drawn(given, language="ar").subtitle.endswith("، 2014")

    def test_long_names_are_broken_between_words(self):
        lines = lines_of("Remise de projets générateurs de revenus à Béni Mellal, 12 octobre 2021", WIDTH)
        assert len(lines) == 2
        assert all(width_of(line) <= WIDTH for line in lines)


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 113, "0 50 100 150"),
        (0, 4_107_604.5, "0 2000000 4000000 6000000"),
        (620, 650, "620 630 640 650"),
        (0, 0, "0 0.5 1"),
    ],
)
def test_scales_have_round_numbers(low, high, marks):
    assert " ".join(f"{mark.normalize():f}" for mark in ticks(low, high)).startswith(marks)
    assert ticks(low, high)[-1] >= high


def test_plain_colours_are_those_of_the_light_page():
    css = (Path(__file__).parents[3] / "portal/static/portal/css/tokens.css").read_text(encoding="utf-8")
    light = dict(
        line.strip().rstrip(";").split(": ", 1)
        for line in css.split("@media")[0].splitlines()
        if line.strip().startswith("--")
    )
    assert {"--chart-ink", "--chart-paper", "--chart-6", "--chart-step-5"} <= set(light_colours())
    for name, colour in light_colours().items():
        value = light[name]
        while value.startswith("var("):
            value = light[value[4:-1]]
        assert value == colour, name
    assert "var(" not in json.dumps(on_paper(_specification(DRAWN["line"], "line")))


def _specification(given, kind: str, language: str = "fr") -> dict:
    from programs.charts.chart import _drawing

    with override(language):
        return _drawing(kind, given, points_of(given, language), language).specification


def _domains(value) -> list:
    if isinstance(value, dict):
        found = [number for number in value.get("domain", []) if isinstance(number, int | float) and number < 1900]
        return found + [number for inner in value.values() for number in _domains(inner)]
    return [number for inner in value for number in _domains(inner)] if isinstance(value, list) else []


def _attributes(svg: str, name: str) -> list[str]:
    return [part.partition('"')[2].partition('"')[0] for part in svg.split(name)[1:] for part in [name + part]]
