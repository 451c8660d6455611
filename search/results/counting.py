"""Counting what is asked, for editors; without a word of who asked, and without what may be somebody's own."""

import re
from datetime import date, timedelta

from django.db import connection

from search.analysis import fold
from search.models import LONGEST, QuestionCount

#: Days for which counts are kept.
KEPT = 180
#: As long as a telephone number is a number that is nobody's business; amounts in full are shorter.
_MOST_DIGITS = 7
_DIGITS = re.compile(r"(?:\d[\s.\-/()+]*)+")
#: Numbers of the national identity card.
_IDENTITY = re.compile(r"\b[a-z]{1,2}\s?\d{5,7}\b")
_NOT_OURS = re.compile(r"@|https?:|www\.|<|>\s*<|\{|\\")


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


def count_question(text: str, language: str, day: date, *, found: bool) -> None:
    """Count a question. One statement, and a second one for a question that is new on this day."""
    if not (text := countable(text)):
        return
    table = QuestionCount._meta.db_table
    # A sum in the database: two who ask at once are both counted.
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (text, language, day, count, found_nothing) VALUES (%s, %s, %s, 1, %s) "
            f"ON CONFLICT (text, language, day) DO UPDATE SET count = {table}.count + 1, "
            f"found_nothing = {table}.found_nothing + excluded.found_nothing RETURNING count",
            [text, language, connection.ops.adapt_datefield_value(day), 0 if found else 1],
        )
        [count] = cursor.fetchone()
    if count == 1:
        QuestionCount.objects.filter(day__lt=day - timedelta(days=KEPT)).delete()
