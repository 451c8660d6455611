"""Files of charts: they exist as soon as a page links them, are made once, and hold nothing that is masked."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from portal.pages.data_license import LICENSE_URL
from programs.charts import cache, rendering
from programs.charts.chart import Chart, chart_of, map_of
from tests.programs.charts.drawings import answer, region, row, years

ROOT = Path(__file__).resolve().parents[3]
DIGEST = "ab" * 32

pytestmark = pytest.mark.usefixtures("charts_root")


@pytest.fixture
def renderings(monkeypatch) -> list[str]:
    """Count the drawings; each takes long enough for others to come in between."""
    made = []

    def render(kind, content):
        made.append(kind)
        time.sleep(0.05)
        return content

    monkeypatch.setattr(
        rendering, "svg", lambda specification: render("svg", '<svg xmlns="http://www.w3.org/2000/svg"></svg>')
    )
    monkeypatch.setattr(rendering, "png", lambda document: render("png", b"png"))
    return made


def shown(language: str = "fr", title: str = "Le soutien double", asked=None) -> Chart:
    with override(language):
        return chart_of(asked or years(28, 38), title)


def urls(chart: Chart) -> dict[str, str]:
    return {download.name: download.url for download in chart.downloads}


def content(response) -> bytes:
    return response.content


class TestDownloads:
    @pytest.mark.parametrize("language", ["ar", "fr"])
    @pytest.mark.parametrize(
        ("name", "kind", "extension"),
        [
            ("SVG", "image/svg+xml", "svg"),
            ("PNG", "image/png", "png"),
            ("CSV", "text/csv; charset=utf-8; header=present", "csv"),
            ("Vega-Lite", "application/json", "json"),
        ],
    )
    def test_each_format_is_handed_out_with_its_type_and_a_telling_name(self, client, name, kind, extension, language):
        title = {"ar": "تضاعف الدعم: 38/28", "fr": "Le soutien double : 38/28"}[language]
        response = client.get(urls(shown(language, title))[name])
        assert response.status_code == 200
        assert response["Content-Type"] == kind
        assert content(response)
        told = unquote(response["Content-Disposition"])
        assert told.startswith("attachment")
        assert title.partition(" ")[0] in told
        assert f"38 28.{extension}" in told
        assert "immutable" in response["Cache-Control"]
        assert "max-age=31536000" in response["Cache-Control"]
        assert response["Content-Language"] == language
        assert not response.cookies

    def test_a_download_makes_no_queries(self, client, db, django_assert_num_queries, renderings):
        chart = shown()
        with django_assert_num_queries(0):
            for url in urls(chart).values():
                assert client.get(url).status_code == 200

    def test_the_page_shows_the_links_with_format_and_size(self):
        chart = shown()
        html = render_to_string("programs/components/chart.html", {"chart": chart})
        for download in chart.downloads:
            assert f'href="{download.url}"' in html
            assert download.name in html
        sizes = {download.name: bool(download.size_text) for download in chart.downloads}
        assert sizes == {"SVG": False, "PNG": False, "CSV": True, "Vega-Lite": True}

    @pytest.mark.parametrize(
        "path",
        [
            f"/fr/charts/{DIGEST}.svg",
            f"/fr/charts/{DIGEST}.gif",
            "/fr/charts/locks.json",
            "/fr/charts/../accounts.txt",
            "/fr/charts/..%2f..%2faccounts.json",
            f"/fr/charts/{DIGEST.upper()}.svg",
            f"/fr/charts/{DIGEST}/page.svg",
        ],
    )
    def test_what_no_page_has_shown_is_not_there(self, client, db, path):
        shown()
        assert client.get(path, follow=True).status_code == 404

    def test_a_chart_is_at_the_address_of_its_language_only(self, client, db):
        url = urls(shown("fr"))["CSV"]
        assert client.get(url.replace("/fr/", "/ar/")).status_code == 404

    def test_only_reading_is_allowed(self, client):
        url = urls(shown())["CSV"]
        assert client.post(url).status_code == 405
        assert client.head(url).status_code == 200

    def test_a_file_that_cannot_be_made_is_made_on_a_later_request(self, client, monkeypatch, caplog):
        chart = shown()
        with monkeypatch.context() as patch:
            patch.setattr(rendering, "png", lambda document: 1 / 0)
            response = client.get(urls(chart)["PNG"])
            assert (response.status_code, response["Retry-After"]) == (503, "60")
            assert client.get(urls(chart)["CSV"]).status_code == 200
        assert "Cannot make the file" in caplog.text
        assert client.get(urls(chart)["PNG"]).status_code == 200


class TestStandingAlone:
    @pytest.mark.parametrize("language", ["ar", "fr"])
    def test_a_picture_has_its_title_its_source_and_the_name_of_the_site_in_it(self, client, language):
        chart = shown(language, "Le titre de la figure")
        svg = content(client.get(urls(chart)["SVG"])).decode()
        root = ElementTree.fromstring(svg)
        written = " ".join("".join(element.itertext()) for element in root.iter() if element.tag.endswith("text"))
        with override(language):
            from django.conf import settings

            site = str(settings.WAGTAIL_SITE_NAME)
        for words in ("Le titre de la figure", chart.subtitle.split(" ")[0], chart.table.sources[0].name, site):
            assert words in written
        assert root.find("{http://www.w3.org/2000/svg}title").text == "Le titre de la figure"
        assert root.find("{http://www.w3.org/2000/svg}desc").text == chart.description

    def test_a_picture_has_plain_colours_on_white_and_brings_its_font(self, client):
        svg = content(client.get(urls(shown("ar"))["SVG"])).decode()
        assert "var(" not in svg
        assert 'fill="#ffffff"' in svg
        assert svg.count("@font-face") == 2
        assert not re.search(r"""(href|src)=["']?http""", svg)

    def test_a_demonstration_is_marked_in_the_file(self, client, settings):
        said = {}
        for settings.DEMONSTRATION in (True, False):
            said[settings.DEMONSTRATION] = content(client.get(urls(shown())["Vega-Lite"])).decode()
        assert "– démonstration" in said[True]
        assert "– démonstration" not in said[False]

    @pytest.mark.parametrize("language", ["ar", "fr"])
    def test_a_png_is_a_picture_with_ink_on_white(self, client, language):
        picture = Image.open(BytesIO(content(client.get(urls(shown(language))["PNG"])))).convert("L")
        assert picture.width > 1200
        assert picture.getpixel((3, 3)) == 255
        assert picture.histogram()[:64] != [0] * 64

    def test_letters_of_both_scripts_are_in_the_font_of_the_pictures(self):
        from PIL import ImageFont

        from programs.charts.theme import FONTS

        for name in ("cairo-regular.ttf", "cairo-bold.ttf"):
            font = ImageFont.truetype(str(FONTS / name), 20)
            absent = font.getmask("\uffff").getbbox()
            for letter in "éœÀ’«»–0123456789%بتثجحخشصضطظعغفقكلمنهوي،؛٪…◌"[:-1]:
                assert font.getmask(letter).getbbox() != absent or letter in "…", letter

    def test_the_specification_holds_its_data(self, client):
        specification = json.loads(content(client.get(urls(shown())["Vega-Lite"])))
        assert specification["$schema"].endswith("vega-lite/v5.json")
        assert [point["value"] for point in specification["data"]["values"]] == [28, 38]
        assert '"url"' not in json.dumps(specification)

    def test_the_values_are_those_of_the_answer(self, client):
        text = content(client.get(urls(shown())["CSV"])).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert [(line["by_year"], line["value"], line["unit"]) for line in rows] == [
            ("2012", "28", "person"),
            ("2013", "38", "person"),
        ]


