"""`load_facts`: errors of rows, with line, column and reason."""

from datetime import date
from decimal import Decimal

import pytest

from programs.facts.indicators import Indicator
from programs.facts.observations import Observation
from programs.facts.territories import TerritorialScheme, Territory
from tests.factories import EditionFactory, TerritoryFactory
from tests.programs.imports.tables import PROGRAMS, VALUES, load, places, value

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"period_start": "2014-02-30"}, "period_start"),
        ({"period_start": "2014-13-01"}, "period_start"),
        ({"period_start": "01/02/2014"}, "period_start"),
        ({"period_start": "أمس"}, "period_start"),
        ({"number": "-38"}, "value"),
        ({"number": "many"}, "value"),
        ({"number": "1.234"}, "value"),
        ({"number": "12.500"}, "value"),
        ({"number": "NaN"}, "value"),
        ({"number": "1e400"}, "value"),
        ({"number": "1" * 30}, "value"),
        ({"number": "0.123456"}, "value"),
        ({"code": "كود"}, "code"),
        ({"code": "two words"}, "code"),
        ({"code": ""}, "code"),
        ({"indicator": "unknown"}, "indicator"),
        ({"indicator": ""}, "indicator"),
        ({"source": "S99"}, "source"),
        ({"territory": "MA-05"}, "territory"),
        ({"territory": "MA:XX"}, "territory"),
        ({"period_type": "century"}, "period_type"),
    ],
    ids=str,
)
def test_an_invalid_cell_is_reported_with_line_and_column(write, facts, cells, column):
    outcome = load(write("observations", VALUES, value("GOOD"), value(**cells)))
    assert places(outcome) == [("observations.csv", 3, column)]
    assert outcome.errors[0].reason


@pytest.mark.parametrize(
    "cells",
    [
        {"number": ""},
        {"period_start": ""},
        {"period_start": "2015-01-01"},
        {"period_type": "unstated"},
        {"period_type": ""},
        {"territory": ""},
    ],
    ids=str,
)
def test_contradictory_cells_are_reported_with_their_line(write, facts, cells):
    outcome = load(write("observations", VALUES, value("GOOD"), value(**cells)))
    assert {(error.file, error.line) for error in outcome.errors} == {("observations.csv", 3)}


def test_every_invalid_cell_is_reported_at_once(write, facts):
    outcome = load(write("observations", VALUES, value("ا", "x", period_start="?"), value("V-2"), value("V-3", "-1")))
    assert [(line, column) for _file, line, column in places(outcome)] == [
        (2, "code"),
        (2, "period_start"),
        (2, "value"),
        (4, "value"),
    ]


def test_a_reference_to_an_invalid_row_is_not_reported_again(write):
    schemes = write("schemes", "code,name_ar,name_fr,level,valid_from", "MA,المغرب,Maroc,country,yesterday")
    territories = write("territories", "scheme,code,name_ar,name_fr", "MA,MA,المغرب,Maroc")
    assert places(load(schemes, territories)) == [("schemes.csv", 2, "valid_from")]


def test_a_territory_outside_the_scheme_of_the_period_is_refused(write, facts):
    old = TerritorialScheme.objects.create(
        code="OLD", name_ar="ق", name_fr="v", level="region", valid_from=date(1997, 8, 17), valid_to=date(2015, 9, 3)
    )
    TerritoryFactory(scheme=old, code="MA-05")
    year = {"period_start": "2016-01-01", "period_end": "2016-12-31"}
    outcome = load(write("observations", VALUES, value(territory="OLD:MA-05", **year)))
    assert places(outcome) == [("observations.csv", 2, "territory")]


def test_the_territory_of_an_event_belongs_to_a_scheme_in_force_on_its_day(write, facts):
    load(write("programs", *PROGRAMS))
    old = TerritorialScheme.objects.create(
        code="OLD", name_ar="ق", name_fr="v", level="region", valid_from=date(1997, 8, 17), valid_to=date(2015, 9, 3)
    )
    TerritoryFactory(scheme=old, code="MA-05")
    header = "code,name_ar,name_fr,program,date_precision,date_start,target_territory"
    outcome = load(write("events", header, "E-1,توزيع,Remise,MICRO,day,2016-07-11,OLD:MA-05"))
    assert places(outcome) == [("events.csv", 2, "target_territory")]


def test_the_edition_of_an_event_belongs_to_its_programme(write, facts):
    load(write("programs", *PROGRAMS, "OTHER,آخر,Autre"))
    EditionFactory(code="E-2014")
    header = "code,name_ar,name_fr,program,edition,date_precision,date_start,target_territory"
    outcome = load(write("events", header, "E-1,توزيع,Remise,OTHER,E-2014,day,2014-07-11,MA:MA"))
    assert places(outcome) == [("events.csv", 2, "edition")]


def test_schemes_that_overlap_are_refused(write):
    header = "code,name_ar,name_fr,level,valid_from,valid_to"
    rows = ["OLD,ق,v,region,1997-08-17,2015-09-04", "NEW,ج,n,region,2015-09-04,"]
    outcome = load(write("schemes", header, *rows))
    assert places(outcome) == [("schemes.csv", 3, "valid_from")]


def test_numbers_are_read_as_people_write_them(write, facts):
    numbers = {"A": "27 637", "B": "٢٧٦٣٧", "C": "27.637 personnes", "D": "27637", "E": "27 ألف و637", "F": "27637.00"}
    outcome = load(write("observations", VALUES, *(value(code, number) for code, number in numbers.items())))
    assert outcome.errors == []
    assert set(Observation.objects.values_list("value", flat=True)) == {Decimal(27637)}


# Codes


def test_a_code_that_stands_twice_in_a_file_is_refused(write):
    outcome = load(write("programs", *PROGRAMS, "OTHER,آخر,Autre", "MICRO,آخر,Autre"))
    assert places(outcome) == [("programs.csv", 4, "code")]
    assert "programs.csv:2" in outcome.errors[0].reason


def test_a_code_that_stands_in_two_files_of_one_table_is_refused(write, facts):
    outcome = load(write("observations-2013", VALUES, value()), write("observations-2014", VALUES, value(number="231")))
    assert places(outcome) == [("observations-2014.csv", 2, "code")]
    assert "observations-2013.csv:2" in outcome.errors[0].reason


def test_a_code_used_again_in_another_scheme_is_another_territory(write):
    schemes = write(
        "schemes",
        "code,name_ar,name_fr,level,valid_from,valid_to",
        "OLD,ق,v,region,1997-08-17,2015-09-03",
        "NEW,ج,n,region,2015-09-04,",
    )
    territories = write("territories", "scheme,code,name_ar,name_fr", "OLD,MA-05,ق,v", "NEW,MA-05,ج,n")
    assert load(schemes, territories).errors == []
    assert Territory.objects.count() == 2


def test_an_indicator_may_be_compared_with_one_further_down(write):
    units = write("units", "code,name_ar,name_fr,forms_ar,forms_fr", "person,شخص,personne,other={n} شخص,other={n} p.")
    header = (
        "code,name_ar,name_fr,definition_ar,definition_fr,unit,statistical_unit,aggregation,threshold,compared_with"
    )
    rows = ["planned,م,p,ت,d,person,persons,additive,5,done", "done,م,d,ت,d,person,persons,additive,5,"]
    assert load(units, write("indicators", header, *rows)).errors == []
    assert Indicator.objects.get(code="planned").compared_with.code == "done"
    wrong = load(write("indicators", header, rows[0].replace("done", "nothing")))
    assert places(wrong) == [("indicators.csv", 2, "compared_with")]
