"""`load_facts`: every error at once with its place and reason, all rows or none, the same again and again."""

import re
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from modelsearch.backends import get_search_backend
from wagtail.models import ReferenceIndex

from programs.loading import load_facts
from programs.models import (
    Discrepancy,
    DistributionEvent,
    Indicator,
    Observation,
    Preference,
    Program,
    Source,
    TerritorialScheme,
    Territory,
)
from tests.factories import EditionFactory, EventFactory, IndicatorFactory, SourceFactory, TerritoryFactory
from tests.programs.factories import country, of_event, reported

pytestmark = pytest.mark.django_db

ARABIC = re.compile(r"[؀-ۿ]")


@pytest.fixture
def write(tmp_path):
    """Write a table as people do; return its path."""

    def write_table(name: str, *lines: str, encoding: str = "utf-8", ending: str = "\n") -> Path:
        path = tmp_path / f"{name}.csv"
        path.write_bytes((ending.join(lines) + ending).encode(encoding))
        return path

    return write_table


def load(*paths: Path, **options):
    return load_facts(paths, **{"apply": True, **options})


def places(outcome) -> list[tuple[str, int, str]]:
    return [(error.file, error.line, error.column) for error in outcome.errors]


PROGRAMS = ("code,name_ar,name_fr", "MICRO,المشاريع الصغرى,Microprojets")
VALUES = "code,indicator,territory,period_type,period_start,period_end,value,source"


@pytest.fixture
def facts():
    """What a row of observations refers to."""
    IndicatorFactory()
    country()
    SourceFactory(code="S00")


def value(code: str = "V-1", number: str = "230", **cells: str) -> str:
    row = {
        "code": code,
        "indicator": "beneficiaries",
        "territory": "MA:MA",
        "period_type": "calendar_year",
        "period_start": "2014-01-01",
        "period_end": "2014-12-31",
        "value": number,
        "source": "S00",
        **cells,
    }
    return ",".join(row.values())


# A dry run and an applied one


def test_a_dry_run_is_the_default_of_the_command(write):
    out = StringIO()
    call_command("load_facts", write("programs", *PROGRAMS), stdout=out)
    assert not Program.objects.exists()
    assert "programs" in out.getvalue()


def test_with_apply_the_command_writes(write):
    call_command("load_facts", write("programs", *PROGRAMS), "--apply", stdout=StringIO())
    assert Program.objects.get().name_fr == "Microprojets"


def test_a_dry_run_finds_what_an_applied_one_would(write, facts):
    path = write("observations", VALUES, value(number="-1"), value("V-2", "38"))
    dry, applied = load(path, apply=False), load(path)
    assert dry.errors == applied.errors
    assert len(dry.errors) == 1


def test_loaded_facts_are_drafts_until_they_are_published(write, facts):
    path = write("observations", VALUES, value())
    load(path)
    assert not Observation.objects.released().exists()
    assert load(path, publish=True).released == 1
    assert Observation.objects.current().get().value == 230


def test_a_dry_run_publishes_nothing(write, facts):
    outcome = load(write("observations", VALUES, value()), apply=False, publish=True)
    assert (outcome.released, outcome.applied) == (1, False)
    assert not Observation.objects.exists()


# All or nothing


def test_one_wrong_row_leaves_everything_as_it_was(write, facts):
    good = write("programs", *PROGRAMS)
    wrong = write("observations", VALUES, value(), value("V-2", "many"))
    outcome = load(good, wrong)
    assert (len(outcome.errors), outcome.applied) == (1, False)
    assert not Program.objects.exists()
    assert not Observation.objects.exists()


def test_the_command_lists_every_error_and_fails(write, facts):
    err = StringIO()
    path = write("observations", VALUES, value(number="-1"), value("V-2", "x"))
    with pytest.raises(CommandError):
        call_command("load_facts", path, "--apply", stderr=err, stdout=StringIO())
    lines = err.getvalue().splitlines()
    assert [line.split(": ")[0] for line in lines] == ["observations.csv:2", "observations.csv:3"]


