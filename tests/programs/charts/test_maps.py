"""Maps by region: values on the outlines of their scheme."""

import csv
from datetime import date
from itertools import pairwise
from math import isclose, pi
from pathlib import Path

import pytest
from django.utils.translation import override

from programs.charts import outlines
from programs.charts.chart import Chart, map_of
from programs.charts.maps import LARGEST, why_no_map
from programs.charts.outlines import fitting_scheme
from programs.charts.theme import STEPS, WIDTH
from tests.programs.charts.drawings import RATE, answer, region, row, years

FACTS = Path(__file__).parents[3] / "programs/demonstration/facts"
SCHEMES = list(outlines.SCHEMES)

pytestmark = pytest.mark.usefixtures("charts_root")


def by_region(*values, scheme: str = "MA-REG-2015", indicator=None, **given):
    given.setdefault("year", 2018 if scheme == "MA-REG-2015" else 2013)
    rows = [
        row(value, region(f"MA-{number:02}", scheme), **given, **({"indicator": indicator} if indicator else {}))
        for number, value in enumerate(values, start=1)
    ]
    return answer(*rows, by="territory", scheme=scheme, **({"indicator": indicator} if indicator else {}))


def mapped(given, language: str = "fr") -> Chart:
    with override(language):
        return map_of(given, "La carte")


def letters(text: str) -> str:
    """A name as it is, however it was broken into lines."""
    return "".join(filter(str.isalnum, text))


def inside(place: tuple[float, float], ring: list[tuple[float, float]]) -> bool:
    x, y = place
    crossings = sum(
        (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1) for (x1, y1), (x2, y2) in pairwise(ring)
    )
    return crossings % 2 == 1


class TestOutlines:
    @pytest.mark.parametrize("scheme", SCHEMES)
    def test_every_region_has_an_outline_and_no_other_has(self, scheme):
        with (FACTS / "territories.csv").open(encoding="utf-8") as file:
            codes = {line["code"] for line in csv.DictReader(file) if line["scheme"] == scheme}
        assert set(outlines.regions(scheme)) == codes

    @pytest.mark.parametrize("scheme", SCHEMES)
    def test_rings_are_closed_and_wound_as_vega_wants_them(self, scheme):
        """The other way round a ring is all of the world but the region."""
        for found in outlines.regions(scheme).values():
            ring = found.ring
            doubled = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
            assert ring[0] == ring[-1]
            assert doubled < 0, found.code

    @pytest.mark.parametrize("scheme", SCHEMES)
    def test_numbers_stand_inside_their_region(self, scheme):
        for code, found in outlines.regions(scheme).items():
            pixels = [outlines.projection().pixel(*point) for point in found.ring]
            assert inside(found.anchor, pixels), code

    def test_the_country_fills_the_width_and_is_not_mirrored(self):
        west, north = outlines.projection().pixel(-17.1, 36.1)
        east, south = outlines.projection().pixel(-1.0, 20.9)
        assert -1 < west < east < WIDTH + 1
        assert -1 < north < south < outlines.height() + 1
        assert east - west > WIDTH * 0.95

    def test_vega_draws_where_the_numbers_are_placed(self):
        """The projection that is worked out here is Vega's own."""
        given = by_region(*range(10, 22))
        svg = mapped(given).svg
        [path] = [part for part in svg.split('d="M')[1:] if part.startswith(_start("MA-12"))]
        assert path


def _start(code: str) -> str:
    x, _y = outlines.projection().pixel(*outlines.regions("MA-REG-2015")[code].ring[0])
    return f"{x:.3f}".rstrip("0").rstrip(".")[:6]


class TestRules:
    def test_regions_of_one_scheme_make_a_map(self):
        assert why_no_map(by_region(10, 20)) is None
        assert why_no_map(by_region(10, 20, scheme="MA-REG-1997")) is None

    def test_rows_that_are_no_territories_make_none(self):
        assert why_no_map(years(1, 2)).code == "not-by-territory"

    def test_cities_do_not_colour_regions(self):
        cities = answer(row(38, region("FES", "MA-PLACE")), row(20, region("SALE", "MA-PLACE")), by="territory")
        assert why_no_map(cities).code == "no-outlines"

    def test_two_schemes_make_no_map(self):
        both = answer(row(38, region("MA-05")), row(20, region("MA-05", "MA-REG-1997")), by="territory")
        assert why_no_map(both).code == "no-outlines"

    def test_nothing_numeric_makes_none(self):
        assert why_no_map(by_region(None, None)).code == "nothing-numeric"

    def test_a_time_with_other_regions_makes_none(self):
        assert why_no_map(by_region(10, 20, scheme="MA-REG-1997", year=2018)).code == "other-time"
        assert why_no_map(by_region(10, 20, year=2013, scheme="MA-REG-2015")).code == "other-time"
        assert why_no_map(by_region(10, 20, year=2015, scheme="MA-REG-1997")) is None

    @pytest.mark.parametrize(
        ("end", "scheme"),
        [(date(2014, 7, 31), "MA-REG-1997"), (date(2015, 9, 4), "MA-REG-2015"), (None, "MA-REG-2015")],
    )
    def test_the_scheme_is_that_of_the_time(self, end, scheme):
        assert fitting_scheme(end) == scheme

    def test_a_refused_map_shows_the_reason_and_its_table(self, renderings):
        shown = mapped(years(1, 2))
        assert (shown.svg, renderings) == ("", [])
        assert shown.refusal
        assert shown.table.rows


