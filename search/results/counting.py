"""Count what is asked, for editors: without a word of who asked, and without what may be somebody's own.

A search only appends a line to a file in DATA_DIR; a periodic job of the worker moves the lines into the database. So
a search waits for no lock of the database. What is lost in a crash is a few counts.
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

#: Bytes of the file beyond which nothing is counted: no worker has read it for long.
SPOOL_LIMIT = 1_000_000
#: Days for which counts are kept.
KEPT = 180
#: As long as a telephone number is a number that is nobody's business; amounts in full are shorter.
_MOST_DIGITS = 7
_DIGITS = re.compile(r"(?:\d[\s.\-/()+]*)+")
#: Numbers of the national identity card.
_IDENTITY = re.compile(r"\b[a-z]{1,2}\s?\d{5,7}\b")
_NOT_OURS = re.compile(r"@|https?:|www\.|<|>\s*<|\{|\\|[\x00\ud800-\udfff]")


def countable(text: str) -> str:
    """Return a question as it is counted, or '' for one that is not: personal, or no question at all."""
    text = " ".join(fold_words(text).split())
    if not text or len(text) > LONGEST or _NOT_OURS.search(text) or _IDENTITY.search(text):
        return ""
    if any(sum(map(str.isdigit, run)) > _MOST_DIGITS for run in _DIGITS.findall(text)):
        return ""
    return text if any(map(str.isalnum, text)) else ""


def fold_words(text: str) -> str:
    """One spelling for one question, as far as it stays readable."""
    return text.casefold() if text.isascii() else " ".join(_readable(word) for word in text.split())


def _readable(word: str) -> str:
    folded = fold(word)
    # Accents and hamzas make a word readable; vowels and tatweel only make it another question.
    return "".join(letter for letter in word.casefold() if fold(letter)) if folded else word.casefold()


def spool() -> Path:
    return settings.DATA_DIR / "questions.jsonl"


def count_query(text: str, language: str, day: date, *, found: bool) -> None:
    """Note a question for the worker; a reader never waits for it, nor hears that it failed."""
    if not (text := countable(text)):
        return
    line = json.dumps([text, language, day.isoformat(), found]) + "\n"
    try:
        descriptor = os.open(spool(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            if os.fstat(descriptor).st_size < SPOOL_LIMIT:
                # One write to the end of a file: lines of several processes do not mix.
                os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)
    except OSError:
        logger.exception("A question could not be counted")


def record_query_counts() -> None:
    """Move what was noted into the database: the job of the worker."""
    taken = spool().with_suffix(".taken")
    # Left by a worker that came no further.
    if not taken.exists():
        try:
            spool().rename(taken)
        except FileNotFoundError:
            return
    asked, failed = Counter(), Counter()
    for *question, found in _lines(taken):
        asked[tuple(question)] += 1
        failed[tuple(question)] += not found
    table = QueryCount._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (text, language, day, count, found_nothing) VALUES (%s, %s, %s, %s, %s) "
            f"ON CONFLICT (text, language, day) DO UPDATE SET count = {table}.count + excluded.count, "
            f"found_nothing = {table}.found_nothing + excluded.found_nothing",
            [(*question, count, failed[question]) for question, count in sorted(asked.items())],
        )
    taken.unlink()


def _lines(path: Path) -> Iterator[tuple[str, str, str, bool]]:
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            text, language, day, found = json.loads(line)
            yield text, language, date.fromisoformat(day).isoformat(), found
        except ValueError:
            # A full disk cuts a line short.
            continue


def prune_query_counts() -> None:
    QueryCount.objects.filter(day__lt=timezone.localdate() - timedelta(days=KEPT)).delete()