def test_files_may_be_given_in_any_order(write):
    scheme = write("schemes", "code,name_ar,name_fr,level,valid_from", "MA,المغرب,Maroc,country,1997-08-17")
    territory = write("territories", "scheme,code,name_ar,name_fr", "MA,MA,المغرب,Maroc")
    assert load(territory, scheme).errors == []
    assert Territory.objects.get().ref == "MA:MA"


# Loading again


def test_loading_again_changes_nothing(write, facts):
    paths = [
        write("programs", *PROGRAMS),
        write("aliases", "program,language,name", "MICRO,fr,Auto-emploi"),
        write("trades", "code,name_ar,name_fr", "baker,خباز,boulanger", "tailor,خياط,tailleur"),
        write("organizations", "code,name_ar,name_fr", "ORG,مؤسسة,Fondation"),
        write(
            "events",
            "code,name_ar,name_fr,program,date_precision,date_start,target_territory,trades,organizers,trades_complete",
            "E-1,توزيع,Remise,MICRO,day,2014-07-11,MA:MA,baker|tailor,ORG:partner,1",
        ),
        write(
            "observations",
            "code,indicator,event,program,edition,territory,period_type,period_start,period_end,value,source,trade,sex",
            "V-1,beneficiaries,E-1,,,,,,,38,S00,,",
            "V-2,beneficiaries,E-1,,,,,,,20,S00,baker,F",
        ),
        write("preferences", "observation,reason_ar,reason_fr", "V-1,الأدق,Plus précis"),
        write("discrepancies", "code,name_ar,name_fr,diagnosis_ar,diagnosis_fr,observations", "D,ت,d,ت,d,V-1|V-2"),
    ]
    first = load(*paths, publish=True)
    assert first.errors == []
    rows = {model: list(model.objects.values()) for model in (Observation, DistributionEvent, Preference, Discrepancy)}
    second = load(*paths, publish=True)
    assert second.errors == []
    assert {name for counts in second.counts.values() for name, count in counts.items() if count} == {"unchanged"}
    assert rows == {model: list(model.objects.values()) for model in rows}
    assert second.released == 0


def test_a_known_code_is_brought_up_to_date(write):
    load(write("programs", *PROGRAMS))
    outcome = load(write("programs", "code,name_ar,name_fr", "MICRO,المشاريع,Projets"))
    assert (outcome.counts["programs"]["updated"], Program.objects.get().name_fr) == (1, "Projets")


def test_a_column_that_is_not_there_is_left_as_it_is(write, facts):
    load(write("observations", f"{VALUES},note_fr", value(note="note")))
    load(write("observations", VALUES, value(number="231")))
    observation = Observation.objects.get()
    assert (observation.value, observation.note_fr) == (231, "note")


def test_an_emptied_cell_empties_the_field_or_brings_its_default_back(write, facts):
    load(write("observations", f"{VALUES},note_fr,qualifier", value(note="note", qualifier="about")))
    load(write("observations", f"{VALUES},note_fr,qualifier", value(note="", qualifier="")))
    observation = Observation.objects.get()
    assert (observation.note_fr, observation.qualifier) == ("", "exact")


def test_changed_trades_and_organisers_are_changes(write, facts):
    load(write("programs", *PROGRAMS))
    load(write("trades", "code,name_ar,name_fr", "baker,خباز,boulanger", "tailor,خياط,tailleur"))
    load(write("organizations", "code,name_ar,name_fr", "ORG,مؤسسة,Fondation"))
    header = "code,name_ar,name_fr,program,date_precision,date_start,target_territory,trades,organizers"
    row = "E-1,توزيع,Remise,MICRO,day,2014-07-11,MA:MA,{},{}"
    load(write("events", header, row.format("baker", "ORG:partner")))
    outcome = load(write("events", header, row.format("tailor", "ORG:organizer")))
    event = DistributionEvent.objects.get()
    assert outcome.counts["events"]["updated"] == 1
    assert [trade.code for trade in event.trades.all()] == ["tailor"]
    assert [organizer.role for organizer in event.organizers.all()] == ["organizer"]


# What is published


