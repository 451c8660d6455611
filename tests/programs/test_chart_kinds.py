"""Which drawing fits which answer: a meaningless one is refused with its reason, and a fitting one is proposed."""

from datetime import date

import pytest
from django.utils.translation import override

from programs.charts import KINDS, fitting_kinds, why_not
from programs.charts.kinds import objection_to
from tests.factories import IndicatorFactory, SourceFactory, TerritoryFactory
from tests.programs.drawings import answer, chart, handed_out
from tests.programs.factories import reported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("charts_root")]


def objection(kind: str, asked) -> str:
    found = objection_to(kind, asked)
    return found.code if found else ""


def years(*which: int):
    for year in which:
        reported(year - 2000, year=year)


def towns(*codes: str, year: int = 2014):
    for number, code in enumerate(codes):
        handed_out(20 + number, year, target_territory=TerritoryFactory(code=code))


# A line


def test_a_line_joins_three_years_or_more():
    years(2012, 2013)
    assert objection("line", answer()) == "few-moments"
    years(2014)
    assert objection("line", answer()) == ""


def test_a_year_without_a_number_is_no_point_of_a_line():
    years(2012, 2013)
    reported(None, year=2014, status="missing")
    assert objection("line", answer()) == "few-moments"


def test_no_line_runs_over_territories():
    towns("FES", "RABAT", "SALE")
    assert objection("line", answer("territory")) == "not-over-time"


def test_no_line_runs_over_events():
    towns("FES", "RABAT", "SALE")
    assert objection("line", answer("event")) == "not-over-time"


def test_different_types_of_period_never_share_a_line():
    years(2012, 2013, 2014)
    asked = answer()
    asked.rows[0] = type(asked.rows[0])(**{**vars(asked.rows[0]), "period_type": "school_year"})
    assert objection("line", asked) == "mixed-periods"


@pytest.mark.parametrize("period_type", ["cumulative", "unstated"])
def test_what_accumulates_or_has_no_period_makes_no_line(period_type):
    years(2012, 2013, 2014)
    asked = answer()
    asked.rows[:] = [type(row)(**{**vars(row), "period_type": period_type}) for row in asked.rows]
    assert objection("line", asked) == "no-time-series"


def test_more_lines_than_can_be_told_apart_are_refused():
    for year in (2012, 2013, 2014):
        towns(*[f"TOWN-{number}" for number in range(7)], year=year)
    assert objection("line", answer(("year", "territory"))) == "too-many-series"


def test_several_lines_are_named_at_their_ends_without_a_legend(renderings):
    for year in (2012, 2013, 2014):
        towns("FES", "RABAT", year=year)
    shown = chart(by=("year", "territory"), kind="line")
    assert shown.kind == "line"
    written = [
        text["text"]
        for layer in renderings[0]["layer"]
        for text in layer.get("data", {}).get("values", [])
        if "text" in text
    ]
    assert {"Nom FES", "Nom RABAT"} <= set(written)
    assert all(layer["encoding"].get("color", {}).get("legend") is None for layer in renderings[0]["layer"])


def test_a_line_breaks_where_a_year_has_no_value(renderings):
    years(2011, 2012, 2014)
    chart(kind="line")
    assert [(point["year"], point["value"]) for point in renderings[0]["data"]["values"]] == [
        (2011, 11),
        (2012, 12),
        (2013, None),
        (2014, 14),
    ]


# Bars


def test_a_single_value_needs_no_bar():
    years(2014)
    assert objection("bar", answer()) == "single-value"
    assert fitting_kinds(answer()) == []


def test_nothing_numeric_is_drawn_as_nothing():
    reported(None, year=2013, status="missing")
    reported(None, year=2014, status="missing")
    assert {objection(kind, answer()) for kind in KINDS} == {"nothing-numeric"}


def test_what_is_masked_is_no_number_to_draw():
    reported(3, year=2013)
    reported(2, year=2014)
    assert {objection(kind, answer()) for kind in KINDS} == {"nothing-numeric"}


def test_bars_take_one_dimension_and_groups_take_two():
    towns("FES", "RABAT")
    towns("FES", "RABAT", year=2013)
    one, two = answer("territory"), answer(("year", "territory"))
    assert (objection("bar", one), objection("grouped_bar", one)) == ("", "one-dimension")
    assert (objection("bar", two), objection("grouped_bar", two)) == ("two-dimensions", "")


def test_a_pie_is_refused():
    towns("FES", "RABAT")
    assert objection("pie", answer("territory")) == "no-shares"


def test_an_unknown_kind_is_refused():
    towns("FES", "RABAT")
    assert objection("radar", answer("territory")) == "unknown-kind"


# Ranges


def test_a_range_needs_two_ends_or_two_sources():
    years(2013, 2014)
    assert objection("dot_range", answer()) == "no-range"
    reported(40, year=2015, value_high=50, qualifier="between")
    assert objection("dot_range", answer()) == ""


def test_values_of_two_sources_make_a_range(renderings):
    years(2013, 2014)
    reported(16, year=2014, source=SourceFactory(code="OTHER"))
    assert objection("dot_range", answer()) == ""
    chart(kind="dot_range")
    assert sum(bool(point["other"]) for point in renderings[0]["data"]["values"]) == 1


# What is proposed


def test_what_is_proposed_stands_first_and_all_that_fit_follow():
    years(2012, 2013, 2014)
    assert fitting_kinds(answer()) == ["bar", "line"]


def test_what_lies_between_two_values_is_proposed_as_a_range():
    years(2013, 2014)
    reported(40, year=2015, value_high=50, qualifier="between")
    assert fitting_kinds(answer())[0] == "dot_range"


def test_a_rate_over_the_years_is_proposed_as_a_line():
    rate = IndicatorFactory(code="rate", statistical_unit="rate", aggregation="none", threshold=0)
    for year in (2012, 2013, 2014):
        reported(40, year=year, indicator=rate)
    assert fitting_kinds(answer(indicator="rate"))[0] == "line"


def test_what_does_not_fit_any_more_is_drawn_as_what_does(renderings):
    years(2013, 2014)
    assert chart(kind="line").kind == "bar"


def test_every_kind_is_refused_where_the_door_refused():
    years(2014)
    asked = answer(indicator="nothing-like-this")
    assert all(why_not(kind, asked) for kind in KINDS)
    assert fitting_kinds(asked) == []


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_reason_is_a_text_and_none_is_empty(language):
    years(2012, 2013, 2014)
    with override(language):
        assert why_not("line", answer()) == ""
        assert isinstance(why_not("grouped_bar", answer()), str)
        assert why_not("grouped_bar", answer())


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("kind", ["bar", "line", "dot_range", "grouped_bar"])
def test_every_kind_is_really_drawn_in_both_directions(language, kind):
    if kind == "grouped_bar":
        towns("FES", "RABAT")
        towns("FES", "RABAT", year=2013)
    else:
        years(2012, 2013)
        reported(40, year=2014, value_high=50, qualifier="between")
    shown = chart(language, by=("year", "territory") if kind == "grouped_bar" else "year", kind=kind)
    assert shown.kind == kind
    assert shown.svg.startswith("<svg")


def test_a_period_that_is_asked_for_is_the_only_one_drawn(renderings):
    years(2012, 2013, 2014)
    chart(period_start=date(2013, 1, 1))
    assert [point["label"] for point in renderings[0]["data"]["values"]] == ["2013", "2014"]
