"""The Arabic and French catalogs: every text of the code, translated, and compiled."""

import ast
import re
import shutil
import subprocess
import sys

import polib
import pytest

from tests.system_programs import program
from tests.test_architecture import APPS, ROOT

LANGUAGES = ("ar", "fr")
CATALOG = "locale/{language}/LC_MESSAGES/django.{kind}"


def read(language: str, kind: str = "po", root=ROOT):
    path = root / CATALOG.format(language=language, kind=kind)
    assert path.is_file(), f"{path.relative_to(root)} is missing: run `make messages`"
    return polib.pofile(str(path)) if kind == "po" else polib.mofile(str(path))


def messages(catalog) -> dict[tuple, object]:
    """Return {(context, text, plural): translation or translations} of a catalog, what is empty left out."""
    return {
        (entry.msgctxt, entry.msgid, entry.msgid_plural or ""): entry.msgstr or entry.msgstr_plural
        for entry in catalog
        if not entry.obsolete
    }


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """A copy of the project whose catalogs `make messages` has just brought up to date."""
    program("xgettext", package="gettext")
    root = tmp_path_factory.mktemp("gathered")
    for name in (*APPS, "locale"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "manage.py", root)
    locales = [argument for language in LANGUAGES for argument in ("--locale", language)]
    subprocess.run([sys.executable, "manage.py", "makemessages", "--verbosity", "0", *locales], cwd=root, check=True)
    return root


def test_catalogs_hold_the_texts_of_the_code_and_no_others(gathered):
    for language in LANGUAGES:
        ours, todays = set(messages(read(language))), set(messages(read(language, root=gathered)))
        assert sorted(map(str, todays - ours)) == [], "run `make messages` and translate what is new"
        assert sorted(map(str, ours - todays)) == [], "run `make messages`: these texts are gone from the code"


def test_no_text_hides_in_an_f_string_where_it_is_not_gathered():
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for layer in APPS
        for path in (ROOT / layer).rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("_", "gettext", "ngettext", "gettext_lazy")
    ]
    assert hidden == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language):
    catalog = read(language)
    assert [entry.msgid for entry in catalog.untranslated_entries()] == []
    assert [entry.msgid for entry in catalog.fuzzy_entries()] == []


def test_no_line_of_french_can_break_before_a_sign_that_stands_apart():
    said = [text for entry in read("fr") for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in said if re.search(r" [:;?!»](\s|$)|« ", text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogs_are_those_of_today(language):
    assert messages(read(language, "mo")) == messages(read(language)), "run `make messages`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language):
    msgfmt = program("msgfmt", package="gettext")
    path = ROOT / CATALOG.format(language=language, kind="po")
    result = subprocess.run([msgfmt, "--check-format", "--output-file=/dev/null", path], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
