"""Documents name only files, modules, headings, variables, commands and packages that exist, and name all of them."""

import re
from functools import cache
from pathlib import Path

from tests.test_requirements import asked_for, normalized

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
APPS = ("portal", "search", "programs", "news", "home")
PACKAGES = "|".join((*APPS, "tests", "benchmarks"))
PATH = re.compile(rf"(?<![\w/.-])((?:{PACKAGES}|locale|docs|\.ci)/[\w./*-]+)")
MODULE = re.compile(rf"(?:`|from |import |-m )((?:{PACKAGES})(?:\.[a-z_0-9]+)+)")
ENVIRONMENT = re.compile(r"""env\.\w+\(\s*"([A-Z_]+)"|environ(?:\.get)?[(\[]\s*"([A-Z_]+)\"""")


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_link(page: Path, target: str) -> bool:
    path, _hash, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    return not file.exists() or (bool(anchor) and anchor not in anchors(file))


def paths_in(page: Path) -> set[str]:
    """Return what a page names as a file or folder of this repository: `programs/facts/`, `locale/*/`."""
    return {path.rstrip(".-") for path in PATH.findall(text_of(page))}


def modules_in(page: Path) -> set[str]:
    """Return the dotted modules that a page names in backticks, imports or runs with -m."""
    return set(MODULE.findall(text_of(page)))


def is_module(name: str) -> bool:
    """Whether a module exists; its last part may be a name within it."""
    paths = [ROOT.joinpath(*parts) for parts in (name.split("."), name.split(".")[:-1]) if len(parts) > 1]
    return any(path.with_suffix(".py").exists() or path.is_dir() for path in paths)


def test_links_lead_somewhere():
    broken = [
        f"{named(page)}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page))
        if not target.startswith(("http://", "https://", "mailto:")) and broken_link(page, target)
    ]
    assert broken == []


def test_files_that_documents_name_exist():
    missing = [
        f"{named(page)}: {path}" for page in PAGES for path in sorted(paths_in(page)) if not list(ROOT.glob(path))
    ]
    assert missing == []


def test_modules_that_documents_name_exist():
    missing = [f"{named(page)}: {name}" for page in PAGES for name in modules_in(page) if not is_module(name)]
    assert missing == []


def test_a_missing_file_would_be_seen():
    page = DOCS / "how-to" / "change.md"
    assert "programs/facts/dimensions.py" in paths_in(page)
    assert not list(ROOT.glob("programs/facts/no_such_module.py"))
    assert is_module("portal.l10n")
    assert not is_module("programs.nowhere.at_all")
    assert broken_link(page, "nowhere.md")
    assert broken_link(page, "#nothing-of-the-kind")


def test_every_document_has_one_of_four_kinds():
    kinds = {"tutorial", "how-to", "reference", "explanation", "decisions"}
    outside = [named(page) for page in DOCS.rglob("*.md") if page.relative_to(DOCS).parts[0] not in kinds]
    assert outside == ["docs/README.md"]


def test_every_document_is_listed():
    listed = {
        (index.parent / target).resolve()
        for index in (DOCS / "README.md", DOCS / "decisions" / "README.md")
        for target in re.findall(r"\]\(([^)#\s]+)", text_of(index))
    }
    assert [named(page) for page in DOCS.rglob("*.md") if page not in listed | {DOCS / "README.md"}] == []


def test_a_decision_says_what_was_chosen_and_what_was_turned_down():
    records = sorted(DOCS.glob("decisions/[0-9]*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    parts = ["## Context", "## Choice", "## Turned down", "## Look again"]
    assert [named(one) for one in records if re.findall(r"^## .+$", text_of(one), re.MULTILINE) != parts] == []


def test_changes_name_their_files():
    sections = text_of(DOCS / "how-to" / "change.md").split("\n## ")[1:]
    assert len(sections) >= 12
    assert [one.partition("\n")[0] for one in sections if "`" not in one] == []


def test_every_package_has_a_line():
    first_cells = re.findall(r"^\| ([^|]+) \|", text_of(DOCS / "reference" / "dependencies.md"), re.MULTILINE)
    told = {normalized(name) for cell in first_cells for name in re.split(r"[, ]+", cell)}
    assert (asked_for("requirements.in") | asked_for("requirements-dev.in")) - told == set()


def test_every_setting_has_a_line():
    sources = [*ROOT.glob("portal/settings/*.py"), *ROOT.glob("portal/**/launch.py")]
    read = {name for path in sources for pair in ENVIRONMENT.findall(text_of(path)) for name in pair if name}
    told = set(re.findall(r"`([A-Z_]+)`", text_of(DOCS / "reference" / "settings.md")))
    assert read - told - {"PYTEST_XDIST_WORKER"} == set()


def test_every_command_has_a_line():
    commands = {path.stem for app in APPS for path in (ROOT / app).glob("management/commands/[a-z]*.py")}
    told = set(re.findall(r"^\| `([a-z_]+)", text_of(DOCS / "reference" / "commands.md"), re.MULTILINE))
    assert commands - told - {"makemessages"} == set()
