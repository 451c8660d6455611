"""What is past its time is found no more, though nobody has unpublished it yet: Wagtail does so by a command of its own."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from search.engines import Between, Found, Request, SearchIndex
from search.facets import EXPIRES
from search.models import Entry


def found_now(request: Request, index: SearchIndex, now: datetime | None = None) -> Found:
    """Ask for what is not past its time. Raises EngineError."""
    over = Between(EXPIRES, most=(now or timezone.now()).timestamp(), negated=True)
    return index.search(replace(request, filters=(*request.filters, over)))


def is_current(entry: Entry, now: datetime | None = None) -> bool:
    return entry.numbers.get(EXPIRES, float("inf")) > (now or timezone.now()).timestamp()
