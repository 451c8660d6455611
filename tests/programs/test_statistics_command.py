"""`manage.py statistics`."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from portal.pages.data_license import LICENSE_COLUMN
from programs.exports.formats.table import aligned, width_of
from programs.exports.rows import COLUMNS
from programs.facts.ledger import correct
from programs.management.commands.statistics import command_of
from programs.statistics.query import ask
from programs.statistics.questions import Question
from tests.factories import EditionFactory, EventFactory, IndicatorFactory, ProgramFactory, SourceFactory
from tests.programs.factories import country, of_event, reported

LANGUAGES = pytest.mark.parametrize("language", ["ar", "fr"])


def asked(*arguments: str, **options) -> str:
    output = io.StringIO()
    call_command("statistics", *arguments, stdout=output, **options)
    return output.getvalue()


@pytest.fixture
def handed_over(db):
    """Two editions of a programme with an event each, and a part of the values that is not exact."""
    program = ProgramFactory(code="MICRO")
    for year, value, qualifier in ((2014, 38, "about"), (2015, 12, "exact")):
        edition = EditionFactory(code=f"MICRO-{year}", program=program, period_end=date(year, 12, 31))
        event = EventFactory(program=program, edition=edition, date_start=date(year, 7, 11), released=True)
        of_event(value, event, qualifier=qualifier)


@pytest.mark.django_db
class TestTable:
    @LANGUAGES
    def test_it_has_a_line_for_each_row_and_the_total(self, handed_over, language):
        lines = asked("beneficiaries", by="edition", language=language).splitlines()
        name = {"ar": "اسم", "fr": "Nom"}[language]
        assert lines[0] == f"{name} beneficiaries"
        rows = [line for line in lines if "MICRO-" in line]
        assert [line.split("   ")[0] for line in rows] == [f"{name} MICRO-2014", f"{name} MICRO-2015"]
        assert "38" in rows[0]
        assert "12" in rows[1]
        assert "50" in lines[len(rows) + 3]

    def test_values_stand_below_each_other(self, handed_over):
        lines = asked("beneficiaries", by="edition", language="fr").splitlines()
        first, second = (line for line in lines if "MICRO-" in line)
        assert first.index("11 juillet 2014") == second.index("11 juillet 2015")

    def test_another_source_is_named_with_its_value(self, db):
        reported(230, source=SourceFactory(date=date(2014, 7, 1)))
        reported(250, source=SourceFactory(date=date(2014, 7, 2)))
        lines = asked("beneficiaries", language="fr").splitlines()
        assert any("250" in line for line in lines[4:])
        assert "230" in lines[3]

    def test_what_is_masked_stays_so(self, db):
        of_event(3)
        text = asked("beneficiaries", format="table") + asked("beneficiaries", format="csv")
        cells = text.replace("|", " ").replace(",", " ").split()
        assert "3" not in cells
        assert "Q" in cells

    def test_values_in_no_row_are_counted(self, handed_over):
        left = ask(Question("beneficiaries", by="territory", scheme="MA-PLACE")).left_out
        of_event(7, EventFactory(target_territory=country(), released=True))
        answer = ask(Question("beneficiaries", by="territory", scheme="MA-PLACE"))
        assert (left, answer.left_out) == (0, 1)
        lines = asked("beneficiaries", by="territory", scheme="MA-PLACE").splitlines()
        assert any("1" in line for line in lines[-4:])

    def test_arabic_vowel_marks_and_marks_of_direction_take_no_room(self):
        assert width_of("درهمًا") == 5
        assert width_of("\u206838\u2069") == 2
        assert aligned([["درهمًا", "x"], ["abcde", "y"]]) == ["درهمًا   x", "abcde   y"]


@pytest.mark.django_db
class TestFiles:
    @LANGUAGES
    def test_csv_is_that_of_the_site(self, handed_over, language):
        text = asked("beneficiaries", by="edition", format="csv", language=language)
        assert text.startswith("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
        assert tuple(rows[0]) == ("by_edition", "by_edition_label", *COLUMNS, LICENSE_COLUMN)
        assert [row["by_edition"] for row in rows] == ["MICRO-2014", "MICRO-2015"]
        assert [(row["value"], row["qualifier"]) for row in rows] == [("38", "about"), ("12", "exact")]
        assert rows[0]["indicator_label"] == {"ar": "اسم", "fr": "Nom"}[language] + " beneficiaries"

    def test_json_has_codes_and_the_names_of_both_languages(self, handed_over):
        content = json.loads(asked("beneficiaries", by="edition", format="json"))
        assert content["question"] == {"indicator": "beneficiaries", "by": "edition"}
        first = content["rows"][0]
        assert first["indicator"]["code"] == "beneficiaries"
        assert first["indicator"]["name"] == {"ar": "اسم beneficiaries", "fr": "Nom beneficiaries"}
        assert first["groups"]["edition"]["code"] == "MICRO-2014"
        assert (first["obs_value"], first["qualifier"], first["events"]) == ("38", "about", 1)
        assert content["total"]["obs_value"] == "50"

    def test_a_total_over_both_sexes_is_of_neither(self, db):
        event = EventFactory(released=True)
        of_event(30, event, sex="F")
        of_event(20, event, sex="M")
        content = json.loads(asked("beneficiaries", by="sex", format="json"))
        assert [row["sex"] for row in content["rows"]] == ["F", "M"]
        assert (content["total"]["obs_value"], content["total"]["sex"]) == ("50", None)

    def test_json_has_the_rows_that_the_site_has(self, handed_over, client):
        content = json.loads(asked("beneficiaries", by="edition", format="json"))
        site = client.get("/fr/figures.json?indicator=beneficiaries&by=edition").content.decode()
        # Only the site knows under which name it is reached.
        assert content == json.loads(site.replace("http://testserver", ""))

    @LANGUAGES
    def test_json_is_the_same_in_every_language(self, handed_over, language):
        assert asked("beneficiaries", format="json", language=language) == asked("beneficiaries", format="json")

    def test_missing_is_null_and_not_zero(self, db):
        reported(None, status="O")
        row = json.loads(asked("beneficiaries", format="json"))["rows"][0]
        assert (row["obs_value"], row["obs_status"]) == (None, "O")


@pytest.mark.django_db
class TestQuestions:
    def test_every_option_narrows_the_question(self, handed_over):
        def value(**options) -> str:
            return json.loads(asked("beneficiaries", format="json", **options))["rows"][0]["obs_value"]

        assert value() == "50"
        assert value(edition="MICRO-2014") == "38"
        assert value(year=2015) == "12"
        assert value(period_start=date(2015, 1, 1)) == "12"
        assert value(period_end=date(2014, 12, 31)) == "38"
        assert value(program="MICRO", territory="MA-PLACE:FES") == "50"

    def test_as_of_a_day_gives_the_values_of_that_day(self, db):
        first = reported(230, released_at=datetime(2015, 1, 10, tzinfo=UTC))
        correct(first, value=231, reason_ar="س", reason_fr="r", at=datetime(2016, 1, 10, tzinfo=UTC))
        row = json.loads(asked("beneficiaries", "--as-of", "2015-06-30", "--format", "json"))["rows"][0]
        assert row["obs_value"] == "230"
        assert json.loads(asked("beneficiaries", format="json"))["rows"][0]["obs_value"] == "231"


@pytest.mark.django_db
class TestRefusals:
    def test_a_refusal_shows_the_reason_and_a_command_with_an_answer(self, db):
        indicator = IndicatorFactory(code="people", aggregation="none")
        for value in (38, 12):
            of_event(value, indicator=indicator)
        with pytest.raises(CommandError) as caught:
            asked("people")
        message = str(caught.value)
        assert str(ask(Question("people")).refusal.message) in message
        assert message.endswith("manage.py statistics people --by event")
        assert caught.value.returncode == 1

    @LANGUAGES
    def test_an_unknown_code_names_those_that_are_near(self, handed_over, language):
        with pytest.raises(CommandError, match="MICRO-2014"):
            asked("beneficiaries", edition="micro-2013", language=language)
        with pytest.raises(CommandError, match="beneficiaries"):
            asked("beneficiary", language=language)
        with pytest.raises(CommandError, match="MA-PLACE:FES"):
            asked("beneficiaries", territory="MA-PLACE:FEZ", language=language)

    def test_a_code_like_no_other_is_named_alone(self, handed_over):
        with pytest.raises(CommandError, match="ZZZZZZZZ") as caught:
            asked("beneficiaries", program="ZZZZZZZZ")
        assert "MICRO" not in str(caught.value)

    def test_an_unknown_dimension_is_refused(self, handed_over):
        with pytest.raises(CommandError, match="colour"):
            asked("beneficiaries", by="colour")

    def test_nothing_published_is_no_empty_table(self, db):
        IndicatorFactory()
        with pytest.raises(CommandError):
            asked("beneficiaries")

    def test_a_question_becomes_the_command_that_asks_it(self):
        question = Question(
            "a+b", territory="MA-REG-1997:MA-05", exact_territory=True, year=2014, by="year,sex", as_of=date(2015, 1, 2)
        )
        assert command_of(question) == (
            "manage.py statistics a+b --territory MA-REG-1997:MA-05 --exact-territory --year 2014 --by year,sex "
            "--as-of 2015-01-02"
        )
