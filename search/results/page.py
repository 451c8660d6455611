"""All that a page of results shows, asked once. What is beside the hits may fail without them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from dataclasses import replace as changed
from typing import Any

from django.db import DatabaseError

from search.engines import EngineError, Order, Request, SearchIndex
from search.facets import facets
from search.reading import reading
from search.results.answering import Answered, answer
from search.results.current import found_now
from search.results.hits import Hit, hits_of
from search.results.live_thesaurus import thesaurus
from search.results.narrowing import Group, groups_of
from search.results.picks import Pick, picks_for
from search.results.search_params import PER_PAGE, SearchParams
from search.results.serving import repair_with, serving_index
from search.results.sums import Sums, sums_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Results:
    """`elsewhere` is how many there are without what the search was narrowed to, told where it found nothing."""

    answered: Answered
    hits: list[Hit] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    picks: list[Pick] = field(default_factory=list)
    sums: Sums | None = None
    elsewhere: int = 0
    #: Something beside the hits could not be made.
    incomplete: bool = False
    #: The engine that should have answered did not; another one did.
    stood_in: bool = False

    @property
    def total(self) -> int:
        return self.answered.found.total


def results_of(wanted: SearchParams, language: str, base: str) -> Results:
    """Answer a question with all that its page shows. Raises EngineError and DatabaseError where there is no answer."""
    with reading():
        words, index = thesaurus(), serving_index()
        answered = answer(wanted, language, index, words, repair=repair_with(index, words))
        hits = hits_of([hit.key for hit in answered.found.hits], answered.question)
    beside = _Beside()
    first = wanted.page == 1
    return Results(
        answered,
        hits,
        groups_of(answered.found.facets, wanted, base, language),
        beside.made(lambda: picks_for(answered.asked.words), []) if first else [],
        beside.made(lambda: sums_of(answered, index), None) if first else None,
        beside.made(lambda: _elsewhere(answered, index), 0) if not answered.found.total else 0,
        beside.failed,
        index.stood_in,
    )


class _Beside:
    """Makes what may be missing: a failure is logged, and told to the reader."""

    def __init__(self):
        self.failed = False

    def made(self, make: Callable[[], Any], otherwise: Any) -> Any:
        try:
            with reading():
                return make()
        except (EngineError, DatabaseError):
            logger.exception("A part of the search page could not be made")
            self.failed = True
            return otherwise


def _elsewhere(answered: Answered, index: SearchIndex) -> int:
    """How many there are of the words alone."""
    request = answered.request
    if not request.clauses or not (request.filters or request.phrases or request.without):
        return 0
    anywhere = changed(request, filters=(), phrases=(), without=(), facets=(), offset=0, limit=1)
    return found_now(anywhere, index).total


def ideas(base: str, language: str) -> list[Group]:
    """What there is to ask for, where nothing was asked yet: the values of all facets. Raises as `results_of`."""
    with reading():
        request = Request(language=language, order=Order.DATE, facets=tuple(f.code for f in facets()), limit=1)
        return groups_of(found_now(request, serving_index()).facets, SearchParams(), base, language)


def pages_of(total: int) -> int:
    return -(-total // PER_PAGE)