class TestDrawing:
    def test_counts_are_circles_whose_area_is_the_value(self, renderings):
        mapped(by_region(100, 25))
        [circles] = [layer for layer in renderings[0]["layer"] if "size" in layer["encoding"]]
        scale = circles["encoding"]["size"]["scale"]
        assert scale["domain"] == [0, 100]
        assert isclose(scale["range"][1], pi * LARGEST**2)
        assert [circle["value"] for circle in circles["data"]["values"]] == [100, 25]

    def test_counts_do_not_fill_their_regions_by_their_size(self, renderings):
        mapped(by_region(100, 25))
        fills = {feature["code"]: feature["fill"] for feature in renderings[0]["layer"][0]["data"]["values"]}
        assert fills["MA-01"] == fills["MA-02"] != fills["MA-03"]

    def test_rates_fill_their_regions_more_the_darker(self, renderings):
        mapped(by_region(10, 55, 99, indicator=RATE))
        assert not [layer for layer in renderings[0]["layer"] if "size" in layer["encoding"]]
        fills = {feature["code"]: feature["fill"] for feature in renderings[0]["layer"][0]["data"]["values"]}
        steps = [STEPS.index(fills[f"MA-0{number}"]) for number in (1, 2, 3)]
        assert steps == sorted(set(steps))
        assert fills["MA-12"] not in STEPS

    def test_a_legend_explains_the_fills(self, renderings):
        mapped(by_region(10, 55, 99, indicator=RATE))
        texts = [text["text"] for layer in renderings[0]["layer"] for text in layer["data"]["values"] if "text" in text]
        assert any("–" in text and "%" in text for text in texts)

    def test_masked_and_missing_differ_without_colour(self, renderings):
        masked = row(None, region("MA-02"), masked=True, year=2018)
        missing = row(None, region("MA-03"), year=2018)
        shown = mapped(
            answer(row(10, region("MA-01"), year=2018), masked, missing, by="territory", scheme="MA-REG-2015")
        )
        shapes = {layer["mark"].get("shape") for layer in renderings[0]["layer"]}
        assert {"square", "cross"} <= shapes
        assert shown.note.count(".") == 4

    @pytest.mark.parametrize("language", ["ar", "fr"])
    def test_the_map_is_not_mirrored_in_arabic(self, renderings, language):
        mapped(by_region(100, 25), language)
        [circles] = [layer for layer in renderings[0]["layer"] if "size" in layer["encoding"]]
        assert circles["data"]["values"][0]["x"] == outlines.regions("MA-REG-2015")["MA-01"].anchor[0]

    def test_a_row_beside_the_outlines_is_named(self, renderings):
        rows = [row(10, region("MA-01"), year=2018), row(9, region("MA-99"), year=2018)]
        assert "Région MA-99" in mapped(answer(*rows, by="territory", scheme="MA-REG-2015")).note

    @pytest.mark.parametrize("language", ["ar", "fr"])
    @pytest.mark.parametrize("indicator", [None, RATE], ids=["counts", "rates"])
    def test_labels_lie_in_the_map_and_not_upon_each_other(self, language, indicator):
        from programs.charts.maps import map_drawing
        from programs.charts.points import points_of

        given = by_region(*(number * 7 for number in range(1, 17)), scheme="MA-REG-1997", indicator=indicator)
        with override(language):
            drawing = map_drawing(given, points_of(given, language), language, lambda value: f"{value} %")
        texts = {
            (text["text"], text["x"], text["y"])
            for layer in drawing.specification["layer"]
            for text in layer["data"]["values"]
            if "text" in text
        }
        assert len(texts) >= 8
        for _text, x, y in texts:
            assert 0 <= x <= WIDTH
            assert -10 <= y <= outlines.height()
        places = [(x, y) for _text, x, y in texts]
        assert len(set(places)) == len(places)

    @pytest.mark.parametrize("language", ["ar", "fr"])
    def test_a_region_without_room_for_its_name_is_named_below(self, language):
        from programs.charts.maps import map_drawing
        from programs.charts.points import points_of

        given = by_region(*(number * 7 for number in range(1, 17)), scheme="MA-REG-1997")
        with override(language):
            points = points_of(given, language)
            drawing = map_drawing(given, points, language, str)
        lines = [
            text["text"]
            for layer in drawing.specification["layer"]
            for text in layer["data"]["values"]
            if "text" in text
        ]
        on_the_map = letters("".join(lines))
        below = {point.category for point in points if f"{point.category} ({point.short})" in drawing.note}
        assert below
        assert {point.category for point in points if letters(point.category) not in on_the_map} == below
