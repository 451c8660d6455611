"""A trend is shown only between two values that can be compared."""

from datetime import timedelta

import pytest

from programs.facts.vocabulary import SUPPRESSED
from programs.statistics.trend import trend_in, trend_of
from tests.programs.charts.drawings import row


def of_years(first=230, second=276, **changed):
    """Two years that follow each other; `changed` is of the second."""
    return row(first, 2013), row(second, 2014, **changed)


def test_a_trend_is_the_difference_and_its_share_of_the_earlier_value():
    trend = trend_of(*of_years())
    assert (trend.difference, trend.percent, trend.previous.value) == (46, 20, 230)


@pytest.mark.parametrize(
    ("first", "second", "percent"), [(100, 250, 150), (200, 201, 1), (1000, 1004, 0), (200, 199, -1), (0, 7, None)]
)
def test_the_percentage_is_whole_and_none_for_an_earlier_zero(first, second, percent):
    trend = trend_of(*of_years(first, second))
    assert (trend.difference, trend.percent) == (second - first, percent)


NOT_EXACT = [
    {"others": [row(231)]},
    {"qualifier": "about"},
    {"status": "P"},
    {"status": "E"},
    {"status": SUPPRESSED},
    {"basis": "computed"},
]


@pytest.mark.parametrize("changed", NOT_EXACT)
@pytest.mark.parametrize("year", [2013, 2014])
def test_none_is_drawn_from_or_to_a_value_that_is_not_exact_or_is_disputed(changed, year):
    previous, current = (row(230, one, **(changed if one == year else {})) for one in (2013, 2014))
    assert trend_of(previous, current) is None


def test_none_is_drawn_from_or_to_a_missing_value():
    assert trend_of(*of_years(second=None)) is None
    assert trend_of(*of_years(first=None)) is None


@pytest.mark.parametrize("changed", [{"role": "target"}, {"territory": object()}, {"period_type": "school_year"}])
def test_none_is_drawn_between_values_of_different_things(changed):
    assert trend_of(*of_years(**changed)) is None


def test_none_is_drawn_over_a_gap_or_an_overlap():
    previous, current = of_years()
    assert trend_of(row(230, 2012), current) is None
    for days in (-1, 1):
        moved = row(276, 2014, period_start=current.period_start + timedelta(days=days))
        assert trend_of(previous, moved) is None


def test_none_is_drawn_between_periods_of_any_length():
    assert trend_of(*(row(230, year, period_type="multi_year") for year in (2013, 2014))) is None
    assert trend_of(*(row(230, year, period_type="school_year") for year in (2013, 2014))).difference == 0


def test_the_trend_in_a_series_is_that_from_the_period_before():
    previous, current = of_years()
    assert trend_in([row(1, 2010), current, previous], current).previous is previous
    assert trend_in([current], current) is None
