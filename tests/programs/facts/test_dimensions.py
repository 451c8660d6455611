"""A breakdown is declared once: three files add another, in every channel."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from programs.facts.dimensions import BREAKDOWNS, DIMENSIONS
from programs.facts.observations import Observation
from programs.statistics.refusals import NOT_BY
from tests.databases import DIGITS, SqliteTemplate, migrations_checksum

ROOT = Path(__file__).resolve().parents[3]
APPS = ("home", "news", "portal", "programs", "search", "locale", "tests")

CHOICES = """
class Schooling(models.TextChoices):
    NONE = "none", _("no schooling")
    PRIMARY = "primary", _("primary school")


@dataclass(frozen=True)
class Dimension"""
DECLARATION = """DIMENSIONS = (
    Dimension(
        "schooling",
        _("Schooling"),
        _("by schooling"),
        _("The ledger has this, but no value by schooling."),
        choices=Schooling,
        breakdown=True,
        filter_help=_("Only people of this schooling."),
        value_help=_("Only for a value of this schooling alone."),
    ),
"""
COLUMN = """    schooling = models.CharField(_("schooling"), max_length=10, choices=Schooling, blank=True)
    trade = RecordKey("""

#: What is asked in the copy; it prints what each channel says.
ASKED = r"""
import csv, importlib, io, json, sys
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
call_command("makemigrations", "--name", "schooling", verbosity=0)
importlib.invalidate_caches()
call_command("migrate", verbosity=0)
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse
setup_test_environment()
from programs.editorial.blocks import TableBlock
from programs.admin.live_figure_dialog import LiveFigureForm
from programs.imports.load import load_facts
from programs.facts import Observation
from programs.statistics import Question, ask
from tests.factories import EventFactory, IndicatorFactory, SourceFactory
from tests.programs.factories import of_event

event = EventFactory(released=True)
of_event(100, event)
of_event(30, event, schooling="none")
value = of_event(70, event, schooling="primary")
said = {}

def command(*words, **options):
    output = io.StringIO()
    call_command("statistics", *words, stdout=output, language="fr", **options)
    return output.getvalue()

said["command"] = command("beneficiaries", by="schooling", format="csv")
said["option"] = command("beneficiaries", "--schooling=primary", "--format=json")
try:
    command("beneficiaries", by="schooling", program="MICRO", year=1999)
except Exception as error:
    said["nothing"] = str(error)
IndicatorFactory(code="projects")
of_event(3, event, indicator=IndicatorFactory(code="projects"))
said["refusal"] = ask(Question("projects", by="schooling")).refusal.code
client = Client()
asked = {"indicator": "beneficiaries", "by": "schooling"}
for suffix in ("csv", "json"):
    response = client.get(f"/fr/figures.{suffix}", asked)
    said[suffix] = b"".join(response).decode()
said["page"] = client.get("/fr/figures/", asked).content.decode()
said["card"] = client.get(f"/fr/figures/{value.code}/").content.decode()
said["block"] = [name for name in TableBlock().child_blocks] + [code for code, _name in TableBlock().child_blocks["by"].field.choices]
said["live"] = list(LiveFigureForm().fields)
client.force_login(get_user_model().objects.create_superuser("a", "a@example.org", "a"))
for name in ("observation", "distributionevent"):
    model = {"observation": Observation, "distributionevent": type(event)}[name]
    said[name] = client.get(reverse(model.snippet_viewset.get_url_name("add"))).content.decode()
said["list"] = client.get(reverse(Observation.snippet_viewset.get_url_name("list"))).content.decode()
file = Path(sys.argv[1]) / "observations.csv"
file.write_text(
    "code,indicator,event,value,schooling,source\n"
    f"LOADED,beneficiaries,{event.code},12,none,{SourceFactory().code}\n"
)
outcome = load_facts([file], apply=True)
said["loaded"] = [list(map(str, outcome.errors)), Observation.objects.get(code="LOADED").schooling]
try:
    with transaction.atomic():
        Observation.objects.filter(pk=value.pk).update(schooling="none")
except IntegrityError as error:
    said["guard"] = str(error)
said["migrations"] = sorted(path.name for path in Path("programs/migrations").glob("*schooling*"))
print("SAID" + json.dumps(said))
"""


def replaced(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for before, after in pairs:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def said(tmp_path_factory, django_db_setup) -> dict:
    """What all channels say of a breakdown that a copy of the portal has since three files were touched."""
    if connection.vendor != "sqlite":
        pytest.skip("the copy begins with a file of SQLite")
    copy = tmp_path_factory.mktemp("copy")
    for name in APPS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.png", "*.jpg"))
    replaced(
        copy / "programs/facts/dimensions.py",
        ("\n@dataclass(frozen=True)\nclass Dimension", CHOICES),
        ("DIMENSIONS = (\n", DECLARATION),
    )
    replaced(
        copy / "programs/facts/observations.py",
        ("AgeBand, Sex\n", "AgeBand, Schooling, Sex\n"),
        ("    trade = RecordKey(", COLUMN),
    )
    SqliteTemplate(migrations_checksum()[:DIGITS]).copy(copy / "copy.sqlite3")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": f"sqlite:///{copy / 'copy.sqlite3'}",
        "TESTS_DIR": str(copy / "data"),
        "PYTHONPATH": str(copy),
    }
    run = subprocess.run(
        [sys.executable, "-c", ASKED, str(copy)], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout.partition("SAID")[2])


def test_another_breakdown_has_its_migration(said):
    """The third file: the column, its place in the index, and nothing for the bodies of pages."""
    assert len(said["migrations"]) == 1


def test_another_breakdown_is_asked_for_on_the_command_line(said):
    lines = said["command"].splitlines()
    assert lines[0].startswith("\ufeffby_schooling,by_schooling_label,")
    assert [line.split(",")[0] for line in lines[1:]] == ["none", "primary"]
    assert json.loads(said["option"])["rows"][0]["obs_value"] == "70"


def test_another_breakdown_is_in_files(said):
    assert ",schooling," in said["csv"].splitlines()[0]
    assert said["csv"].splitlines()[2].startswith("primary,")
    rows = json.loads(said["json"])["rows"]
    assert [(row["schooling"], row["groups"]["schooling"]["code"]) for row in rows] == [
        ("none", "none"), ("primary", "primary")
    ]  # fmt: skip


def test_another_breakdown_is_on_pages(said):
    assert "by schooling" in said["page"]
    assert "Primary school" in said["card"]


def test_another_breakdown_is_refused_with_its_reason(said):
    assert said["refusal"] == "not-by-schooling"


def test_another_breakdown_is_offered_in_forms(said):
    assert said["block"].count("schooling") == 2
    assert "schooling" in said["live"]
    for form in ("observation", "distributionevent"):
        assert "Only for a value of this schooling alone." in said[form]
    assert 'name="schooling"' in said["list"]


def test_another_breakdown_is_loaded_from_files(said):
    assert said["loaded"] == [[], "none"]


def test_another_breakdown_of_a_published_value_is_guarded(said):
    assert said["guard"] == "observation_released_is_unchanged"


def test_each_dimension_says_what_it_is():
    for one in DIMENSIONS:
        assert one.label
        assert one.by_label
        assert NOT_BY[one.code].message == one.refusal


def test_each_breakdown_is_a_column_of_observations():
    for one in BREAKDOWNS:
        column = Observation._meta.get_field(one.code)
        assert column.attname == one.column
        assert bool(one.model) != bool(one.choices)
        assert one.filter_help
        assert one.value_help
