"""URLs of facts: built from codes, permanent, and bound to the `as_of` date of the page being rendered.

`links_as_of` holds that date in a context variable, as Django holds the active language.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from programs.facts import Territory
from programs.statistics import Question, Row

#: The query parameter that asks for a past day.
AS_OF = "as_of"

_day: ContextVar[date | None] = ContextVar("as_of date of links", default=None)


@contextmanager
def links_as_of(day: date | None) -> Iterator[None]:
    """Add `day` to all URLs of facts that are built within the context; None is today."""
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)


def with_as_of(url: str) -> str:
    """Return the URL with the `as_of` date of the page being rendered, unchanged for today."""
    day = _day.get()
    if not url or day is None:
        return url
    return f"{url}{'&' if '?' in url else '?'}{AS_OF}={day.isoformat()}"


def fact_url(name: str, *codes: str, **query: str) -> str:
    """Return the URL of a view that accepts `as_of`."""
    path = reverse(name, args=codes)
    return with_as_of(f"{path}?{urlencode(query, safe=':')}" if query else path)


def question_url(question: Question, *, suffix: str = "") -> str:
    """Return the URL of a question's card in the active language, or of its file with `suffix`.

    Only the question's own `as_of` counts.
    """
    path = reverse("question_file", args=[suffix]) if suffix else reverse("question")
    return f"{path}?{urlencode(question.as_codes())}"


def row_url(row: Row) -> str:
    """Return the URL of a row's card: that of its observation, or for a sum that of its question.

    '' for drafts, and for sums that no single question asks for.
    """
    if row.parts > 1:
        return question_url(row.question) if row.question else ""
    return fact_url("figure", row.observation.code) if row.observation.is_released else ""


def territory_url(territory: Territory) -> str:
    return fact_url("territory", territory.scheme.code, territory.code)
