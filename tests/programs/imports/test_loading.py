"""`load_facts`: dry runs, all or nothing, idempotence, published records."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from programs.facts.events import DistributionEvent
from programs.facts.judgements import Discrepancy, Preference
from programs.facts.observations import Observation
from programs.facts.programs import Program
from programs.facts.territories import Territory
from tests.factories import EventFactory
from tests.programs.factories import country, of_event
from tests.programs.imports.tables import PROGRAMS, VALUES, load, places, value

pytestmark = pytest.mark.django_db


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
