"""Where facts live: addresses made of codes, the same question at the same address for ever.

A page that tells of a past day leads to pages of that day: while it is made, `links_of` holds the day as Django holds
the language, so that whatever names an address names it alike.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from programs.statistics import Question, Row

#: What an address calls the day of which it asks.
AS_OF = "as_of"

_day: ContextVar[date | None] = ContextVar("day of links", default=None)


@contextmanager
def links_of(day: date | None) -> Iterator[None]:
    """Let addresses of facts lead to what was known on a day; None is today."""
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)


def with_as_of(url: str) -> str:
    """Return an address with the day of which the page being made tells; the address itself where it tells of today."""
    day = _day.get()
    if not url or day is None:
        return url
    return f"{url}{'&' if '?' in url else '?'}{AS_OF}={day.isoformat()}"


def fact_url(name: str, *codes: str, **query: str) -> str:
    """Return the address of a page that knows past days, of the day of which the page being made tells."""
    path = reverse(name, args=codes)
    return with_as_of(f"{path}?{urlencode(query, safe=':')}" if query else path)


def question_url(question: Question, *, suffix: str = "") -> str:
    """Return the address of the card of a question in the active language, or of its file with a `suffix`.

    Its day is the one that the question names.
    """
    path = reverse("question_file", args=[suffix]) if suffix else reverse("question")
    return f"{path}?{urlencode(question.as_codes())}"


def row_url(row: Row) -> str:
    """Return the address of the card of a row: that of its observation, or of its question where it is a sum.

    '' for what has none: a draft, and a sum of rows that no single question asks for.
    """
    if row.parts > 1:
        return question_url(row.question) if row.question else ""
    return fact_url("figure", row.observation.code) if row.observation.is_released else ""


def territory_url(territory) -> str:
    """Return the address of a territory, whose key is its scheme and its code together."""
    return fact_url("territory", territory.scheme.code, territory.code)