def test_a_published_value_that_would_change_is_refused(write, facts):
    load(write("observations", VALUES, value()), publish=True)
    outcome = load(write("observations", VALUES, value(number="231")))
    assert places(outcome) == [("observations.csv", 2, "code")]
    assert Observation.objects.get().value == 230


def test_the_figure_of_a_published_event_is_compared_with_what_it_holds_itself(write, facts):
    load(write("programs", *PROGRAMS))
    event = EventFactory(code="E-1", target_territory=country())
    path = write(
        "observations",
        "code,indicator,event,territory,period_type,period_start,period_end,value,source",
        "V-1,beneficiaries,E-1,,,,,38,S00",
    )
    assert load(path, publish=True).errors == []
    assert Observation.objects.get().period_start == date(2014, 7, 11)
    DistributionEvent.objects.filter(pk=event.pk).update(date_start=date(2014, 7, 1), date_end=date(2014, 7, 1))
    assert load(path).errors == []
    assert Observation.objects.get().period_start == date(2014, 7, 11)


def test_the_dimensions_of_a_published_event_are_not_changed_by_a_file(write, facts):
    event = of_event(38, EventFactory(code="E-1", target_territory=country(), released=True)).event
    header = "code,name_ar,name_fr,program,date_precision,date_start,date_end,target_territory,venue_fr"
    row = "E-1,{0},{1},MICRO,day,{2},,MA:MA,{3}"
    refused = load(write("events", header, row.format(event.name_ar, event.name_fr, "2014-07-18", "")))
    assert {error.column for error in refused.errors} == {"date_start", "date_end"}
    assert load(write("events", header, row.format(event.name_ar, event.name_fr, "2014-07-11", "Salle"))).errors == []
    assert DistributionEvent.objects.get().venue_fr == "Salle"


def test_a_correction_is_loaded_beside_what_it_corrects(write, facts):
    load(write("observations", VALUES, value()), publish=True)
    correction = value("V-2", "231", supersedes="V-1", reason_ar="خطأ", reason_fr="Erreur")
    outcome = load(write("observations", f"{VALUES},supersedes,reason_ar,reason_fr", correction), publish=True)
    assert outcome.errors == []
    assert [observation.value for observation in Observation.objects.current()] == [231]


def test_a_correction_may_stand_in_the_same_file(write, facts):
    rows = [value(a="", b="", c=""), value("V-2", "231", supersedes="V-1", reason_ar="خطأ", reason_fr="Erreur")]
    outcome = load(write("observations", f"{VALUES},supersedes,reason_ar,reason_fr", *rows), publish=True)
    assert outcome.errors == []
    assert [observation.value for observation in Observation.objects.current()] == [231]


def test_a_second_correction_of_one_value_is_refused(write, facts):
    header = f"{VALUES},supersedes,reason_ar,reason_fr"
    rows = [value(a="", b="", c="")]
    rows += [value(code, "231", supersedes="V-1", reason_ar="خطأ", reason_fr="Erreur") for code in ("V-2", "V-3")]
    outcome = load(write("observations", header, *rows))
    assert [(error.line, error.column) for error in outcome.errors] == [(4, "supersedes")]


def test_a_correction_without_a_reason_is_refused(write, facts):
    header = f"{VALUES},supersedes,reason_ar,reason_fr"
    rows = [value(a="", b="", c=""), value("V-2", "231", supersedes="V-1", reason_ar="خطأ", reason_fr="")]
    assert places(load(write("observations", header, *rows))) == [("observations.csv", 3, "")]


# Wrong cells


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
def test_a_wrong_cell_is_said_with_its_line_and_column(write, facts, cells, column):
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
def test_cells_that_contradict_each_other_are_said_with_their_line(write, facts, cells):
    outcome = load(write("observations", VALUES, value("GOOD"), value(**cells)))
    assert {(error.file, error.line) for error in outcome.errors} == {("observations.csv", 3)}


def test_every_wrong_cell_is_said_at_once(write, facts):
    outcome = load(write("observations", VALUES, value("ا", "x", period_start="?"), value("V-2"), value("V-3", "-1")))
    assert [(line, column) for _file, line, column in places(outcome)] == [
        (2, "code"),
        (2, "period_start"),
        (2, "value"),
        (4, "value"),
    ]


