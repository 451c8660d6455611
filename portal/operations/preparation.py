"""Bring a site up to date before it serves: database, demonstration, search index, static files.

Each step first checks whether it is needed, and returns whether it changed anything.
"""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page

from portal.admin import ensure_groups
from portal.operations.site_address import set_site_address

Say = Callable[[str], None]

STATIC_STAMP = "static-files.sha256"


def prepare(say: Say) -> bool:
    """Run all steps that are needed; return whether anything changed."""
    # Cached values may have been pickled by an older version.
    cache.clear()
    with ThreadPoolExecutor(max_workers=1) as executor:
        # Static files need no database.
        collected = executor.submit(collect_static_files, say)
        changed = [migrate(say), name_site(say), load_demonstration(say), make_search_index(say), collected.result()]
    return any(changed)


def migrate(say: Say) -> bool:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return False
    say(f"Preparing the database: {len(plan)} migrations")
    call_command("migrate", interactive=False, verbosity=0)
    # Permissions exist once all apps are migrated.
    ensure_groups()
    # Pages that were published before their questions were recorded.
    call_command("record_questions", verbosity=0)
    return True


def name_site(say: Say) -> bool:
    if changed := set_site_address():
        say(f"The address of the site is {settings.BASE_URL}")
    return changed


def load_demonstration(say: Say) -> bool:
    """Fill an empty database."""
    if not settings.DEMONSTRATION or Page.objects.filter(depth__gt=2).exists():
        return False
    call_command("load_demonstration")
    return True


def make_search_index(say: Say) -> bool:
    """Rebuild the search index if entries are missing or its analysis is outdated."""
    # An app above: its model is known by name only.
    states = apps.get_model("search", "Index").objects.order_by("pk").values_list("pk", "state")
    before = list(states)
    call_command("search_index", "rebuild", if_needed=True, verbosity=0)
    if changed := list(states.all()) != before:
        say("The search index was rebuilt")
    return changed


def collect_static_files(say: Say) -> bool:
    stamp = settings.DATA_DIR / STATIC_STAMP
    state = static_files_state()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.is_file() and stamp.is_file() and stamp.read_text() == state:
        return False
    say("Collecting style sheets, scripts and fonts")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)
    return True


def static_files_state() -> str:
    """Return a checksum of path, size and modification time of all static files."""
    digest = hashlib.sha256(f"{settings.STATIC_ROOT} {settings.STORAGES['staticfiles']}".encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path))
            status = file.stat()
            digest.update(f"{file} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
