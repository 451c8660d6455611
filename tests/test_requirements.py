"""The requirements: pinned, hashed, the same for the site and its tests, and all that the site imports."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.test_architecture import APPS, MODULES, ROOT


def pinned(name: str) -> dict[str, str]:
    """Return {package: version} of a compiled file; every entry must have a hash."""
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())
    pins = {}
    for entry in entries:
        match = re.match(r"([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", entry)
        assert match, entry
        assert "--hash=sha256:" in entry, entry
        pins[normalized(match[1])] = match[2]
    return pins


def asked_for(name: str) -> set[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {normalized(re.match(r"[A-Za-z0-9._-]+", line)[0]) for line in lines if line and line[0] not in "#-"}


def normalized(package: str) -> str:
    """As in https://packaging.python.org/en/latest/specifications/name-normalization/"""
    return re.sub(r"[-_.]+", "-", package).lower()


def imported_packages(paths: list[Path]) -> set[str]:
    """Return the top-level modules that are imported, but for those of Python and of this project."""
    found = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {*APPS, "tests"}


def test_what_the_site_imports_is_required_by_the_site():
    """Directly, or as a part of Wagtail that every Wagtail project imports."""
    wagtails_own = {
        "django-modelcluster",
        "django-filter",
        "django-taggit",
        "draftjs-exporter",
        "modelsearch",
        "laces",
        "willow",
    }
    distributions = packages_distributions()
    missing = {
        module
        for module in imported_packages(MODULES)
        if not {normalized(name) for name in distributions[module]} & (asked_for("requirements.in") | wagtails_own)
    }
    assert missing == set()


def test_every_requirement_is_pinned_with_its_hashes():
    assert asked_for("requirements.in") <= set(pinned("requirements.txt"))
    assert asked_for("requirements-dev.in") <= set(pinned("requirements-dev.txt"))


def test_tests_run_with_the_versions_of_the_site():
    tested = pinned("requirements-dev.txt")
    assert {name: tested.get(name) for name in pinned("requirements.txt")} == pinned("requirements.txt")


def test_no_registry_is_written_into_the_requirements():
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")
