"""Shared fixtures, selection and order of tests.

Every database test runs in a transaction that is rolled back. Tests that flush tables (`transactional_db`,
`live_server`, TransactionTestCase) are refused: the ledger's triggers forbid deleting published records.

Order: plain tests, then those on the small site, on the demonstration, and in a browser; shuffled within each stage.
The content of a stage is created once and rolled back at its end. With pytest-xdist, the groups of tests with an
expensive fixture (live site, search engines, demonstration) run first, each in one process.
"""

import gc
import shutil

import pytest
from coverage import Coverage
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.utils import translation
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings

from tests.accounts import groups, sign_in  # noqa: F401  (fixtures)
from tests.databases import set_up
from tests.live_site import browser, browser_page, live_site, signed_in  # noqa: F401  (fixtures)
from tests.run import COVERED
from tests.shared_content import as_stored, shared_content

COVERED_TESTS = tuple(f"tests/{package}/" for package in COVERED)

#: No deadline: machines may be busy.
hypothesis_settings.register_profile("portal", deadline=None)
#: For mutation tests, without shrinking of failing examples.
hypothesis_settings.register_profile(
    "mutants", deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)
#: For `make check`.
hypothesis_settings.register_profile("quick", deadline=None, max_examples=20)
hypothesis_settings.load_profile("portal")


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="only tests that need a database, and no browser")
    parser.addoption("--quick", action="store_true", help="only tests that need neither database, browser nor server")
    parser.addoption("--write-golden", action="store_true", help="rewrite the files of tests/golden")


def pytest_configure(config):
    if config.getoption("--quick"):
        hypothesis_settings.load_profile("quick")


def pytest_itemcollected(item):
    if {"transactional_db", "live_server"} & set(item.fixturenames) or is_transactional(item):
        raise pytest.UsageError(
            f"{item.nodeid} would flush the database, which the ledger forbids: use `db`, "
            "and `django_capture_on_commit_callbacks` for what happens on commit."
        )
    if "live_site" in item.fixturenames:
        item.add_marker("browser")
    for fixture, group in EXPENSIVE.items():
        if fixture in item.fixturenames and group_of(item.nodeid) != group:
            raise pytest.UsageError(f"{item.nodeid} uses {fixture}: move it to {group}, which runs in one process.")


def pytest_collection_modifyitems(config, items):
    items.sort(key=distributed_order if hasattr(config, "workerinput") else stage)
    for option, belongs in (("--only-database", is_of_database), ("--quick", is_quick)):
        if config.getoption(option):
            config.hook.pytest_deselected(items=[item for item in items if not belongs(item)])
            items[:] = filter(belongs, items)


def is_transactional(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,)))


def is_of_database(item) -> bool:
    return uses_database(item) and stage(item) < BROWSER


def is_quick(item) -> bool:
    """Whether a test needs neither database, browser nor server."""
    return not (uses_database(item) or group_of(item.nodeid) or item.get_closest_marker("server"))


def uses_database(item) -> bool:
    named = {"db", "django_db_setup", "demonstration"} & set(item.fixturenames)
    return bool(named or item.get_closest_marker("django_db"))


PLAIN, TREE, DEMONSTRATION, BROWSER = range(4)


def stage(item) -> int:
    if item.get_closest_marker("browser"):
        return BROWSER
    if "demonstration" in item.fixturenames:
        return DEMONSTRATION
    return TREE if "site_tree" in item.fixturenames else PLAIN


#: Folders of tests with an expensive fixture, in the order in which processes take them.
GROUPS = ("tests/browser/", "tests/search/engines/", "tests/demonstration/")
#: {expensive fixture: folder of its tests}.
EXPENSIVE = {"live_site": "tests/browser/", "demonstration": "tests/demonstration/"}


def group_of(nodeid: str) -> str | None:
    return next((group for group in GROUPS if nodeid.startswith(group)), None)


def distributed_order(item) -> int:
    """Sort key with pytest-xdist: groups first, so that short tests fill the remaining time."""
    group = group_of(item.nodeid)
    return GROUPS.index(group) if group else len(GROUPS) + stage(item)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    class GroupScheduling(LoadScopeScheduling):
        """Assigns each group to one process, and other tests one by one."""

        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid) or nodeid

    config.option.loadscopereorder = False
    return GroupScheduling(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Pause the measurement of coverage, which doubles the time of a test, in tests of other rooms."""
    coverage = None if item.nodeid.startswith(COVERED_TESTS) else Coverage.current()
    if coverage:
        coverage.stop()
    result = yield
    if coverage:
        coverage.start()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    yield
    if nextitem is None or stage(nextitem) != stage(item):
        shared_content.end()


def pytest_collection_finish():
    """Freeze loaded modules: garbage collection of them takes a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(scope="session", autouse=True)
def empty_folders():
    """Remove the files of the last run; WhiteNoise warns without a folder of static files."""
    for folder in (settings.MEDIA_ROOT, settings.CHARTS_ROOT, settings.STATIC_ROOT, settings.SEARCH_ROOT):
        shutil.rmtree(folder, ignore_errors=True)
    settings.STATIC_ROOT.mkdir(parents=True)


@pytest.fixture(autouse=True)
def language_of_the_site():
    """Deactivate the language of the last test."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_createdb, django_db_blocker):
    """A database for this process, copied from a migrated one: see tests/databases.py."""
    with django_db_blocker.unblock():
        set_up(recreate=django_db_createdb)


@pytest.fixture(scope="session")
def planted_tree(django_db_setup, django_db_blocker):
    from tests.small_site import plant

    yield shared_content.fill(plant, django_db_blocker)
    # Before Playwright stops, on whose event loop Django's connections depend.
    shared_content.end()


@pytest.fixture
def site_tree(planted_tree, db):
    """A small site in both languages, created once: see tests/small_site.py."""
    return as_stored(planted_tree)


@pytest.fixture(scope="session")
def loaded_demonstration(django_db_setup, django_db_blocker):
    yield shared_content.fill(lambda: call_command("load_demonstration", verbosity=0), django_db_blocker)
    shared_content.end()


@pytest.fixture
def demonstration(loaded_demonstration, db):
    """The demonstration data of `make run`, loaded once."""


@pytest.fixture
def serving(db, monkeypatch):
    """Return a function that builds and serves an index of all entries."""

    from search.engines import embedded_engine
    from search.engines.documents import analysis_version, document_of
    from search.models.entries import Entry
    from search.models.indexes import Index
    from search.results import spelling

    def serve():
        engine = embedded_engine()
        row = Index.objects.create(engine=engine.name, state=Index.State.SERVING, analysis=analysis_version())
        index = engine.index(row.pk)
        # A rolled back index left its folder and its words, and its id is used again.
        index.drop()
        monkeypatch.setattr(spelling, "_snapshot", None)
        index.create()
        index.write(document_of(entry) for entry in Entry.objects.findable())
        return index

    return serve
