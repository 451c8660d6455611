"""An index in the data folder."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import tantivy
from tantivy import Query, Searcher

from search.engines.documents import without_article
from search.engines.embedded import queries, schema
from search.engines.embedded.folder import engine_errors, opened
from search.engines.interface import LEAST_WEIGHT, Document, Match, Rejection, Request, SearchResponse

_pool = ThreadPoolExecutor(thread_name_prefix="counting")


class EmbeddedIndex:
    def __init__(self, path: Path):
        self.folder = opened(path)
        self.create, self.drop = self.folder.create, self.folder.drop

    def write(self, documents: Iterable[Document]) -> list[Rejection]:
        return self._write((one.key, one.version, schema.stored(one)) for one in documents)

    def remove(self, versions: Iterable[tuple[str, int]]) -> list[Rejection]:
        return self._write((key, version, schema.removed(key, version)) for key, version in versions)

    def _write(self, given: Iterable[tuple[str, int, tantivy.Document]]) -> list[Rejection]:
        latest = {key: (version, stored) for key, version, stored in sorted(given, key=lambda one: one[:2])}
        with self.folder.writing() as (writer, searcher):
            there = {key: version for key, version, _checksum in _rows(searcher, schema.any_term(schema.KEY, latest))}
            for key, (version, stored) in latest.items():
                if version > there.get(key, 0):
                    writer.delete_documents_by_term(schema.KEY, key)
                    writer.add_document(stored)
        return []

    def contents(self) -> Iterator[tuple[str, int, str]]:
        with engine_errors():
            yield from sorted(_rows(self.folder.searcher(), queries.found(Request(), ())))

    def count(self) -> int:
        return self.search(Request(limit=0)).total

    def search(self, request: Request) -> SearchResponse:
        with engine_errors():
            searcher = self.folder.searcher()
            counted = _pool.submit(_counted, searcher, request)
            hits, total = _page(searcher, request)
            return SearchResponse(total, hits, counted.result())

    def known_terms(self, terms: Iterable[str]) -> set[str]:
        with engine_errors():
            searcher = self.folder.searcher()
            counts = {term: searcher.doc_freq(schema.SCORED, term) for term in set(terms)}
            sure = {term for term, count in counts.items() if count > self.folder.gone}
            unsure = [term for term, count in counts.items() if count and term not in sure]
            return sure | {term for term in unsure if searcher.search(schema.term(schema.SCORED, term), 1).count}

    def suggest(self, words: Sequence[str], language: str, limit: int) -> list[str]:
        *whole, last = [without_article(word) for word in words if word] or [""]
        keys: list[str] = []
        with engine_errors():
            searcher = self.folder.searcher()
            words = [schema.term(schema.WORDS, word) for word in whole]
            required = [(queries.MUST, one) for one in (*words, _beginning(searcher, schema.WORDS, last))]
            own = schema.term(schema.LANGUAGE, language)
            first = _beginning(searcher, schema.BEGINNING, " ".join([*whole, last]))
            for conditions in product((queries.MUST, queries.MUST_NOT), repeat=2):
                if len(keys) < limit:
                    query = Query.boolean_query([*required, *zip(conditions, (own, first), strict=True)])
                    keys += [hit.key for hit in _ordered(searcher, query, schema.BY_LENGTH, limit)[0]]
        return keys[:limit]

    def words(self) -> list[tuple[str, int]]:
        with engine_errors():
            return self.folder.searcher().terms_with_prefix(schema.VOCABULARY, "")


def _rows(searcher: Searcher, query: Query) -> Iterator[tuple[str, int, str]]:
    for _score, address in searcher.search(query, searcher.num_docs, count=False).hits:
        stored = searcher.doc(address)
        yield stored[schema.KEY][0], stored[schema.VERSION][0], stored.get_first(schema.CHECKSUM) or ""


def _page(searcher: Searcher, request: Request) -> tuple[tuple[Match, ...], int]:
    """Return the hits of a page, and the total."""
    if not request.is_scored or not request.limit:
        found = queries.found(request, request.filters)
        hits, total = _ordered(searcher, found, schema.BY_DATE, request.limit or 1, request.offset)
        return hits[: request.limit], total
    query, end = queries.scored(request), request.offset + request.limit
    weight = schema.weights().get(request.language, schema.weights()[""])
    # tantivy allocates for the whole limit.
    limit = min(end, searcher.num_docs)
    while True:
        result = searcher.search(query, limit + 1, weight_by_field=weight)
        scores = [score for score, _address in result.hits]
        if len(scores) <= limit or scores[limit] < scores[end - 1]:
            break
        # The last hit of the page ties with later ones: the key decides.
        limit *= 4
    if not (page := scores[request.offset : end]):
        return (), result.count
    first = scores.index(page[0])
    tied = [(-score, searcher.doc(at)[schema.KEY][0]) for score, at in result.hits[first:] if score >= page[-1]]
    hits = sorted(tied)[request.offset - first :][: request.limit]
    return tuple(Match(key, -score * LEAST_WEIGHT) for score, key in hits), result.count


def _ordered(searcher: Searcher, query: Query, by: str, limit: int, offset: int = 0) -> tuple[tuple[Match, ...], int]:
    most = min(limit, searcher.num_docs)
    found = searcher.search(query, most, order_by_field=by, offset=offset, order=tantivy.Order.Asc)
    return tuple(Match(key.partition(" ")[2], 0.0) for key, _address in found.hits), found.count


def _counted(searcher: Searcher, request: Request) -> dict[str, dict[str, int]]:
    """Count facet codes; facets with the same filters in one pass."""
    filters = {facet: request.filters_but(facet) for facet in request.facets}
    counted: dict[str, dict[str, int]] = {facet: {} for facet in filters}
    codes = {"codes": {"terms": {"field": schema.CODES, "size": 50_000, "segment_size": 50_000}}}
    for some in set(filters.values()):
        for bucket in searcher.aggregate(queries.found(request, some), codes)["codes"]["buckets"]:
            facet, _equals, code = bucket["key"].partition("=")
            if filters.get(facet) == some:
                counted[facet][code] = bucket["doc_count"]
    return counted


def _beginning(searcher: Searcher, field: str, start: str) -> Query:
    return schema.any_term(field, [word for word, _count in searcher.terms_with_prefix(field, start)] if start else [])
