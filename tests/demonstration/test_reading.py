"""Reading the public site writes nothing: no reader waits for the database's write lock."""

import re

from django.db import connection

from tests.crawler import crawl, kind_of

#: SQLite takes the write lock with the transaction, which a savepoint stands for here.
WRITES = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|SAVEPOINT|LOCK)\b|.*\bFOR (NO KEY )?UPDATE", re.I
)


#: Views that a reader reaches: one address of each at least.
VIEWS = {
    "front_door", "robots", "sitemap", "sitemap_part", "health", "ready", "wagtail_serve", "search", "search_file",
    "search_json", "search_suggestions", "search_feed", "corrections", "corrections_feed", "data", "indicator",
    "indicator_file", "question", "question_file", "figure", "figure_file", "events",
    "event", "editions", "edition", "territories", "scheme", "territory", "centres", "centre", "chart_file",
}  # fmt: skip


def test_no_public_address_writes_to_the_database(demonstration, serving, client, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    serving()
    written, views, address = [], set(), ""

    def note(execute, sql, params, many, context):
        # Search opens a savepoint within a transaction only, and a site that serves has none.
        if WRITES.match(sql) and not (sql.startswith("SAVEPOINT") and "/search" in address):
            written.append(f"{address}: {sql}")
        return execute(sql, params, many, context)

    def fetch(path: str):
        nonlocal address
        address = path
        response = client.get(path)
        text = response.getvalue().decode("utf-8", "replace")
        return response.status_code, text, response.headers.get("Location")

    with connection.execute_wrapper(note):
        for path, status, _text in crawl(fetch):
            views.add(kind_of(path)[1])
            assert status < 500, path
    assert written == []
    assert views >= VIEWS
