"""Habits that a machine can check. The layers are contracts of import-linter in `pyproject.toml`."""

import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from grimp import build_graph

ROOT = Path(__file__).resolve().parent.parent
APPS = ("portal", "search", "programs", "news", "home")

LONGEST_MODULE = 300
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "core", "common", "misc"}

MODULES = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py"))
WRITTEN = [path for path in MODULES if "migrations" not in path.parts]
STYLE_SHEETS = sorted(path for app in APPS for path in (ROOT / app).rglob("*.css"))


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_module_imports_itself_through_others():
    """Circles hide which of two modules is the lower one. Lazy imports count."""
    graph = build_graph(*APPS, cache_dir=None)
    imports = {
        module: graph.find_modules_directly_imported_by(module)
        for module in graph.modules
        if ".migrations" not in module
    }
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_only_facts_and_statistics_query_the_ledger():
    """Everything else asks `programs.statistics`, or `programs.facts` for records that are not summed."""
    rooms = ("programs/facts/", "programs/statistics/")
    outside = [path for path in WRITTEN if not relative(path).startswith(rooms)]
    assert [relative(path) for path in outside if "Observation.objects" in path.read_text(encoding="utf-8")] == []


def test_a_module_has_one_idea():
    lengths = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in WRITTEN}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_a_module_is_named_after_its_idea():
    names = {relative(path): set(path.relative_to(ROOT).with_suffix("").parts) for path in WRITTEN}
    assert [path for path, parts in names.items() if parts & VAGUE_NAMES] == []


def test_style_sheets_serve_both_directions():
    """Logical properties only: `inline-start`, never left or right."""
    physical = []
    for path in STYLE_SHEETS:
        text = re.sub(r"/\*.*?\*/", blank_lines, path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for number, line in enumerate(text.splitlines(), start=1):
            if re.search(r"\b(left|right)\b", line):
                physical.append(f"{relative(path)}:{number} {line.strip()}")
    assert physical == []


def blank_lines(comment: re.Match) -> str:
    return "\n" * comment[0].count("\n")
