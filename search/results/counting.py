"""Count queries by day, anonymously, without those that may hold personal data.

A search only appends a line to a file; a periodic job moves the lines into the database. So a search waits for no
database lock. A crash loses a few counts.
"""

import json
import logging
import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from search.analysis import fold
from search.models import LONGEST, QueryCount

logger = logging.getLogger(__name__)

#: Bytes of the file beyond which nothing is counted: no worker is running.
SPOOL_LIMIT = 1_000_000
#: Days for which counts are kept.
RETENTION = 180
#: Telephone numbers are longer, amounts are shorter.
_MOST_DIGITS = 7
_DIGITS = re.compile(r"(?:\d[\s.\-/()+]*)+")
#: Numbers of national identity cards.
_IDENTITY = re.compile(r"\b[a-z]{1,2}\s?\d{5,7}\b")
_NOT_OURS = re.compile(r"@|https?:|www\.|<|>\s*<|\{|\\|[\x00\ud800-\udfff]")


def countable(text: str) -> str:
    """Return a query as it is counted; '' for one that may be personal, or is no query."""
    text = " ".join(map(_readable, text.split()))
    if not text or len(text) > LONGEST or _NOT_OURS.search(text) or _IDENTITY.search(text):
        return ""
    if any(sum(map(str.isdigit, run)) > _MOST_DIGITS for run in _DIGITS.findall(text)):
        return ""
    return text if any(map(str.isalnum, text)) else ""


def _readable(word: str) -> str:
    """Fold a word as far as it stays readable: accents and hamzas stay, vowels and tatweel go."""
    return "".join(letter for letter in word.casefold() if fold(letter)) if fold(word) else word.casefold()


def spool() -> Path:
    return settings.DATA_DIR / "questions.jsonl"


def count_query(text: str, language: str, day: date, *, found: bool) -> None:
    """Note a query for the worker. Failures are logged."""
    if not (text := countable(text)):
        return
    line = json.dumps([text, language, day.isoformat(), found]) + "\n"
    try:
        descriptor = os.open(spool(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            if os.fstat(descriptor).st_size < SPOOL_LIMIT:
                # A single append is atomic.
                os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)
    except OSError:
        logger.exception("A query could not be counted")


def record_query_counts() -> None:
    """Move noted queries into the database."""
    taken = spool().with_suffix(".taken")
    # Otherwise left by a worker that died.
    if not taken.exists():
        try:
            spool().rename(taken)
        except FileNotFoundError:
            return
    counts, failed = Counter(), Counter()
    for *query, found in _lines(taken):
        counts[tuple(query)] += 1
        failed[tuple(query)] += not found
    table = QueryCount._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (text, language, day, count, found_nothing) VALUES (%s, %s, %s, %s, %s) "
            f"ON CONFLICT (text, language, day) DO UPDATE SET count = {table}.count + excluded.count, "
            f"found_nothing = {table}.found_nothing + excluded.found_nothing",
            [(*query, count, failed[query]) for query, count in sorted(counts.items())],
        )
    taken.unlink()


def _lines(path: Path) -> Iterator[tuple[str, str, str, bool]]:
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            text, language, day, found = json.loads(line)
            yield text, language, date.fromisoformat(day).isoformat(), found
        except ValueError:
            # Cut short by a full disk.
            continue


def prune_query_counts() -> None:
    QueryCount.objects.filter(day__lt=timezone.localdate() - timedelta(days=RETENTION)).delete()
