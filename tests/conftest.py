"""What all tests share.

The database is a file that is kept between runs and made anew when a migration changed. Every test that touches it
runs in a transaction that is rolled back. Tests that flush tables instead (`transactional_db`, `live_server`,
TransactionTestCase) are refused: the ledger's own triggers forbid to delete what was published.

Order: plain tests, then those on the small site, on the demonstration, and in a browser; shuffled within each. What
the database holds for such a stage is made once and taken away at its end.
"""

import gc
import hashlib
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests.browsing import browser, browser_page, live_site, signed_in  # noqa: F401  (fixtures)
from tests.shared_content import as_stored, shared_content

ROOT = Path(__file__).resolve().parent.parent

#: A machine that is busy with something else makes nothing wrong.
hypothesis_settings.register_profile("portal", deadline=None)
hypothesis_settings.load_profile("portal")


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="only tests that need a database, and no browser")


def pytest_collection_modifyitems(config, items):
    for item in items:
        if {"transactional_db", "live_server"} & set(item.fixturenames) or is_transactional(item):
            raise pytest.UsageError(
                f"{item.nodeid} would flush the database, which the ledger forbids: use `db`, "
                "and `django_capture_on_commit_callbacks` for what happens on commit."
            )
        if "live_site" in item.fixturenames:
            item.add_marker("browser")
    items.sort(key=stage)
    if config.getoption("--only-database"):
        chosen = [item for item in items if uses_database(item) and stage(item) < BROWSER]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
        items[:] = chosen


def is_transactional(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,)))


def uses_database(item) -> bool:
    return bool({"db", "demonstration"} & set(item.fixturenames) or item.get_closest_marker("django_db"))


PLAIN, TREE, DEMONSTRATION, BROWSER = range(4)


def stage(item) -> int:
    if item.get_closest_marker("browser"):
        return BROWSER
    if "demonstration" in item.fixturenames:
        return DEMONSTRATION
    return TREE if "site_tree" in item.fixturenames else PLAIN


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    yield
    if nextitem is None or stage(nextitem) != stage(item):
        shared_content.end()


def pytest_collection_finish():
    """Keep the garbage collector from going through all of Django again and again: a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(scope="session", autouse=True)
def empty_folders():
    """Begin without the files of the last run; where static files would lie, WhiteNoise warns of nothing at all."""
    for folder in (settings.MEDIA_ROOT, settings.CHARTS_ROOT, settings.STATIC_ROOT):
        shutil.rmtree(folder, ignore_errors=True)
    settings.STATIC_ROOT.mkdir(parents=True)


@pytest.fixture(autouse=True)
def language_of_the_site():
    """Begin in the site's own language, whatever a request of the last test left active."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def migrations_checksum() -> str:
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted([*ROOT.glob("*/migrations/*.py"), *ROOT.glob("programs/ledger_guards.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@pytest.fixture(scope="session")
def django_db_createdb(django_db_createdb, django_db_modify_db_settings):
    """Make the database anew where it was made by other migrations. Each process has one of its own."""
    stamp = settings.DATA_DIR / "migrations.sha256"
    if not django_db_createdb and stamp.is_file() and stamp.read_text() == migrations_checksum():
        return False
    if connection.vendor == "sqlite":
        stamp.unlink(missing_ok=True)
        for suffix in ("", "-wal", "-shm"):
            Path(f"{settings.DATABASES['default']['TEST']['NAME']}{suffix}").unlink(missing_ok=True)
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    if connection.vendor == "sqlite":
        (settings.DATA_DIR / "migrations.sha256").write_text(migrations_checksum())


@pytest.fixture(scope="session")
def planted_tree(django_db_setup, django_db_blocker):
    from tests.trees import plant

    return shared_content.become(plant, django_db_blocker)


@pytest.fixture
def site_tree(planted_tree, db):
    """A small site in both languages, planted once for all tests that want it: see tests/trees.py."""
    return as_stored(planted_tree)


@pytest.fixture(scope="session")
def loaded_demonstration(django_db_setup, django_db_blocker):
    shared_content.become(lambda: call_command("load_demonstration", verbosity=0), django_db_blocker)


@pytest.fixture
def demonstration(loaded_demonstration, db):
    """The database as `make run` fills it, filled once for all tests that want it."""


@pytest.fixture
def serving(db):
    """Make an index of all entries, and let it answer readers; return it."""

    from search.engines import embedded
    from search.engines.documents import document_of
    from search.models import Entry, Index

    def serve():
        engine = embedded()
        row = Index.objects.create(engine=engine.name, state=Index.State.SERVING, analysis="0")
        index = engine.index(row.pk)
        index.create()
        index.write(document_of(entry) for entry in Entry.objects.findable())
        return index

    return serve
