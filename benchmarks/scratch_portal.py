"""A portal of which there is nothing but search: a database of its own, and a cluster where one is given."""

import os
from collections.abc import Sequence
from pathlib import Path


def settings_for(folder: Path, urls: Sequence[str] = (), database_url: str = "") -> None:
    """Name database and cluster in this process's environment; Django is yet to be set up."""
    os.environ |= {
        "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.test", "DATABASE_URL": database_url,
        "SEARCH_ENGINE": "elasticsearch" if urls else "embedded", "ELASTICSEARCH_URLS": ",".join(urls),
        "ELASTICSEARCH_REPLICAS": str(min(1, max(0, len(urls) - 1))),
    }  # fmt: skip


def set_up(folder: Path, urls: Sequence[str] = (), database_url: str = "") -> None:
    """Set Django up with the tables of search alone, and the cluster as the engine of the settings: once in a process.

    The database is one of SQLite in the folder, or one that is named.
    """
    settings_for(folder, urls, database_url)
    import django

    django.setup()
    from django.db import connection

    from search.models.entries import Entry, EntrySubject
    from search.models.indexes import Delivery, Index

    there = connection.introspection.table_names()
    with connection.schema_editor() as editor:
        for model in (Entry, EntrySubject, Index, Delivery):
            if model._meta.db_table not in there:
                editor.create_model(model)
