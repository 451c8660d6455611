"""Which drawing fits an answer, and why another one would mislead."""

import pytest

from programs.charts.kinds import KINDS, fitting_kinds, why_not
from programs.facts.dimensions import Sex
from programs.statistics.answers import Answer
from programs.statistics.questions import Question
from programs.statistics.refusals import Refusal
from tests.programs.charts.drawings import RATE, answer, edition, region, row, years

ALL = [*KINDS, "share", "gauge"]
BY_SEX = answer(
    *(row(10 + year, year, sex) for year in (2012, 2013, 2014) for sex in (Sex.FEMALE, Sex.MALE)), by="year,sex"
)
TERRITORIES = answer(row(10, region("MA-01")), row(20, region("MA-02")), by="territory")
DISPUTED = answer(row(633, others=[row(646)]), by="")


def codes(given: Answer, beside: Answer | None = None) -> dict[str, str]:
    return {kind: why.code for kind in ALL if (why := why_not(kind, given, beside))}


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        (years(1082, 3142), ["bar"]),
        (years(1082, 3142, 933), ["bar", "line"]),
        (years(*range(10, 20)), ["line", "bar"]),
        (years(3, 2.3, 3.44, indicator=RATE), ["line", "bar"]),
        (TERRITORIES, ["bar"]),
        (BY_SEX, ["line", "grouped_bar"]),
        (DISPUTED, ["dot_range"]),
        (years(30, 31, high=40), ["dot_range", "bar"]),
    ],
    ids=["two-years", "years", "many-years", "rates", "territories", "two-dimensions", "disputed", "ranges"],
)
def test_the_fitting_kind_is_proposed_first(given, kinds):
    assert fitting_kinds(given) == kinds


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_fits_if_nothing_speaks_against_it(kind):
    for given in (years(1, 2, 3), TERRITORIES, BY_SEX, DISPUTED, years(None, None)):
        assert (kind in fitting_kinds(given)) == (why_not(kind, given) is None)


def test_territories_make_no_line():
    assert codes(TERRITORIES)["line"] == "not-over-time"


@pytest.mark.parametrize("other", ["school_year", "event", "cumulative"])
def test_periods_of_different_types_never_share_a_line(other):
    given = answer(row(1, 2012), row(2, 2013), row(3, 2014), row(4, 2015, period_type=other))
    assert codes(given)["line"] == "mixed-periods"
    assert "line" not in fitting_kinds(given)


def test_a_missing_value_of_another_type_does_not_mix_the_line():
    given = answer(row(1, 2012), row(2, 2013), row(3, 2014), row(None, 2015, period_type="school_year"))
    assert why_not("line", given) is None


@pytest.mark.parametrize("period_type", ["cumulative", "unstated"])
def test_what_accumulates_or_has_no_period_makes_no_line(period_type):
    assert codes(years(1, 2, 3, period_type=period_type))["line"] == "no-time-series"


def test_two_years_make_no_line():
    assert codes(years(1, 2))["line"] == "few-moments"
    assert codes(years(1, 2, None, "masked"))["line"] == "few-moments"


@pytest.mark.parametrize("given", [years(1), years(1, 2, 3), TERRITORIES, BY_SEX])
def test_shares_are_never_drawn(given):
    assert codes(given)["share"] == "no-shares"


def test_an_unknown_kind_is_none():
    assert codes(TERRITORIES)["gauge"] == "unknown-kind"


def test_a_single_value_needs_no_chart():
    single = answer(row(230), by="")
    assert codes(single)["bar"] == "single-value"
    assert codes(years(230))["bar"] == "single-value"
    assert fitting_kinds(single) == []


@pytest.mark.parametrize("given", [years(None, None), years("masked", "masked"), Answer(Question("x", by="year"))])
def test_nothing_numeric_is_not_drawn(given):
    assert {codes(given)[kind] for kind in KINDS} == {"nothing-numeric"}
    assert fitting_kinds(given) == []


def test_a_refused_answer_is_not_drawn():
    refused = Answer(Question("x", by="year"), refusal=Refusal("not-additive", "No."))
    assert {codes(refused)[kind] for kind in KINDS} == {"not-additive"}


def test_one_dimension_makes_no_groups_and_two_make_no_single_bars():
    assert codes(TERRITORIES)["grouped_bar"] == "one-dimension"
    assert codes(BY_SEX)["bar"] == "two-dimensions"
    assert codes(BY_SEX)["dot_range"] == "two-dimensions"


def test_targets_stand_beside_their_results():
    results = answer(row(56, edition(2014)), row(16, edition(2018)), by="edition")
    targets = answer(row(230, edition(2014), role="target"), by="edition", role="target")
    assert fitting_kinds(results, targets) == ["grouped_bar"]


def test_two_units_share_no_scale():
    results = answer(row(56, edition(2014)), by="edition")
    rates = answer(row(3, edition(2014), indicator=RATE), by="edition", indicator=RATE)
    assert codes(results, rates)["grouped_bar"] == "different-units"


def test_more_lines_than_colours_are_refused():
    rows = [row(1, year, region(f"MA-{n:02}")) for year in (2016, 2017, 2018) for n in range(1, 8)]
    given = answer(*rows, by="year,territory")
    assert codes(given)["line"] == "too-many-series"
    assert fitting_kinds(given) == ["grouped_bar"]


def test_more_bars_than_a_screen_holds_are_refused():
    given = answer(*(row(number, region(f"MA-{number}")) for number in range(1, 62)), by="territory")
    assert codes(given)["bar"] == "too-many-bars"


def test_exact_values_make_no_ranges():
    assert codes(years(1, 2))["dot_range"] == "no-range"
    only_masked = answer(row(633, others=[row(None, masked=True)]), by="")
    assert codes(only_masked)["dot_range"] == "no-range"