def test_a_row_that_refers_to_a_wrong_one_is_not_said_to_be_wrong_itself(write):
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


# Files as they come


def test_the_columns_may_stand_in_any_order(write):
    load(write("programs", "name_fr,code,name_ar", "Microprojets,MICRO,المشاريع الصغرى"))
    assert Program.objects.get().name_ar == "المشاريع الصغرى"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_files_of_every_editor_are_read(write, encoding, ending):
    outcome = load(write("programs", *PROGRAMS, encoding=encoding, ending=ending))
    assert outcome.errors == []
    assert Program.objects.get().code == "MICRO"


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16"])
def test_a_file_in_another_encoding_is_refused_and_not_guessed(write, encoding):
    outcome = load(write("programs", *PROGRAMS, encoding=encoding))
    assert len(outcome.errors) == 1
    assert "UTF-8" in outcome.errors[0].reason
    assert not Program.objects.exists()


def test_a_file_in_windows_1256_is_refused_at_its_first_arabic_line(write):
    outcome = load(write("programs", "code,name_ar,name_fr", "A,a,a", "B,ب,b", encoding="windows-1256"))
    assert [error.line for error in outcome.errors] == [3]


def test_quoted_cells_hold_commas_quotation_marks_and_lines(write):
    load(write("programs", "code,name_ar,name_fr", 'MICRO,"المشاريع، الصغرى","Micro, ""projets"""'))
    assert Program.objects.get().name_fr == 'Micro, "projets"'


def test_the_line_of_an_error_is_that_of_the_file_whatever_is_quoted_above_it(write):
    rows = ['A,ا,"one\ntwo\nthree"', "", "B,ب,b", "wrong code,ج,c"]
    outcome = load(write("programs", "code,name_ar,name_fr", *rows))
    assert places(outcome) == [("programs.csv", 7, "code")]


def test_a_cell_may_hold_what_unicode_calls_the_end_of_a_line(write):
    outcome = load(write("programs", "code,name_ar,name_fr", "A,ا,one\u2028two\x85three"))
    assert outcome.errors == []
    assert "\u2028" in Program.objects.get().name_fr


def test_spaces_around_cells_and_empty_rows_do_not_count(write):
    assert load(write("programs", " code , name_ar,name_fr", " MICRO , المشاريع , Projets ", ",,", "")).errors == []
    assert Program.objects.get().code == "MICRO"


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n"])
def test_an_empty_file_is_said_to_be_empty(write, text):
    outcome = load(write("programs", text))
    assert places(outcome) == [("programs.csv", 0, "")]


def test_a_file_with_a_header_only_has_nothing_to_load(write):
    assert load(write("programs", PROGRAMS[0])).errors == []


def test_unknown_missing_and_doubled_columns_are_said(write):
    outcome = load(write("programs", "code,name_fr,colour,code", "MICRO,Microprojets,red,MICRO"))
    assert places(outcome) == [
        ("programs.csv", 1, "colour"),
        ("programs.csv", 1, "name_ar"),
        ("programs.csv", 1, "code"),
    ]


def test_a_row_with_too_few_or_too_many_cells_is_refused(write):
    outcome = load(write("programs", *PROGRAMS, "A,ا", "B,ب,b,more"))
    assert places(outcome) == [("programs.csv", 3, ""), ("programs.csv", 4, "")]


def test_a_quotation_mark_that_is_never_closed_is_an_error(write):
    outcome = load(write("programs", *PROGRAMS, 'A,ا,"never closed'))
    assert [(error.file, error.line) for error in outcome.errors] == [("programs.csv", 3)]


def test_a_character_that_no_text_has_is_an_error(write):
    assert places(load(write("programs", *PROGRAMS, "A,ا,a\x00b"))) == [("programs.csv", 3, "")]


def test_a_file_of_no_table_is_refused(write):
    outcome = load(write("people", "name", "x"))
    assert places(outcome) == [("people.csv", 0, "")]
    assert "observations" in outcome.errors[0].reason


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    assert places(load(tmp_path / "programs.csv")) == [("programs.csv", 0, "")]


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "programs.csv").mkdir()
    assert places(load(tmp_path / "programs.csv")) == [("programs.csv", 0, "")]


