"""`load_facts`: encodings, CSV dialects, languages, large files."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from modelsearch.backends import get_search_backend
from wagtail.models import ReferenceIndex

from programs.facts.events import DistributionEvent
from programs.facts.programs import Program
from programs.facts.sources import Source
from tests.programs.factories import reported
from tests.programs.imports.tables import PROGRAMS, VALUES, load, places, value

pytestmark = pytest.mark.django_db


ARABIC = re.compile(r"[؀-ۿ]")


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


def test_a_cell_may_hold_unicode_line_separators(write):
    outcome = load(write("programs", "code,name_ar,name_fr", "A,ا,one\u2028two\x85three"))
    assert outcome.errors == []
    assert "\u2028" in Program.objects.get().name_fr


def test_spaces_around_cells_and_empty_rows_do_not_count(write):
    assert load(write("programs", " code , name_ar,name_fr", " MICRO , المشاريع , Projets ", ",,", "")).errors == []
    assert Program.objects.get().code == "MICRO"


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n"])
def test_an_empty_file_is_an_error(write, text):
    outcome = load(write("programs", text))
    assert places(outcome) == [("programs.csv", 0, "")]


def test_a_file_with_a_header_only_has_nothing_to_load(write):
    assert load(write("programs", PROGRAMS[0])).errors == []


def test_unknown_missing_and_duplicate_columns_are_errors(write):
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


def test_a_nul_character_is_an_error(write):
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


def test_the_command_prints_in_the_chosen_language(write):
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


def test_a_long_file_shows_progress(write, facts):
    rows = [value(f"V-{number}", str(number)) for number in range(1500)]
    shown = []
    outcome = load(write("observations", VALUES, *rows), progress=lambda *step: shown.append(step))
    assert outcome.counts["observations"]["created"] == 1500
    assert shown == [("observations.csv", done, 1500) for done in (500, 1000, 1500)]


def test_a_long_file_takes_few_statements(write, facts, django_assert_max_num_queries):
    header = f"{VALUES},trade,edition"
    path = write("observations", header, *(value(f"V-{n}", str(n), trade="", edition="") for n in range(1000)))
    with django_assert_max_num_queries(220):
        load(path, publish=True)
    with django_assert_max_num_queries(40):
        load(path, publish=True)


def test_one_wrong_row_among_many_is_found(write, facts, monkeypatch):
    monkeypatch.setattr("programs.imports.load.BATCH", 50)
    reported(1, code="TAKEN", supersedes=None)
    rows = [value(f"V-{number}") for number in range(70)]
    rows[60] = value("V-60", period_end="2013-01-01")
    outcome = load(write("observations", VALUES, *rows))
    assert {error.line for error in outcome.errors} == {62}


def test_loaded_records_are_in_the_search_and_reference_indexes(write, facts):
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
