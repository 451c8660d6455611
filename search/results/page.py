"""Everything on a page of results. The parts beside the hits are optional: the page is shown without them."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TypeVar

from django.db import DatabaseError, connection, transaction

from search.engines import EngineError, Order, Request, SearchIndex
from search.facets import facets
from search.models import current_thesaurus
from search.results.facet_links import FacetGroup, facet_groups
from search.results.hits import Hit, hits_of
from search.results.picks import Pick, picks_for
from search.results.running import SearchOutcome, run_search, search_current
from search.results.search_params import PER_PAGE, SearchParams
from search.results.serving import repair_with, serving_index
from search.results.sums import Sums, sums_of

logger = logging.getLogger(__name__)

Part = TypeVar("Part")


@dataclass(frozen=True)
class Results:
    """`elsewhere` counts results without the filters, where there are none with them.

    `incomplete`: an optional part failed; `stood_in`: another engine than the configured one answered.
    """

    outcome: SearchOutcome
    hits: list[Hit] = field(default_factory=list)
    groups: list[FacetGroup] = field(default_factory=list)
    picks: list[Pick] = field(default_factory=list)
    sums: Sums | None = None
    elsewhere: int = 0
    incomplete: bool = False
    stood_in: bool = False

    @property
    def total(self) -> int:
        return self.outcome.found.total


def results_of(params: SearchParams, language: str, base: str) -> Results:
    """Return a page of results. Raises EngineError and DatabaseError where there are no hits to show."""
    with _savepoint():
        thesaurus, index = current_thesaurus(), serving_index()
        outcome = run_search(params, language, index, thesaurus, repair=repair_with(index, thesaurus))
        hits = hits_of(outcome.keys, outcome.request.clauses)
    optional = _OptionalParts()
    is_first = params.page == 1
    return Results(
        outcome,
        hits,
        facet_groups(outcome.found.facets, params, base, language),
        optional.get(lambda: picks_for(outcome.parsed.words), []) if is_first else [],
        optional.get(lambda: sums_of(outcome, index), None) if is_first else None,
        optional.get(lambda: _elsewhere(outcome, index), 0) if not outcome.found.total else 0,
        optional.failed,
        index.stood_in,
    )


def _savepoint() -> AbstractContextManager:
    """Let a transaction in progress survive an error within. Begin none: on SQLite it would take the write lock."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


class _OptionalParts:
    def __init__(self) -> None:
        self.failed = False

    def get(self, make: Callable[[], Part], default: Part) -> Part:
        try:
            with _savepoint():
                return make()
        except (EngineError, DatabaseError):
            logger.exception("A part of the search page failed")
            self.failed = True
            return default


def _elsewhere(outcome: SearchOutcome, index: SearchIndex) -> int:
    """Count what the words alone find."""
    request = outcome.request
    if not request.clauses or not (request.filters or request.phrases or request.without):
        return 0
    return search_current(
        replace(request, filters=(), phrases=(), without=(), facets=(), offset=0, limit=1), index
    ).total


def ideas(base: str, language: str) -> list[FacetGroup]:
    """Return all facet values, for a page without a query. Raises as `results_of`."""
    with _savepoint():
        request = Request(language=language, order=Order.DATE, facets=tuple(f.code for f in facets()), limit=1)
        return facet_groups(search_current(request, serving_index()).facets, SearchParams(), base, language)


def pages_of(total: int) -> int:
    return -(-total // PER_PAGE)
