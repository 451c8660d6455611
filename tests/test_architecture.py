"""What may know what: the import direction and the habits that a machine can check."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: Lowest first. A module imports from its own layer and from those below, inside functions too.
LAYERS = ("portal", "search", "programs", "news", "home")

#: Parts of `portal` that know everything: which apps there are, and at which addresses.
ROOF = ("portal.settings", "portal.urls")
ROOF_LEVEL = len(LAYERS)

LONGEST_MODULE = 300
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "core", "common", "misc"}

MODULES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))
WRITTEN = [path for path in MODULES if "migrations" not in path.parts]
STYLE_SHEETS = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.css"))


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def level(module: str) -> int | None:
    """Return the layer of a module as a number; None for what is not of this project."""
    if any(module == roof or module.startswith(f"{roof}.") for roof in ROOF):
        return ROOF_LEVEL
    layer = module.partition(".")[0]
    return LAYERS.index(layer) if layer in LAYERS else None


def imported(path: Path) -> list[tuple[int, str]]:
    """Return (line, module) of every import of a module, wherever it stands."""
    found = []
    package = module_name(path) if path.name == "__init__.py" else module_name(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *filter(None, [base])])
            # `from portal import urls` imports a module too.
            found += [(node.lineno, base), *((node.lineno, f"{base}.{alias.name}") for alias in node.names)]
    return found


def test_imports_point_downward():
    upward = [
        f"{relative(path)}:{line} imports {module}"
        for path in MODULES
        for line, module in imported(path)
        if (other := level(module)) is not None and other > level(module_name(path))
    ]
    assert upward == []


def test_an_upward_import_would_be_seen():
    assert level("portal.l10n.formats") < level("search.views") < level("programs.models") < level("news.models")
    assert level("news.models") < level("home.models") < level("portal.urls") == level("portal.settings.base")
    assert level("django.urls") is None
    assert {"programs.explorer.sitemap"} & {module for _line, module in imported(ROOT / "portal" / "urls.py")}


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