class TestOnce:
    def test_a_file_is_made_once(self, client, renderings):
        chart = shown()
        for _ in range(2):
            for url in urls(chart).values():
                content(client.get(url))
        # One drawing for the page, one that stands alone, and a picture of that.
        assert renderings == ["svg", "svg", "png"]

    def test_concurrent_requests_share_one_drawing(self, renderings, charts_root):
        with ThreadPoolExecutor(8) as pool:
            charts = list(pool.map(lambda _: shown(), range(8)))
        assert {chart.svg for chart in charts} == {'<svg xmlns="http://www.w3.org/2000/svg"></svg>'}
        assert renderings == ["svg"]

    def test_concurrent_downloads_share_one_picture(self, client, renderings):
        url = urls(shown())["PNG"]
        with ThreadPoolExecutor(8) as pool:
            assert {content(response) for response in pool.map(lambda _: client.get(url), range(8))} == {b"png"}
        assert renderings.count("png") == 1

    def test_processes_that_ask_at_once_draw_once(self, charts_root):
        runs = [process(charts_root, SLOW_MAKER) for _ in range(3)]
        assert [run.wait(60) for run in runs] == [0, 0, 0]
        assert (charts_root / "made").read_text() == "x"
        assert (charts_root / DIGEST / "page.svg").read_text() == "whole"

    def test_a_crash_while_drawing_heals(self, charts_root):
        assert process(charts_root, CRASHING_MAKER).wait(60) == 9
        assert (charts_root / f".{DIGEST}").is_dir()
        assert not (charts_root / DIGEST).exists()
        before = time.monotonic()
        folder = cache.cached_folder(DIGEST, lambda: {"page.svg": b"whole"})
        assert time.monotonic() - before < 5
        assert [path.name for path in folder.iterdir()] == ["page.svg"]
        assert not (charts_root / f".{DIGEST}").exists()

    def test_waiting_for_a_lock_times_out(self, monkeypatch):
        monkeypatch.setattr(cache, "TIMEOUT", 0.1)
        with cache.exclusive(DIGEST), pytest.raises(TimeoutError), cache.exclusive(DIGEST):
            pass

    def test_there_are_never_more_lock_files_than_two_digits_name(self, charts_root):
        for number in range(300):
            with cache.exclusive(f"{number:064x}"[::-1]):
                pass
        assert len(list((charts_root / "locks").iterdir())) <= 256


