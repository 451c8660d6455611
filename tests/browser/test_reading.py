"""Public pages do not wait for SQLite's write lock."""

import sqlite3
import time
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

from tests.crawler import crawl

#: Seconds after which a connection of the portal gives up waiting for the lock.
LOCK_TIMEOUT = 10


def test_every_public_url_answers_during_a_write(live_site, settings):
    settings.BASE_URL = live_site.url
    slow = []

    def fetch(path: str):
        began = time.monotonic()
        with closing(HTTPConnection(urlsplit(live_site.url).netloc, timeout=60)) as connection:
            connection.request("GET", quote(path, safe="/?&=%+,;:@!'()*~"))
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        if response.status >= 500 or time.monotonic() - began > LOCK_TIMEOUT * 0.9:
            slow.append((path, response.status))
        return response.status, text, response.headers.get("Location")

    with closing(sqlite3.connect(live_site.data_dir / "db.sqlite3", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        fetched = list(crawl(fetch, per_kind=1))
        writer.execute("ROLLBACK")
    assert slow == []
    assert len(fetched) > 60
