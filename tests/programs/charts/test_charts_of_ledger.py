"""Charts of stored values: their links are permanent, and nothing that is masked reaches a reader."""

import re
from datetime import date

import pytest
from django.utils.translation import override

from programs.charts.chart import Chart, chart_of, map_of
from programs.facts.territories import Territory
from programs.statistics.query import ask
from programs.statistics.questions import Question
from tests.factories import EventFactory, IndicatorFactory, SchemeFactory, TerritoryFactory
from tests.programs.factories import of_event, reported

pytestmark = pytest.mark.django_db

#: A value that no coordinate of a drawing has by chance, and how its digits may be written.
HIDDEN = 23217
WRITTEN = re.compile(r"23[\W_]{0,8}217")


@pytest.fixture(autouse=True)
def charts_root(settings, tmp_path):
    settings.CHARTS_ROOT = tmp_path / "charts"


def format_response(value, year: int = 2014, place: str = "FES"):
    event = EventFactory(date_start=date(year, 7, 11), released=True, target_territory=TerritoryFactory(code=place))
    return of_event(value, event)


def region(code: str) -> Territory:
    scheme = SchemeFactory(code="MA-REG-2015", level="region", valid_from=date(2015, 9, 4))
    return TerritoryFactory(scheme=scheme, code=code)


def shown(kind: str, language: str = "fr") -> Chart:
    by = {"map": "territory", "grouped_bar": "year,territory"}.get(kind, "year")
    asked = ask(Question("beneficiaries", by=by, scheme="MA-REG-2015" if kind == "map" else ""))
    with override(language):
        return map_of(asked, "Le titre") if kind == "map" else chart_of(asked, "Le titre", kind)


def files(client, chart: Chart) -> dict[str, str]:
    """Return the downloads as text, without embedded fonts."""
    found = {}
    for download in chart.downloads:
        if download.name != "PNG":
            found[download.name] = re.sub(r"<style>.*?</style>", "", client.get(download.url).content.decode())
    return found


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("kind", ["bar", "line", "dot_range", "grouped_bar", "map"])
def test_nothing_masked_reaches_the_page_or_a_file(client, language, kind):
    IndicatorFactory(threshold=30_000)
    if kind == "map":
        for code, value in (("MA-03", 60_000), ("MA-06", HIDDEN)):
            reported(value, year=2021, territory=region(code))
    elif kind == "grouped_bar":
        for place, value in (("FES", 60_000), ("RABAT", HIDDEN)):
            format_response(value, place=place)
    else:
        for year, value in ((2011, 60_000), (2012, 70_000), (2013, 80_000)):
            reported(value, year=year, value_high=value + 100, qualifier="between")
        reported(HIDDEN, year=2014)
    chart = shown(kind, language)
    assert chart.kind == kind
    told = {"page": chart.svg, "description": chart.description, **files(client, chart)}
    assert {name for name, text in told.items() if WRITTEN.search(text)} == set()
    assert ",Q," in told["CSV"]


@pytest.mark.parametrize("kind", ["bar", "map"])
def test_where_all_is_masked_nothing_is_drawn(kind):
    for code, year, value in (("MA-03", 2021, 3), ("MA-06", 2022, 2)):
        reported(value, year=year, territory=region(code))
    chart = shown(kind)
    assert (chart.svg, chart.downloads) == ("", ())
    assert chart.refusal
    assert chart.table.rows


def test_a_value_that_is_not_masked_would_be_seen(client):
    format_response(HIDDEN, 2013)
    format_response(38, 2014)
    assert all(WRITTEN.search(text) for text in files(client, shown("bar")).values())


def test_a_link_that_a_page_has_shown_holds_after_the_value_changed(client):
    format_response(28, 2013)
    format_response(3805, 2014)
    before = shown("bar")
    format_response(4016, 2014)
    after = shown("bar")
    for name in ("CSV", "Vega-Lite"):
        assert ("7821" in files(client, before)[name], "7821" in files(client, after)[name]) == (False, True)