SLOW_MAKER = """
import time
def make():
    with open(root / "made", "a") as file: file.write("x")
    time.sleep(1)
    return {"page.svg": b"whole"}
"""
CRASHING_MAKER = """
import os
def make():
    (root / f".{digest}" / "page.svg").write_text("half")
    os._exit(9)
"""


def process(root: Path, maker: str) -> subprocess.Popen:
    """Start a process that requests the chart."""
    script = f"""
from pathlib import Path
from django.conf import settings
root, digest = Path({str(root)!r}), {DIGEST!r}
settings.configure(CHARTS_ROOT=root)
import importlib.util
spec = importlib.util.spec_from_file_location("cache", {cache.__file__!r})
cache = importlib.util.module_from_spec(spec)
spec.loader.exec_module(cache)
{maker}
cache.cached_folder(digest, make)
"""
    root.mkdir(parents=True, exist_ok=True)
    return subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


#: Values of the ledger that the query API has masked: rows do not have them, but the observations behind them do.
SECRET = Decimal("876543219")


def texts_of(asked, kind: str = "", *, mapped: bool = False) -> dict[str, str]:
    """Return everything that a chart gives away, by file."""
    with override("fr"):
        chart = map_of(asked, "t") if mapped else chart_of(asked, "t", kind)
    told = {"page": str(chart.svg), "description": chart.description}
    for path in Path(cache.folder_of(chart.downloads[0].url.rpartition("/")[2].partition(".")[0])).iterdir():
        told[path.name] = path.read_text(encoding="utf-8")
    return told


def masked_row(*groups, **given):
    found = row(None, *groups, masked=True, **given)
    found.observation.value = SECRET
    return found


numbers = st.decimals(0, 9_999_999, places=2)
cells = st.one_of(numbers, st.just(None), st.just("masked"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(cells, min_size=3, max_size=12), kind=st.sampled_from(["bar", "line", "dot_range", ""]))
def test_no_specification_has_a_value_that_the_answer_does_not_have(renderings, values, kind):
    rows = [
        masked_row(2000 + place, others=[masked_row()])
        if value == "masked"
        else row(value, 2000 + place, others=[row(7), masked_row()])
        for place, value in enumerate(values)
    ]
    known = {float(found.value) for line in rows for found in (line, *line.others) if found.value is not None}
    asked = answer(*rows)
    if not any(line.value is not None for line in rows):
        assert not chart_of(asked, "t", kind).downloads
        return
    told = texts_of(asked, kind)
    assert set(told) == {"page", "description", "page.svg", "chart.json", "chart.csv"}
    for name, text in told.items():
        assert str(SECRET) not in re.sub(r"[\s.,]", "", text), name
    found = set(_values(json.loads(told["chart.json"])))
    assert {value for value in found if value is not None} <= known


def test_the_licence_of_the_data_is_in_the_values_and_the_specification(renderings):
    told = texts_of(years(28, 38), "bar")
    assert json.loads(told["chart.json"])["usermeta"]["license"] == LICENSE_URL
    assert {line["license"] for line in csv.DictReader(told["chart.csv"].splitlines())} == {LICENSE_URL}


@pytest.mark.parametrize("mapped", [True, False])
def test_a_masked_value_is_in_no_file(mapped):
    rows = [row(10, region("MA-01"), year=2018), masked_row(region("MA-02"), year=2018)]
    told = texts_of(answer(*rows, by="territory", scheme="MA-REG-2015"), mapped=mapped)
    for name, text in told.items():
        assert str(SECRET) not in re.sub(r"[\s.,]", "", text), name
    assert ",Q," in told["chart.csv"]


def _values(value) -> list:
    """Return all values of a specification."""
    if isinstance(value, dict):
        own = [value[name] for name in ("value", "high", "top") if isinstance(value.get(name), int | float)]
        return own + [found for inner in value.values() for found in _values(inner)]
    return [found for inner in value for found in _values(inner)] if isinstance(value, list) else []


class TestSweeping:
    def test_an_unused_picture_is_removed_and_drawn_again_on_demand(self, client, charts_root):
        addresses = urls(shown())
        first = client.get(addresses["PNG"])
        grow_old(charts_root, days=100)
        call_command("sweep_charts", days=90)
        assert not list(charts_root.glob("*/chart.png"))
        again = client.get(addresses["PNG"])
        assert (again.status_code, again.content) == (200, first.content)

    def test_a_used_picture_stays(self, client, charts_root):
        addresses = urls(shown())
        client.get(addresses["PNG"])
        grow_old(charts_root, days=100)
        client.get(addresses["PNG"])
        call_command("sweep_charts", days=90)
        assert list(charts_root.glob("*/chart.png"))

    def test_what_cannot_be_drawn_from_an_address_stays(self, client, charts_root, renderings):
        chart = shown()
        grow_old(charts_root, days=100)
        call_command("sweep_charts", days=90)
        assert {path.name for path in charts_root.glob("*/*")} >= {"page.svg", "chart.json", "chart.csv"}
        assert shown().svg == chart.svg
        assert renderings == ["svg"]


def grow_old(root: Path, *, days: int) -> None:
    then = time.time() - days * 24 * 60 * 60
    for path in root.glob("*/*"):
        os.utime(path, (then, then))
