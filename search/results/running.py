"""Run a search on the serving index.

A search passes through three types: `SearchParams` (the address), `ParsedQuery` (the typed text) and the engine's
`Request`, whose clauses are the expanded words with typos repaired. `SearchOutcome` holds the last two and the response.
"""

from dataclasses import dataclass, replace

from django.utils import timezone

from search.analysis import Clause, Clauses, Thesaurus, expand
from search.engines import Filter, NumberRange, Order, Request, SearchIndex, SearchResponse
from search.facets import EXPIRES, facets
from search.models import current_thesaurus
from search.query import ParsedQuery, parse_query
from search.results.search_params import PER_PAGE, SearchParams
from search.results.serving import Repair, repair_with, serving_index
from search.results.spelling import Correction


@dataclass(frozen=True)
class SearchOutcome:
    parsed: ParsedQuery
    request: Request
    found: SearchResponse
    corrections: tuple[Correction, ...] = ()

    @property
    def corrected_text(self) -> str:
        text = self.parsed.text
        for typed, meant in self.corrections:
            text = text.replace(typed, meant)
        return text

    @property
    def keys(self) -> list[str]:
        return [match.key for match in self.found.hits]


def run_search(
    params: SearchParams,
    language: str,
    index: SearchIndex | None = None,
    thesaurus: Thesaurus | None = None,
    *,
    repair: Repair | None = None,
    per_page: int = PER_PAGE,
    count_facets: bool = True,
) -> SearchOutcome:
    """Search with the serving index, the current thesaurus and its repair of typos, or with those given.

    Raises EngineError.
    """
    thesaurus = thesaurus or current_thesaurus()
    if index is None:
        index = serving_index()
        repair = repair_with(index, thesaurus)
    parsed = parse_query(params.text, language, thesaurus)
    clauses, corrections = expand(parsed.words, thesaurus), []
    if repair and not params.exact and clauses:
        clauses, corrections = repair(parsed.words, clauses)
    request = parsed.request(
        clauses,
        thesaurus,
        language=language,
        filters=params.filters,
        facets=tuple(facet.code for facet in facets()) if count_facets else (),
        order=params.order,
        offset=(params.page - 1) * per_page,
        limit=per_page,
    )
    return SearchOutcome(parsed, request, search_current(request, index), tuple(corrections))


def search_current(request: Request, index: SearchIndex) -> SearchResponse:
    """Search without what has expired, whether Wagtail has unpublished it yet or not. Raises EngineError."""
    expired = NumberRange(EXPIRES, most=timezone.now().timestamp(), negated=True)
    return index.search(replace(request, filters=(*request.filters, expired)))


def search_strictly(
    outcome: SearchOutcome, index: SearchIndex, filters: tuple[Filter, ...], limit: int
) -> SearchResponse:
    """Search for what has every word, for counts and sums. Raises EngineError."""
    request = replace(
        outcome.request,
        clauses=required_clauses(outcome.request.clauses),
        filters=(*outcome.request.filters, *filters),
        strict=True,
        facets=(),
        order=Order.DATE,
        offset=0,
        limit=limit,
    )
    return search_current(request, index)


def required_clauses(clauses: Clauses) -> Clauses:
    """Return one clause per word, with the alternatives of the word and of any known phrase around it.

    The other clauses name the same words together or in parts, which need not match as well.
    """
    smallest: list[tuple[int, int]] = []
    for start, end in sorted({(one.start, one.end) for one in clauses}, key=lambda span: span[1] - span[0]):
        if not any(start < last and first < end for first, last in smallest):
            smallest.append((start, end))
    return tuple(
        Clause(start, end, tuple(dict.fromkeys(
            alternative for one in clauses if one.start <= start and end <= one.end for alternative in one.alternatives
        )))
        for start, end in sorted(smallest)
    )  # fmt: skip
