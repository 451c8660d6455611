"""Making the search index of a portal anew, beside Wagtail's own `update_index` on the same pages.

    .venv/bin/python -m benchmarks.rebuild_pages --pages 1000

Articles of 40 to 400 words in both languages on SQLite, on a portal of their own. Ours writes what there is to find from the
pages (entries) and then the index with the analysis of both languages, and compares the two; Wagtail's database backend
writes its index of the same pages, of which the admin makes use. Both are commands that anybody can give.
"""

import argparse
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="shafafiya-benchmark-") as folder:
        set_up(Path(folder))
        plant(options.pages)
        compare(options.runs)


def set_up(folder: Path) -> None:
    os.environ |= {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.dev", "DATABASE_URL": ""}
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def plant(count: int) -> None:
    """Put so many articles under the home page that the migrations made."""
    from benchmarks.search_entries import entries
    from home.models import HomePage
    from search.indexing.entries.recording import record_together
    from tests.factories import ArticlePageFactory, NewsIndexPageFactory, without_indexes

    @record_together()
    def planted() -> None:
        arabic = HomePage.objects.get(locale__language_code="ar")
        news = NewsIndexPageFactory(parent=arabic, title="الأخبار", slug="news")
        for entry in entries(count):
            body = [("text", f"<p>{entry.text}</p>")]
            ArticlePageFactory(parent=news, slug=entry.key, title=entry.title, date=entry.date_from, body=body)

    with without_indexes():
        planted()


def compare(runs: int) -> None:
    from django.core.management import call_command
    from wagtail.models import Page

    from search.models.entries import Entry

    ours, theirs = [], []
    for _run in range(runs):
        ours.append(timed(lambda: call_command("search_index", "rebuild", "--entries", verbosity=0)))
        theirs.append(timed(lambda: call_command("update_index", verbosity=0)))
    entries, pages = Entry.objects.findable().count(), Page.objects.live().count()
    for name, times in (("search_index rebuild --entries", ours), ("update_index", theirs)):
        seconds = statistics.median(times)
        print(f"{name}: {seconds:.1f} s, {entries / seconds:.0f} a second")
    print(
        f"{entries} entries of {pages} pages; ratio of medians {statistics.median(ours) / statistics.median(theirs):.1f}"
    )
    print(f"memory of the process at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def timed(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return time.process_time() - began


if __name__ == "__main__":
    main()