# Languages


WRONG = [
    ("programs", PROGRAMS[0], "two words,a,b"),
    ("programs", "colour", "red"),
    ("programs", PROGRAMS[0], "A,ا"),
    ("people", "name", "x"),
    ("programs", PROGRAMS[0], "A,,b"),
    ("schemes", "code,name_ar,name_fr,level,valid_from", "A,a,b,region,yesterday"),
    ("schemes", "code,name_ar,name_fr,level,valid_from", "A,a,b,planet,2014-01-01"),
    ("territories", "scheme,code,name_ar,name_fr", "NONE,A,a,b"),
]


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("table", WRONG, ids=lambda table: table[2])
def test_reasons_are_given_in_the_language_of_the_reader(write, table, language):
    with override(None):
        english = [error.reason for error in load(write(*table)).errors]
    with override(language):
        reasons = [error.reason for error in load(write(*table)).errors]
    assert len(reasons) == len(english) > 0
    assert set(reasons).isdisjoint(english)
    assert all(bool(ARABIC.search(reason)) == (language == "ar") for reason in reasons)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_reasons_of_the_models_are_translated_too(write, facts, language):
    with override(None):
        english = load(write("observations", VALUES, value(number="-1"))).errors[0].reason
    with override(language):
        assert load(write("observations", VALUES, value(number="-1"))).errors[0].reason != english


def test_the_command_speaks_the_language_it_is_asked_to(write):
    path = write("programs", PROGRAMS[0], "two words,a,b")
    said = {}
    for language in ("ar", "fr"):
        err = StringIO()
        with pytest.raises(CommandError) as failure:
            call_command("load_facts", path, "--language", language, stderr=err, stdout=StringIO())
        said[language] = err.getvalue() + str(failure.value)
    assert ARABIC.search(said["ar"])
    assert not ARABIC.search(said["fr"].replace("“two words”", ""))
    assert said["ar"] != said["fr"]


# Long files


def test_a_long_file_shows_how_far_it_is(write, facts):
    rows = [value(f"V-{number}", str(number)) for number in range(5000)]
    shown = []
    outcome = load(write("observations", VALUES, *rows), progress=lambda *step: shown.append(step))
    assert outcome.counts["observations"]["created"] == 5000
    assert shown == [("observations.csv", done, 5000) for done in range(500, 5001, 500)]


def test_a_long_file_takes_few_statements(write, facts, django_assert_max_num_queries):
    header = f"{VALUES},trade,edition"
    path = write("observations", header, *(value(f"V-{n}", str(n), trade="", edition="") for n in range(1000)))
    with django_assert_max_num_queries(150):
        load(path, publish=True)
    with django_assert_max_num_queries(40):
        load(path, publish=True)


def test_one_wrong_row_among_many_is_found(write, facts):
    reported(1, code="TAKEN", supersedes=None)
    rows = [value(f"V-{number}") for number in range(700)]
    rows[600] = value("V-600", status="")
    outcome = load(write("observations", VALUES, *rows[:600], value("V-600", period_end="2013-01-01"), *rows[601:]))
    assert {error.line for error in outcome.errors} == {602}


def test_what_was_loaded_is_in_the_indexes_as_if_it_had_been_typed(write, facts):
    load(
        write("programs", *PROGRAMS),
        write(
            "events",
            "code,name_ar,name_fr,program,date_precision,date_start,target_territory",
            "E-1,توزيع بفاس,Remise à Fès,MICRO,day,2014-07-11,MA:MA",
        ),
        write("observations", "code,indicator,event,value,source", "V-1,beneficiaries,E-1,38,S00"),
    )
    event = DistributionEvent.objects.get()
    assert list(get_search_backend().search("Remise", DistributionEvent)) == [event]
    references = set(ReferenceIndex.get_references_for_object(event).values_list("to_object_id", flat=True))
    event.save()
    event.observations.get().save()
    assert references == set(ReferenceIndex.get_references_for_object(event).values_list("to_object_id", flat=True))
    assert str(Source.objects.get().pk) in references
